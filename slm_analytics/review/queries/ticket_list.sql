-- One page of a list of tickets; follows `scoped`. The slots are the columns of its mart.
, aged AS (
    SELECT
        *,
        coalesce(
            {elapsed},
            (epoch_ms(seen_at) - epoch_ms(opened_at)) // 1000
        ) AS age_seconds,
        {overrun} AS overrun_seconds
    FROM scoped
    WHERE {condition}
),
page AS (
    SELECT *, row_number() OVER (ORDER BY {order}, system, ticket_id{apart}) AS place
    FROM (SELECT * FROM aged ORDER BY {order}, system, ticket_id{apart} {window})
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
    p.{stopped} AS stopped_at,
    p.age_seconds / 3600.0 AS hours,
    p.made_sla,
    p.is_open,
    p.reopen_count,
    p.reassignment_count,
    p.flags,
    l.zone{clock}
FROM page AS p
LEFT JOIN ticket AS t ON t.system = p.system AND t.ticket_id = p.ticket_id
LEFT JOIN load AS l ON l.load_id = p.load_id
ORDER BY p.place
