-- By how much the tool's due times differ from ours, in bands; follows `limited`.
-- A band is the number of edges (seconds) that the difference has passed.
SELECT
    CASE
        WHEN abs(due_later_seconds) <= 60 THEN 4
        WHEN due_later_seconds < 0 THEN
            3 - (due_later_seconds < -3600)::INTEGER - (due_later_seconds < -86400)::INTEGER
            - (due_later_seconds < -604800)::INTEGER
        ELSE
            5 + (due_later_seconds > 3600)::INTEGER + (due_later_seconds > 86400)::INTEGER
            + (due_later_seconds > 604800)::INTEGER
    END AS band,
    due_difference,
    count(*) AS tickets
FROM limited
WHERE due_later_seconds IS NOT NULL
GROUP BY ALL
