-- What has changed since months were signed off, one row per line, condition, ticket and cycle.
-- `month` is that in which it is told: that in which the ticket would count now, else that of
-- the latest instant loaded.
WITH latest AS (
    SELECT date_trunc('month', max(latest_at))::DATE AS month FROM load
),
settled AS (
    SELECT s.*, f.rowid::INTEGER AS ticket_no
    FROM signed_verdict AS s
    LEFT JOIN ticket_fact AS f ON f.system = s.system AND f.ticket_id = s.ticket_id
),
changed AS (
    SELECT
        s.level_id,
        s.condition_no,
        s.system,
        s.ticket_id,
        s.cycle,
        s.month AS signed_month,
        f.month AS now_month,
        CASE
            WHEN f.month IS NULL THEN 'counts no longer'
            WHEN f.month <> s.month THEN 'would count in another month'
            ELSE 'changed'
        END AS what,
        s.is_within AS was_within,
        f.is_within
    FROM settled AS s
    LEFT JOIN fresh_verdict AS f
        ON f.level_id = s.level_id
        AND f.condition_no = s.condition_no
        AND f.ticket_no = s.ticket_no
        AND f.cycle = s.cycle
    WHERE f.month IS DISTINCT FROM s.month OR f.is_within IS DISTINCT FROM s.is_within
),
came AS (
    SELECT
        f.level_id,
        f.condition_no,
        t.system,
        t.ticket_id,
        f.cycle,
        f.month AS signed_month,
        f.month AS now_month,
        'came later' AS what,
        NULL::BOOLEAN AS was_within,
        f.is_within
    FROM fresh_verdict AS f
    INNER JOIN signed_level AS l ON l.level_id = f.level_id AND l.month = f.month
    INNER JOIN ticket_fact AS t ON t.rowid = f.ticket_no
    ANTI JOIN settled AS s
        ON s.level_id = f.level_id
        AND s.condition_no = f.condition_no
        AND s.ticket_no = f.ticket_no
        AND s.cycle = f.cycle
)
SELECT
    c.level_id,
    c.condition_no,
    c.system,
    c.ticket_id,
    c.cycle,
    c.signed_month,
    CASE WHEN c.now_month > c.signed_month THEN c.now_month ELSE l.month END AS month,
    c.what,
    c.was_within,
    c.is_within
FROM (FROM changed UNION ALL FROM came) AS c
CROSS JOIN latest AS l
