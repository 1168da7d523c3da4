/*---
title = "Tickets, one row each"
grain = ["system", "ticket_id"]
needs = ["ticket_version", "load"]
---*/
-- Where one format tells of a tool, its newest row is the ticket. Where several
-- do (a list and an audit log), each field comes from the newest row among
-- those whose format carries the field. The slots are filled with the columns
-- of ticket_version.
CREATE TABLE ticket_merged AS
WITH shared AS (
    SELECT system FROM load WHERE contract = 'tickets' GROUP BY system HAVING count(DISTINCT source) > 1
),
ranked AS (
    SELECT
        v.*,
        l.fields,
        row_number() OVER (
            PARTITION BY v.system, v.ticket_id ORDER BY v.updated_at NULLS FIRST, v.load_number
        ) AS age_rank
    FROM ticket_version AS v
    INNER JOIN load AS l ON l.load_id = v.load_id
    WHERE v.system IN (SELECT system FROM shared)
)
SELECT
    system,
    ticket_id,
    {merged}
FROM ranked
GROUP BY system, ticket_id;

CREATE VIEW ticket AS
SELECT {columns}
FROM ticket_version
WHERE system NOT IN (
    SELECT system FROM load WHERE contract = 'tickets' GROUP BY system HAVING count(DISTINCT source) > 1
)
UNION ALL
SELECT {columns}
FROM ticket_merged;
