-- Stretches cut where targets begin or end to hold, if their policy asks for it.
    SELECT * FROM stretch WHERE NOT is_per_stretch
    UNION ALL
    SELECT s.* REPLACE (greatest(s.start_s, e.begin_s) AS start_s)
    FROM stretch AS s
    INNER JOIN clock_epoch AS e
        ON (e.begin_s <= s.start_s AND s.start_s < e.end_s)
        OR (e.begin_s > s.start_s AND e.begin_s < s.until_s)
    WHERE s.is_per_stretch
