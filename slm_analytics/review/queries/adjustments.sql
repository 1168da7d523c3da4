-- What has changed since months were signed off and is told in a month, of some lines.
SELECT
    a.level_id,
    a.signed_month,
    a.system,
    a.ticket_id,
    a.what,
    a.condition_no,
    a.was_within,
    a.is_within,
    t.short_description
FROM verdict_adjustment AS a
LEFT JOIN ticket AS t ON t.system = a.system AND t.ticket_id = a.ticket_id
WHERE a.month = $month AND list_contains($levels::VARCHAR[], a.level_id)
ORDER BY a.level_id, a.signed_month, a.system, a.ticket_id, a.condition_no
