-- The tickets that the lines of a customer count in a month.
SELECT
    v.level_id,
    v.line,
    v.condition_no,
    f.system,
    f.ticket_id,
    v.cycle,
    v.is_within,
    v.elapsed_seconds
FROM ticket_verdict AS v
INNER JOIN ticket_fact AS f ON f.rowid = v.ticket_no
WHERE v.month = $month
    AND v.level_id IN (
        SELECT level_id FROM register_service_level WHERE coalesce(customer, '') = $customer
    )
ORDER BY v.level_id, v.condition_no, f.system, f.ticket_id, v.cycle
