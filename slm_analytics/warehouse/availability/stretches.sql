-- Claims and masks that meet another of their unit, or lie no further from it than its `join_s`:
-- only these can be one outage or cover each other. All others are looked at on their own.
CREATE OR REPLACE TEMP TABLE avail_near AS
WITH entry AS (
    SELECT rowid AS row_no, unit_no, start_s, until_s, true AS is_claim FROM avail_claim
    UNION ALL
    SELECT rowid, unit_no, start_s, until_s, false FROM avail_mask
),
placed AS (
    SELECT
        *,
        max(until_s) OVER (
            PARTITION BY unit_no
            ORDER BY start_s, until_s
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS reached_s,
        lead(start_s) OVER (PARTITION BY unit_no ORDER BY start_s, until_s) AS next_s
    FROM entry
)
SELECT p.is_claim, p.row_no
FROM placed AS p
INNER JOIN avail_unit AS u ON u.unit_no = p.unit_no
WHERE p.start_s <= p.reached_s + u.join_s OR p.next_s <= p.until_s + u.join_s;

-- Claims of a unit that overlap, touch, or lie no further apart than its `join_s` are one outage.
-- The gap between two that are joined is not down.
CREATE OR REPLACE TEMP TABLE avail_joined AS
WITH reached AS (
    SELECT
        c.rowid AS row_no,
        c.*,
        u.join_s,
        max(c.until_s) OVER (
            PARTITION BY c.unit_no
            ORDER BY c.start_s, c.until_s
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS reached_s
    FROM avail_claim AS c
    INNER JOIN avail_unit AS u ON u.unit_no = c.unit_no
    SEMI JOIN (FROM avail_near WHERE is_claim) AS n ON n.row_no = c.rowid
)
SELECT
    * EXCLUDE (join_s, reached_s),
    -- Numbers below 0, so that they are no number of a row that is alone.
    -sum((reached_s IS NULL OR start_s > reached_s + join_s)::INTEGER) OVER (
        PARTITION BY unit_no
        ORDER BY start_s, until_s
        ROWS UNBOUNDED PRECEDING
    )::BIGINT AS outage_no
FROM reached;

CREATE OR REPLACE TEMP VIEW avail_stretched AS
FROM avail_joined
UNION ALL
SELECT c.rowid, c.*, c.rowid
FROM avail_claim AS c
ANTI JOIN (FROM avail_near WHERE is_claim) AS n ON n.row_no = c.rowid;

-- Outages by the wall clock; those shorter than `least_s` do not count.
CREATE OR REPLACE TEMP TABLE avail_short AS
SELECT s.unit_no, s.outage_no
FROM avail_stretched AS s
INNER JOIN avail_unit AS u ON u.unit_no = s.unit_no AND u.least_s > 0
WHERE s.outage_no < 0 OR s.until_s - s.start_s < u.least_s
GROUP BY s.unit_no, s.outage_no
HAVING max(s.until_s) - min(s.start_s) < any_value(u.least_s);
