/*---
title = "What sources say of services and components, from one moment to another"
grain = ["claim_no"]
needs = ["check_run", "uptime_reach", "register_name"]
---*/
-- One row per claimed stretch: of outage lists what was down, of monitors every state. What has
-- no end goes on until the as-of time. A monitor that no dependency names as a component is
-- taken for the service of its name; an outage of nothing that is named, for its tool's.
CREATE TABLE uptime_claim AS
WITH told AS (
    SELECT
        'outages' AS told_by, o.system, o.load_number, o.line, o.customer, o.service,
        o.component, o.site,
        epoch_us(o.started_at) // 1000000 AS from_s,
        epoch_us(coalesce(
            o.ended_at, o.restored_at, o.started_at + to_seconds(o.tool_seconds)
        )) // 1000000 AS until_s,
        CASE
            WHEN o.kind = 'planned' THEN 'maintenance'
            WHEN o.degree = 'none' THEN 'up'
            WHEN o.degree = 'degraded' THEN 'degraded'
            ELSE 'down'
        END AS state,
        NULL::INTEGER AS checks,
        o.impact_percent,
        o.users_affected::BIGINT AS users,
        o.cost,
        coalesce(o.excluded, false) AS is_excluded,
        o.exclusion_reason, o.approved_by,
        o.detected_at, o.diagnosed_at, o.repaired_at, o.restored_at,
        o.cause_code AS cause, o.ticket_id, o.outage_id AS reference, o.description,
        coalesce(o.ended_at, o.restored_at, o.started_at + to_seconds(o.tool_seconds)) IS NULL
            AS is_open
    FROM outage AS o
    UNION ALL
    SELECT
        'checks', system, load_number, line, customer, service, component, location, from_s,
        until_s, state, checks,
        NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        is_open
    FROM check_run
    UNION ALL
    SELECT
        'monitor periods', p.system, p.load_number, p.line, p.customer, p.service, p.component,
        NULL, epoch_us(p.from_at) // 1000000,
        epoch_us(coalesce(p.to_at, p.from_at + to_seconds(p.tool_seconds))) // 1000000,
        CASE
            WHEN p.state IN ('up', 'down', 'degraded', 'maintenance') THEN p.state ELSE 'unknown'
        END,
        NULL, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL, p.reason, NULL, NULL, NULL,
        p.to_at IS NULL AND p.tool_seconds IS NULL
    FROM monitor_period AS p
),
named AS (
    SELECT
        t.* REPLACE (
            coalesce(
                t.service,
                CASE WHEN d.component IS NULL THEN coalesce(n.name, t.component, t.system) END
            ) AS service,
            CASE WHEN t.service IS NULL AND d.component IS NULL THEN NULL ELSE t.component END
                AS component
        )
    FROM told AS t
    LEFT JOIN (SELECT DISTINCT component FROM dependency) AS d ON d.component = t.component
    LEFT JOIN register_name AS n ON n.kind = 'service' AND n.written = t.component
),
reach AS (SELECT epoch_us(as_of) // 1000000 AS as_of_s FROM uptime_reach)
SELECT
    row_number() OVER (
        ORDER BY n.from_s, n.service, n.component, n.told_by, n.load_number, n.line, n.state
    )::INTEGER AS claim_no,
    n.told_by,
    n.system,
    n.load_number,
    n.line,
    n.customer,
    n.service,
    n.component,
    n.site,
    n.from_s,
    least(coalesce(n.until_s, r.as_of_s), greatest(r.as_of_s, n.from_s)) AS until_s,
    make_timestamp(n.from_s * 1000000) AS from_at,
    make_timestamp(least(coalesce(n.until_s, r.as_of_s), greatest(r.as_of_s, n.from_s)) * 1000000)
        AS until_at,
    n.is_open,
    n.state,
    n.checks,
    coalesce(round(n.impact_percent * 10000), 1000000)::BIGINT AS impact_ppm,
    n.users,
    n.cost,
    n.is_excluded,
    n.exclusion_reason,
    n.approved_by,
    n.cause,
    n.ticket_id,
    n.detected_at,
    n.diagnosed_at,
    n.repaired_at,
    n.restored_at,
    n.reference,
    n.description
FROM named AS n
CROSS JOIN reach AS r
WHERE n.from_s < r.as_of_s;
