-- Decided clocks by month: met, and met had no pause been taken off; follows `scoped`.
SELECT
    month::DATE AS month,
    count(*) AS decided,
    count(*) FILTER (WHERE hit) AS met,
    count(*) FILTER (
        WHERE hit AND (paused_seconds = 0 OR elapsed_seconds + paused_seconds <= allowed_seconds)
    ) AS met_without,
    count(*) FILTER (WHERE paused_seconds > 0) AS paused
FROM scoped
WHERE month IS NOT NULL
GROUP BY month
ORDER BY month
