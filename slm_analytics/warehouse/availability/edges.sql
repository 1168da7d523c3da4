-- First and last days of units, of which only a part is in their life: its open seconds.
SELECT
    u.unit_no,
    p.day_no,
    coalesce(sum(
        least(p.end_s, u.until_s) - greatest(p.begin_s, u.start_s)
    ) FILTER (WHERE p.is_open), 0)::BIGINT AS open_s,
    sum(least(p.end_s, u.until_s) - greatest(p.begin_s, u.start_s))::BIGINT AS wall_s
FROM avail_unit AS u
INNER JOIN avail_piece AS p
    ON p.calendar_no = u.calendar_no
    AND p.day_no IN (u.first_day_no, u.last_day_no)
    AND p.begin_s < u.until_s
    AND p.end_s > u.start_s
GROUP BY u.unit_no, p.day_no
