-- The tickets that name one ticket as their parent, oldest first.
SELECT
    f.ticket_id,
    t.short_description,
    f.customer,
    f.service,
    f.priority,
    f.state,
    f.opened_at,
    f.made_sla,
    f.is_open
FROM ticket_fact AS f
LEFT JOIN ticket AS t ON t.system = f.system AND t.ticket_id = f.ticket_id
WHERE f.system = $system AND f.parent_id = $ticket_id
ORDER BY f.opened_at, f.ticket_id
