-- Outages of units: what claims that hang together say, and what of them counted.
WITH counted AS (
    SELECT
        unit_no,
        outage_no,
        min(day_no) AS first_day,
        min(day_no) FILTER (WHERE is_open AND NOT is_excluded AND weight_ppm > 0) AS counted_day,
        coalesce(sum(seconds) FILTER (WHERE is_open), 0)::BIGINT AS agreed_seconds,
        coalesce(sum(seconds * weight_ppm) FILTER (WHERE is_open AND NOT is_excluded), 0)::BIGINT
            AS down_ppm_seconds,
        coalesce(sum(seconds * weight_ppm) FILTER (WHERE is_open AND is_excluded), 0)::BIGINT
            AS excluded_ppm_seconds,
        coalesce(sum(seconds) FILTER (WHERE is_open AND is_maintenance), 0)::BIGINT
            AS maintenance_seconds,
        coalesce(sum(seconds * users) FILTER (
            WHERE is_open AND NOT is_excluded AND weight_ppm > 0
        ), 0)::BIGINT AS user_seconds
    FROM avail_span
    WHERE outage_no IS NOT NULL
    GROUP BY unit_no, outage_no
),
said AS (
    SELECT
        s.unit_no,
        s.outage_no,
        min(s.start_s) AS start_s,
        max(s.until_s) AS until_s,
        count(*)::INTEGER AS claims,
        list_sort(list(DISTINCT c.told_by || ' of ' || c.system)) AS sources,
        list_sort(list(DISTINCT s.claim_no)) AS claim_nos,
        bool_or(c.is_open) AS is_open,
        min(c.ticket_id) AS ticket_id,
        arg_min(c.cause, (s.start_s, s.claim_no)) FILTER (WHERE c.cause IS NOT NULL) AS cause,
        arg_min(c.reference, (s.start_s, s.claim_no)) FILTER (WHERE c.reference IS NOT NULL) AS reference,
        arg_min(c.description, (s.start_s, s.claim_no)) FILTER (WHERE c.description IS NOT NULL) AS description,
        arg_min(c.component, (s.start_s, s.claim_no)) FILTER (WHERE c.component IS NOT NULL) AS at_component,
        max(s.users) AS users,
        sum(c.cost) AS cost,
        min(c.detected_at) AS detected_at,
        min(c.diagnosed_at) AS diagnosed_at,
        max(c.repaired_at) AS repaired_at,
        max(c.restored_at) AS restored_at,
        bool_and(c.state = 'maintenance') AS is_planned,
        bool_and(c.state = 'degraded') AS is_degraded
    FROM avail_stretched AS s
    INNER JOIN uptime_claim AS c ON c.claim_no = s.claim_no
    GROUP BY s.unit_no, s.outage_no
)
SELECT
    row_number() OVER (ORDER BY s.start_s, s.unit_no)::INTEGER AS service_outage_no,
    u.unit_no,
    u.kind,
    u.customer,
    u.service,
    u.component,
    make_timestamp(s.start_s * 1000000) AS started_at,
    make_timestamp(s.until_s * 1000000) AS ended_at,
    DATE '1970-01-01' + coalesce(k.counted_day, k.first_day, (s.start_s // 86400)::INTEGER)
        AS happened_on,
    s.is_open,
    s.until_s - s.start_s AS wall_seconds,
    coalesce(k.agreed_seconds, 0) AS agreed_seconds,
    coalesce(k.down_ppm_seconds, 0) AS down_ppm_seconds,
    coalesce(k.excluded_ppm_seconds, 0) AS excluded_ppm_seconds,
    coalesce(k.maintenance_seconds, 0) AS maintenance_seconds,
    coalesce(k.user_seconds, 0) AS user_seconds,
    t.outage_no IS NOT NULL AS is_short,
    coalesce(k.down_ppm_seconds, 0) > 0 AS is_failure,
    s.is_planned,
    s.is_degraded,
    s.claims,
    s.sources,
    s.claim_nos,
    s.ticket_id,
    s.cause,
    s.reference,
    s.description,
    s.at_component,
    s.users,
    s.cost,
    s.detected_at,
    s.diagnosed_at,
    s.repaired_at,
    s.restored_at
FROM said AS s
INNER JOIN avail_unit AS u ON u.unit_no = s.unit_no
LEFT JOIN counted AS k ON k.unit_no = s.unit_no AND k.outage_no = s.outage_no
LEFT JOIN avail_short AS t ON t.unit_no = s.unit_no AND t.outage_no = s.outage_no
