-- What a clock needs of one ticket, apart from its history.
SELECT
    f.*,
    CASE WHEN NOT coalesce(f.response_is_automatic, false) THEN f.first_response_at END
        AS counted_response_at,
    f.first_response_at IS NOT NULL OR coalesce(list_contains(l.fields, 'first_response_at'), false)
        AS response_is_known,
    coalesce(l.zone, 'UTC') AS zone,
    EXISTS (SELECT 1 FROM ticket_fact AS o WHERE o.system = f.system AND o.due_at IS NOT NULL)
        AS tool_tells_due
FROM ticket_fact AS f
LEFT JOIN load AS l ON l.load_id = f.load_id
WHERE f.system = $system AND f.ticket_id = $ticket_id
