-- The records in force: of one that several loads tell, the row of the latest load, or of the
-- latest instant where the kind of record says which one tells it.
CREATE OR REPLACE TABLE {name} AS
SELECT
    r.system,
    r.source,
    {columns},
    r.line,
    r.flags,
    r.load_id,
    r.load_number
FROM {name}_row AS r
{joins}
QUALIFY row_number() OVER (
    PARTITION BY r.system, {key} ORDER BY {latest}r.load_number DESC, r.line DESC
) = 1;
