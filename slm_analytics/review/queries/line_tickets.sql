-- Tickets that count against a line without a clock, in the months of a window.
SELECT
    f.system,
    f.ticket_id,
    t.short_description,
    f.customer,
    f.service,
    f.priority,
    f.assignment_group,
    v.condition_no,
    v.line,
    NULL::DOUBLE AS service_hours,
    NULL::DOUBLE AS allowed_hours,
    NULL::VARCHAR AS answer
FROM ticket_verdict AS v
INNER JOIN ticket_fact AS f ON f.rowid = v.ticket_no
LEFT JOIN ticket AS t ON t.system = f.system AND t.ticket_id = f.ticket_id
WHERE v.level_id = $level_id
    AND v.month >= $start
    AND v.month <= $last
    AND NOT v.is_within
ORDER BY f.system, f.ticket_id
