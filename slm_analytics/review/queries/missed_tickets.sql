-- Tickets of a line that were not within the time of some condition, in the months of a window.
WITH missed AS (
    SELECT v.ticket_no, v.cycle, min(v.condition_no) AS condition_no, any_value(v.line) AS line
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
    f.elapsed_seconds / 3600.0 AS service_hours,
    f.allowed_seconds / 3600.0 AS allowed_hours,
    f.answer
FROM missed AS m
INNER JOIN clock_fact AS f
    ON f.ticket_no = m.ticket_no AND f.cycle = m.cycle AND f.clock = $clock AND f.holder = $holder
LEFT JOIN ticket AS t ON t.system = f.system AND t.ticket_id = f.ticket_id
ORDER BY f.system, f.ticket_id
