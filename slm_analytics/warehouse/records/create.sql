-- The rows of all loads of one kind of record, with its fields.
CREATE TABLE IF NOT EXISTS {name}_row (
    system VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    {columns},
    line INTEGER NOT NULL,
    flags VARCHAR,
    load_id VARCHAR NOT NULL,
    load_number INTEGER NOT NULL
);
