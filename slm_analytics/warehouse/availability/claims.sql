-- Down and degraded time, with its weight. A planned outage is a claim as well: it counts where
-- it is no maintenance.
CREATE OR REPLACE TEMP TABLE avail_claim AS
SELECT m.unit_no, m.claim_no, w.start_s, w.until_s, w.weight_ppm, w.users
FROM avail_match AS m
INNER JOIN avail_unit AS u ON u.unit_no = m.unit_no
INNER JOIN uptime_claim AS c ON c.claim_no = m.claim_no
CROSS JOIN LATERAL (
    SELECT
        c.from_s AS start_s,
        c.until_s,
        (CASE WHEN c.state = 'degraded' THEN u.degraded_ppm ELSE 1000000 END)
        * (CASE WHEN u.uses_impact THEN c.impact_ppm ELSE 1000000 END) // 1000000 AS weight_ppm,
        coalesce(c.users, u.users * c.impact_ppm // 1000000) AS users
) AS w
WHERE (c.state IN ('down', 'degraded') OR c.state = 'maintenance' AND c.told_by = 'outages')
    AND (c.checks IS NULL OR c.checks > u.retries)
    AND w.weight_ppm > 0
    AND w.until_s > w.start_s;

-- Maintenance of the sheet: of a service, or of a component alone.
CREATE OR REPLACE TEMP TABLE avail_window AS
SELECT
    u.unit_no,
    epoch_us(w.started_at) // 1000000 AS start_s,
    epoch_us(w.ended_at) // 1000000 AS until_s,
    w.window_id,
    w.description,
    w.change_id,
    w.line,
    w.load_number,
    coalesce(
        round(w.notice_hours * 3600)::BIGINT,
        epoch_us(w.started_at) // 1000000 - epoch_us(w.announced_at) // 1000000
    ) AS notice_s,
    w.approved_at IS NOT NULL OR w.approved_by IS NOT NULL AS is_approved
FROM maintenance_window AS w
INNER JOIN avail_unit AS u
    ON (u.customer IS NULL OR w.customer IS NULL OR u.customer = w.customer)
    AND (
        u.kind = 'service' AND u.service = w.service AND w.component IS NULL
        OR u.kind = 'component' AND u.component = w.component
        AND (w.service IS NULL OR u.service = w.service)
        OR u.kind = 'component' AND w.component IS NULL AND u.service = w.service
    )
WHERE w.ended_at > w.started_at;

CREATE OR REPLACE TEMP TABLE avail_planned AS
SELECT unit_no, start_s, until_s, window_id, description, change_id, line, load_number, notice_s,
    is_approved
FROM avail_window
UNION ALL
SELECT
    m.unit_no, c.from_s, c.until_s, c.reference, c.description, NULL, c.line, c.load_number,
    NULL, c.approved_by IS NOT NULL
FROM avail_match AS m
INNER JOIN uptime_claim AS c ON c.claim_no = m.claim_no AND c.state = 'maintenance';

-- Exclusions: those of the record, and those that an outage list itself tells.
CREATE OR REPLACE TEMP TABLE avail_excluded AS
SELECT
    m.unit_no, c.from_s AS start_s, c.until_s, c.approved_by IS NOT NULL AS is_accepted,
    c.reference, c.exclusion_reason AS reason
FROM avail_match AS m
INNER JOIN uptime_claim AS c ON c.claim_no = m.claim_no AND c.is_excluded
UNION ALL
SELECT u.unit_no, x.start_s, x.until_s, x.is_accepted, x.exclusion_id, x.reason
FROM avail_exclusion AS x
INNER JOIN avail_unit AS u
    ON u.service = x.service
    AND (x.customer IS NULL OR u.customer IS NULL OR u.customer = x.customer);

-- What is not looked at as downtime: 1 maintenance that was announced and approved as agreed,
-- 2 time that nobody watched, 3 exclusions that are accepted, 4 exclusions that are proposed.
CREATE OR REPLACE TEMP TABLE avail_mask AS
SELECT p.unit_no, p.start_s, p.until_s, 1 AS mask
FROM avail_planned AS p
INNER JOIN avail_unit AS u ON u.unit_no = p.unit_no
WHERE u.maintenance <> 2
    AND (u.notice_s = 0 OR coalesce(p.notice_s, -1) >= u.notice_s)
    AND (NOT u.needs_approval OR p.is_approved)
UNION ALL
SELECT unit_no, start_s, until_s, 2
FROM avail_unknown
UNION ALL
SELECT unit_no, start_s, until_s, CASE WHEN is_accepted THEN 3 ELSE 4 END
FROM avail_excluded;
