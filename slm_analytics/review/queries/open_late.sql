-- How many open tickets of each line are past its time: shown beside results, not counted in them.
-- The slots say which lines are asked, and which tickets, as in the verdicts.
WITH {line},
-- The few open clocks first, then their tickets alone: a condition beside the join reads them all.
clock AS MATERIALIZED (
    SELECT ticket_no, clock, holder, is_late, whole_seconds AS elapsed_seconds
    FROM ticket_clock
    WHERE answer = 'open'
),
few AS MATERIALIZED (
    SELECT
        rowid AS ticket_no, customer, service, record_type, priority, category, assignment_group,
        site, is_vip, is_cancelled, is_duplicate, parent_id
    FROM ticket_fact
    WHERE rowid IN (SELECT ticket_no FROM clock)
),
waiting AS (
    SELECT c.clock, c.holder, c.is_late, c.elapsed_seconds, t.*
    FROM clock AS c
    INNER JOIN few AS t ON t.ticket_no = c.ticket_no
    WHERE {counted}
),
-- By equal customers and by lines for any, apart: both are quick, one condition for both is not.
paired AS (
    SELECT w.*, l.number
    FROM waiting AS w
    INNER JOIN line AS l ON l.customer = w.customer AND l.clock = w.clock AND l.holder = w.holder
    UNION ALL
    SELECT w.*, l.number
    FROM waiting AS w
    INNER JOIN line AS l ON l.customer = '' AND l.clock = w.clock AND l.holder = w.holder
)
SELECT l.number, count(*) AS tickets
FROM paired AS w
INNER JOIN line AS l ON l.number = w.number
WHERE coalesce(w.elapsed_seconds > l.seconds, w.is_late) AND {population}
GROUP BY l.number
