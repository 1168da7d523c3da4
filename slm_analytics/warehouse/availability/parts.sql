-- The pieces of local days, cut at the midnights of UTC, by which they are found.
CREATE OR REPLACE TEMP TABLE avail_cut_piece AS
SELECT
    calendar_no,
    utc_day,
    day_no,
    is_open,
    greatest(begin_s, utc_day * 86400) AS begin_s,
    least(end_s, (utc_day + 1) * 86400) AS end_s
FROM (
    SELECT *, unnest(range(begin_s // 86400, (end_s - 1) // 86400 + 1)) AS utc_day
    FROM avail_piece
);

-- What is claimed and what is not looked at (masks), within the unit's life and cut at the
-- pieces of its local days.
CREATE OR REPLACE TEMP TABLE avail_part AS
WITH entry AS (
    SELECT
        s.unit_no, s.outage_no, s.start_s, s.until_s, s.weight_ppm, s.users, 0 AS mask,
        s.outage_no < 0 AS is_near
    FROM avail_stretched AS s
    ANTI JOIN avail_short AS t ON t.unit_no = s.unit_no AND t.outage_no = s.outage_no
    UNION ALL
    SELECT
        m.unit_no, NULL, m.start_s, m.until_s, 0, NULL, m.mask, n.row_no IS NOT NULL
    FROM avail_mask AS m
    LEFT JOIN (FROM avail_near WHERE NOT is_claim) AS n ON n.row_no = m.rowid
),
clipped AS (
    SELECT
        e.unit_no,
        u.calendar_no,
        e.outage_no,
        greatest(e.start_s, u.start_s) AS start_s,
        least(e.until_s, u.until_s) AS until_s,
        e.weight_ppm,
        e.users,
        e.mask,
        e.is_near
    FROM entry AS e
    INNER JOIN avail_unit AS u ON u.unit_no = e.unit_no
    WHERE e.start_s < u.until_s AND e.until_s > u.start_s AND e.start_s < e.until_s
),
by_day AS (
    SELECT *, unnest(range(start_s // 86400, (until_s - 1) // 86400 + 1)) AS utc_day
    FROM clipped
)
SELECT
    d.unit_no,
    p.day_no,
    p.is_open,
    d.outage_no,
    d.mask,
    d.is_near,
    d.weight_ppm,
    d.users,
    greatest(d.start_s, p.begin_s) AS begin_s,
    least(d.until_s, p.end_s) AS end_s
FROM by_day AS d
INNER JOIN avail_cut_piece AS p
    ON p.calendar_no = d.calendar_no
    AND p.utc_day = d.utc_day
    AND p.begin_s < d.until_s
    AND p.end_s > d.start_s;
