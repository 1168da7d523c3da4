/*---
title = "Tickets, one row each"
grain = ["system", "ticket_id"]
needs = ["ticket_version", "load"]
---*/
-- A ticket that one format tells of is its newest row. Where several do (a list
-- and an audit log), each field comes from the newest row among those whose
-- format carries the field. Lists of other tickets of a tool change nothing.
-- The slots are filled with the columns of ticket_version.
CREATE TABLE ticket_merged AS
WITH shared AS (
    SELECT system FROM load WHERE contract = 'tickets' GROUP BY system HAVING count(DISTINCT source) > 1
),
aged AS (
    SELECT
        rowid AS version_no,
        count(*) OVER (PARTITION BY system, ticket_id) AS versions,
        row_number() OVER (
            PARTITION BY system, ticket_id ORDER BY updated_at NULLS FIRST, load_number
        ) AS age_rank
    FROM ticket_version
    WHERE system IN (SELECT system FROM shared)
),
ranked AS (
    SELECT v.*, l.fields, a.age_rank
    FROM ticket_version AS v
    INNER JOIN aged AS a ON a.version_no = v.rowid AND a.versions > 1
    INNER JOIN load AS l ON l.load_id = v.load_id
)
SELECT
    system,
    ticket_id,
    {merged}
FROM ranked
GROUP BY system, ticket_id;

CREATE VIEW ticket AS
SELECT {columns}
FROM ticket_version AS v
ANTI JOIN ticket_merged AS m ON m.system = v.system AND m.ticket_id = v.ticket_id
UNION ALL
SELECT {columns}
FROM ticket_merged;
