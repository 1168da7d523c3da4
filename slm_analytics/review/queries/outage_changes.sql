-- The latest change that each outage began within so many seconds of; follows `scoped`.
-- A change of the calendar reaches from its start to so long after its end. The hours in which
-- a change ticket was worked on are not told: it reaches from so long before it was resolved, but
-- not from before it was opened, to so long after.
, change AS (
    SELECT
        change_id, title, customer, service, component, started_at AS from_at,
        coalesce(ended_at, started_at) + to_seconds($within) AS until_at
    FROM planned_change
    WHERE outcome IS DISTINCT FROM 'cancelled'
    UNION ALL
    SELECT
        t.ticket_id, NULL, t.customer, t.service, NULL,
        greatest(t.opened_at, t.resolved_at - to_seconds($within)),
        t.resolved_at + to_seconds($within)
    FROM ticket_fact AS t
    ANTI JOIN planned_change AS p ON p.ticket_id = t.ticket_id
    WHERE t.record_type = 'change' AND NOT t.is_cancelled AND t.resolved_at IS NOT NULL
),
stands AS (SELECT DISTINCT service, component FROM dependency),
near AS (
    SELECT o.service_outage_no, c.change_id, c.title, c.from_at
    FROM scoped AS o
    INNER JOIN change AS c
        ON o.started_at BETWEEN c.from_at AND c.until_at
        AND (c.customer IS NULL OR o.customer IS NULL OR c.customer = o.customer)
    LEFT JOIN stands AS s
        ON s.service = o.service AND s.component IN (c.component, c.service)
    WHERE c.service = o.service OR c.component = o.at_component OR s.component IS NOT NULL
)
SELECT
    n.service_outage_no,
    arg_max(n.change_id, (n.from_at, n.change_id)) AS change_id,
    any_value(o.down_ppm_seconds) AS down_ppm_seconds,
    any_value(o.is_failure) AS is_failure,
    any_value(o.service) AS service,
    any_value(o.customer) AS customer
FROM near AS n
INNER JOIN scoped AS o ON o.service_outage_no = n.service_outage_no
GROUP BY n.service_outage_no
ORDER BY n.service_outage_no
