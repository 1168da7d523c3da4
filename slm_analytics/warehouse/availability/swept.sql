-- What meets something else is cut where one of them begins or ends; of what covers a span the
-- heaviest claim counts.
CREATE OR REPLACE TEMP TABLE avail_crowd AS
FROM avail_part
WHERE is_near;

CREATE OR REPLACE TEMP TABLE avail_span AS
WITH bound AS (
    SELECT unit_no, day_no, is_open, begin_s AS at_s FROM avail_crowd
    UNION
    SELECT unit_no, day_no, is_open, end_s FROM avail_crowd
),
cut AS (
    SELECT
        *,
        lead(at_s) OVER (PARTITION BY unit_no, day_no, is_open ORDER BY at_s) AS next_s
    FROM bound
),
crowded AS (
    SELECT
        c.unit_no,
        c.day_no,
        c.is_open,
        max(p.outage_no) AS outage_no,
        c.at_s AS begin_s,
        c.next_s AS end_s,
        c.next_s - c.at_s AS seconds,
        max(p.weight_ppm) AS weight_ppm,
        max(p.users) AS users,
        bit_or(1 << p.mask) AS masks
    FROM cut AS c
    INNER JOIN avail_crowd AS p
        ON p.unit_no = c.unit_no
        AND p.day_no = c.day_no
        AND p.is_open = c.is_open
        AND p.begin_s <= c.at_s
        AND p.end_s >= c.next_s
    GROUP BY c.unit_no, c.day_no, c.is_open, c.at_s, c.next_s
),
span AS (
    SELECT * FROM crowded
    UNION ALL
    SELECT
        unit_no, day_no, is_open, outage_no, begin_s, end_s, end_s - begin_s, weight_ppm, users,
        1 << mask
    FROM avail_part
    WHERE NOT is_near
)
SELECT
    s.unit_no,
    s.day_no,
    s.is_open,
    s.outage_no,
    s.begin_s,
    s.end_s,
    s.seconds::INTEGER AS seconds,
    s.weight_ppm::BIGINT AS claimed_ppm,
    s.users,
    -- Of maintenance, time not known, and exclusions: what comes first holds.
    s.masks & 2 <> 0 AND u.maintenance <> 2 AS is_maintenance,
    s.masks & 4 <> 0 AND NOT (s.masks & 2 <> 0 AND u.maintenance <> 2) AS is_unknown,
    s.masks & 8 <> 0 AS is_excluded,
    s.masks & 16 <> 0 AS is_proposed,
    CASE
        WHEN s.masks & 2 <> 0 AND u.maintenance <> 2 THEN 0
        WHEN s.masks & 4 <> 0 THEN CASE WHEN u.unknown = 2 THEN 1000000 ELSE 0 END
        ELSE s.weight_ppm
    END::BIGINT AS weight_ppm,
    s.masks & 2 <> 0 AND u.maintenance = 0
    OR s.masks & 4 <> 0 AND NOT (s.masks & 2 <> 0 AND u.maintenance <> 2) AND u.unknown = 0
        AS leaves_base
FROM span AS s
INNER JOIN avail_unit AS u ON u.unit_no = s.unit_no;
