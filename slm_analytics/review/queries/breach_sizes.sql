-- Missed clocks by how far they overran: share of the target, and hours; follows `scoped`.
SELECT
    CASE
        WHEN 4 * elapsed_seconds <= 5 * allowed_seconds THEN 0
        WHEN elapsed_seconds <= 2 * allowed_seconds THEN 1
        ELSE 2
    END AS severity,
    CASE
        WHEN elapsed_seconds - allowed_seconds <= 3600 THEN 0
        WHEN elapsed_seconds - allowed_seconds <= 14400 THEN 1
        WHEN elapsed_seconds - allowed_seconds <= 28800 THEN 2
        WHEN elapsed_seconds - allowed_seconds <= 86400 THEN 3
        WHEN elapsed_seconds - allowed_seconds <= 288000 THEN 4
        ELSE 5
    END AS lateness,
    count(*) AS breaches,
    sum(elapsed_seconds - allowed_seconds) / 3600.0 AS overrun_hours
FROM scoped
WHERE NOT hit
GROUP BY ALL
