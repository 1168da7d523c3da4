-- The tickets whose service times an average or a percentile is made of, the longest first.
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
    v.elapsed_seconds / 3600.0 AS service_hours,
    $expected / 3600.0 AS allowed_hours,
    NULL::VARCHAR AS answer
FROM ticket_verdict AS v
INNER JOIN ticket_fact AS f ON f.rowid = v.ticket_no
LEFT JOIN ticket AS t ON t.system = f.system AND t.ticket_id = f.ticket_id
WHERE v.level_id = $level_id
    AND v.month >= $start
    AND v.month <= $last
    AND v.elapsed_seconds > $beyond
ORDER BY v.elapsed_seconds DESC, f.system, f.ticket_id
LIMIT 100
