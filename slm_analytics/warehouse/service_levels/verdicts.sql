-- One row per ticket, clock, cycle, line (in its version) and condition.
-- Cancelled tickets, duplicates and children are of no line. The month is that
-- in which the ticket counts for the line; `is_within` is null where its clock
-- gives no answer (no target, no data, never started), or a ratio's trait is not said.
-- Of what is to be at most so many, every ticket counted stands against the line.
WITH named AS (
    SELECT DISTINCT
        customer, service, record_type, priority, category, site, assignment_group, is_vip
    FROM ticket_fact
),
-- By equal customers first: every line with every name would be too many pairs.
paired AS (
    SELECT n.*, l.level_no
    FROM named AS n
    INNER JOIN level_line AS l ON l.customer = n.customer
    UNION ALL
    SELECT n.*, l.level_no
    FROM named AS n
    INNER JOIN level_line AS l ON l.customer IS NULL
),
matched AS (
    SELECT n.*
    FROM paired AS n
    INNER JOIN level_line AS l ON l.level_no = n.level_no
    WHERE {population}
),
covered AS (
    SELECT t.rowid::INTEGER AS ticket_no, m.level_no, t.opened_on
    FROM ticket_fact AS t
    INNER JOIN matched AS m
        ON m.customer IS NOT DISTINCT FROM t.customer
        AND m.service IS NOT DISTINCT FROM t.service
        AND m.record_type IS NOT DISTINCT FROM t.record_type
        AND m.priority IS NOT DISTINCT FROM t.priority
        AND m.category IS NOT DISTINCT FROM t.category
        AND m.site IS NOT DISTINCT FROM t.site
        AND m.assignment_group IS NOT DISTINCT FROM t.assignment_group
        AND m.is_vip IS NOT DISTINCT FROM t.is_vip
    WHERE {counted}
),
timed AS (
    SELECT
        v.ticket_no,
        v.level_no,
        c.cycle,
        c.answer,
        c.is_late,
        c.whole_seconds AS elapsed_seconds,
        l.is_decided,
        {day} AS day
    FROM covered AS v
    INNER JOIN level_line AS l ON l.level_no = v.level_no AND NOT l.is_count AND l.trait IS NULL
    INNER JOIN ticket_clock AS c
        ON c.ticket_no = v.ticket_no AND c.clock = l.clock AND c.holder = l.holder
),
counted AS (
    SELECT v.ticket_no, v.level_no, 1 AS cycle, v.opened_on AS day
    FROM covered AS v
    INNER JOIN level_line AS l ON l.level_no = v.level_no AND l.is_count
),
traits AS (
    SELECT
        v.ticket_no,
        v.level_no,
        t.resolved_on AS day,
        l.is_at_most,
        CASE l.trait
            WHEN 'reopened' THEN t.reopen_count > 0
            WHEN 'reassigned' THEN t.reassignment_count > 0
            ELSE t.reassignment_count = 0
        END AS has_trait
    FROM covered AS v
    INNER JOIN level_line AS l ON l.level_no = v.level_no AND l.trait IS NOT NULL
    INNER JOIN ticket_fact AS t ON t.rowid = v.ticket_no
    WHERE t.resolved_on IS NOT NULL
)
SELECT
    t.ticket_no,
    l.level_id,
    l.line,
    d.condition_no,
    t.cycle,
    date_trunc('month', t.day)::DATE AS month,
    CASE
        WHEN t.answer IN ('met', 'missed')
        THEN coalesce(t.elapsed_seconds <= d.seconds, t.answer = 'met')
        WHEN t.answer = 'open' AND t.is_decided AND coalesce(t.elapsed_seconds > d.seconds, t.is_late)
        THEN false
    END AS is_within,
    CASE WHEN t.answer IN ('met', 'missed') THEN t.elapsed_seconds END AS elapsed_seconds
FROM timed AS t
INNER JOIN level_line AS l ON l.level_no = t.level_no
INNER JOIN level_condition AS d ON d.level_no = t.level_no
WHERE t.day >= l.valid_from AND t.day < l.valid_until
UNION ALL
SELECT
    t.ticket_no,
    l.level_id,
    l.line,
    1 AS condition_no,
    t.cycle,
    date_trunc('month', t.day)::DATE AS month,
    NOT l.is_at_most AS is_within,
    NULL AS elapsed_seconds
FROM counted AS t
INNER JOIN level_line AS l ON l.level_no = t.level_no
WHERE t.day >= l.valid_from AND t.day < l.valid_until
UNION ALL
SELECT
    t.ticket_no,
    l.level_id,
    l.line,
    1 AS condition_no,
    1 AS cycle,
    date_trunc('month', t.day)::DATE AS month,
    t.has_trait <> t.is_at_most AS is_within,
    NULL AS elapsed_seconds
FROM traits AS t
INNER JOIN level_line AS l ON l.level_no = t.level_no
WHERE t.day >= l.valid_from AND t.day < l.valid_until
