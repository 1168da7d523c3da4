-- What lines of groups and suppliers came to in a month, with the time that tickets were held.
WITH held AS (
    SELECT
        level_id,
        count(*) AS tickets,
        sum(elapsed_seconds) / 3600.0 AS hours,
        quantile_disc(elapsed_seconds, 0.5) / 3600.0 AS median_hours
    FROM ticket_verdict
    WHERE month = $month
        AND condition_no = 1
        AND elapsed_seconds IS NOT NULL
        AND list_contains($levels::VARCHAR[], level_id)
    GROUP BY level_id
)
SELECT
    r.level_id,
    r.state,
    r.why,
    r.within,
    r.counted,
    r.allowed_misses,
    h.tickets,
    h.hours,
    h.median_hours
FROM service_level_result AS r
LEFT JOIN held AS h ON h.level_id = r.level_id
WHERE r.month = $month
    AND r.condition_no = 1
    AND list_contains($levels::VARCHAR[], r.level_id)
ORDER BY r.level_id
