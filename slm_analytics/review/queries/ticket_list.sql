-- One page of a list of tickets; follows `scoped`.
, aged AS (
    SELECT
        *,
        coalesce(
            elapsed_seconds,
            (epoch_ms(seen_at) - epoch_ms(opened_at)) // 1000
        ) AS age_seconds
    FROM scoped
    WHERE {condition}
),
page AS (
    SELECT *, row_number() OVER (ORDER BY {order}, system, ticket_id) AS place
    FROM (SELECT * FROM aged ORDER BY {order}, system, ticket_id {window})
)
SELECT
    p.system,
    p.ticket_id,
    t.short_description,
    p.customer,
    p.service,
    p.priority,
    p.state,
    p.assignment_group,
    p.opened_at,
    p.stopped_at,
    p.age_seconds / 3600.0 AS hours,
    p.made_sla,
    p.is_open,
    p.reopen_count,
    p.reassignment_count,
    p.flags,
    l.zone
FROM page AS p
LEFT JOIN ticket AS t ON t.system = p.system AND t.ticket_id = p.ticket_id
LEFT JOIN load AS l ON l.load_id = p.load_id
ORDER BY p.place
