-- The updates of one ticket in canonical words, in order.
SELECT *
FROM update_fact
WHERE system = $system AND ticket_id = $ticket_id
ORDER BY updated_at, sequence, told_by
