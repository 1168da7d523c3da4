-- As allowed.sql, where some targets are told in working days: an instant so
-- many days later is found, and the open seconds up to it are what is allowed.
-- Slot: {rows}, with calendar_no, start_s, seconds, days, by_time.
SELECT
    r.* EXCLUDE (from_s, from_day_s, place, day_0, day_1, face_s, later_s),
    CASE
        WHEN r.days = 0 THEN r.seconds
        ELSE greatest({open: r.calendar_no | r.later_s} - r.open_0_s, 0)
    END AS allowed
FROM (
    SELECT
        r.*,
        r.face_s - CASE
            WHEN r.face_s % 86400 < f.face_turn THEN f.face_offset ELSE f.face_offset_after
        END AS later_s
    FROM (
        SELECT
            r.*,
            a.day_number AS day_0,
            b.day_number AS day_1,
            b.day_number * 86400 + coalesce(r.by_time, r.from_day_s - a.day_number * 86400)
                AS face_s
        FROM (
            SELECT
                r.*,
                CASE
                    WHEN r.by_time IS NOT NULL THEN f.days_begun - 1
                    ELSE {begun: w | r.from_s} - 1
                END AS place
            FROM (
                SELECT
                    r.*,
                    r.from_s + CASE
                        WHEN r.from_s % 86400 < z.utc_turn
                        THEN z.utc_offset ELSE z.utc_offset_after
                    END AS from_day_s
                FROM (
                    SELECT
                        r.*,
                        {open: r.calendar_no | r.start_s} AS open_0_s,
                        CASE
                            WHEN r.days = 0 THEN NULL
                            WHEN r.by_time IS NOT NULL THEN r.start_s
                            ELSE {next: r.calendar_no | r.start_s}
                        END AS from_s
                    FROM ({rows}) AS r
                    CROSS JOIN clock_list AS l
                ) AS r
                LEFT JOIN clock_local AS z ON z.grid_no = {day: r.calendar_no | r.from_s}
            ) AS r
            LEFT JOIN clock_working AS w ON w.grid_no = {day: r.calendar_no | r.from_s}
            LEFT JOIN clock_local AS f ON f.grid_no = {day: r.calendar_no | r.from_day_s}
        ) AS r
        LEFT JOIN clock_working_day AS a
            ON r.by_time IS NULL AND a.place_no = {place: r.calendar_no | r.place}
        LEFT JOIN clock_working_day AS b
            ON b.place_no = {place: r.calendar_no | r.place + r.days}
    ) AS r
    LEFT JOIN clock_local AS f ON f.grid_no = {day: r.calendar_no | r.face_s}
) AS r
CROSS JOIN clock_list AS l
