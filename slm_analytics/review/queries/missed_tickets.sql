-- Tickets of a line that were not within the time of some condition, in the months of a window.
-- The service time is that of the verdict: in a month that was signed off, that of the sign-off.
WITH missed AS (
    SELECT
        v.ticket_no,
        v.cycle,
        min(v.condition_no) AS condition_no,
        any_value(v.line) AS line,
        max(v.elapsed_seconds) AS elapsed_seconds
    FROM ticket_verdict AS v
    WHERE v.level_id = $level_id
        AND v.month >= $start
        AND v.month <= $last
        AND NOT v.is_within
    GROUP BY v.ticket_no, v.cycle
)
SELECT
    f.system,
    f.ticket_id,
    t.short_description,
    f.customer,
    f.service,
    f.priority,
    f.assignment_group,
    m.condition_no,
    m.line,
    coalesce(m.elapsed_seconds, c.elapsed_seconds) / 3600.0 AS service_hours,
    c.allowed_seconds / 3600.0 AS allowed_hours,
    c.answer
FROM missed AS m
INNER JOIN ticket_fact AS f ON f.rowid = m.ticket_no
LEFT JOIN ticket_clock AS c
    ON c.ticket_no = m.ticket_no AND c.cycle = m.cycle AND c.clock = $clock AND c.holder = $holder
LEFT JOIN ticket AS t ON t.system = f.system AND t.ticket_id = f.ticket_id
ORDER BY f.system, f.ticket_id
