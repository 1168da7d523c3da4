-- The tickets whose verdicts differ, latest first; follows `scoped`.
, differing AS (
    SELECT *
    FROM scoped
    WHERE NOT hit AND ($class IS NULL OR difference = $class)
    ORDER BY ended_at DESC NULLS LAST, system, ticket_id
    {window}
)
SELECT
    d.system,
    d.ticket_id,
    t.short_description,
    d.customer,
    d.service,
    d.priority,
    d.ended_at,
    d.tool_made,
    d.made,
    d.over_seconds,
    d.due_later_seconds,
    d.difference,
    d.words,
    d.is_proven,
    l.zone
FROM differing AS d
LEFT JOIN ticket AS t ON t.system = d.system AND t.ticket_id = d.ticket_id
LEFT JOIN load AS l ON l.load_id = d.load_id
ORDER BY d.ended_at DESC NULLS LAST, d.system, d.ticket_id
