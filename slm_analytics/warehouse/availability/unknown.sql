-- Time that nobody watched: of what should be watched, less what some source knew of the unit.
CREATE OR REPLACE TEMP TABLE avail_unknown AS
WITH lit AS (
    SELECT
        d.unit_no,
        d.start_s AS dark_s,
        greatest(c.from_s, d.start_s) AS start_s,
        least(c.until_s, d.until_s) AS until_s
    FROM avail_dark AS d
    INNER JOIN avail_match AS m ON m.unit_no = d.unit_no
    INNER JOIN uptime_claim AS c
        ON c.claim_no = m.claim_no
        AND c.state <> 'unknown'
        AND NOT (c.state = 'up' AND c.told_by = 'outages')
        AND c.from_s < d.until_s
        AND c.until_s > d.start_s
),
reached AS (
    SELECT
        *,
        max(until_s) OVER (
            PARTITION BY unit_no, dark_s
            ORDER BY start_s, until_s
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS reached_s
    FROM lit
),
gap AS (
    SELECT unit_no, coalesce(reached_s, dark_s) AS start_s, start_s AS until_s FROM reached
    UNION ALL
    SELECT d.unit_no, coalesce(max(l.until_s), d.start_s), d.until_s
    FROM avail_dark AS d
    LEFT JOIN lit AS l ON l.unit_no = d.unit_no AND l.dark_s = d.start_s
    GROUP BY d.unit_no, d.start_s, d.until_s
)
SELECT unit_no, start_s, until_s
FROM gap
WHERE start_s < until_s;
