-- Failures by cause, the most downtime first; follows `scoped`.
SELECT
    cause AS name,
    count(*) AS outages,
    sum(down_ppm_seconds)::BIGINT AS down_ppm_seconds
FROM scoped
WHERE is_failure
GROUP BY cause
ORDER BY down_ppm_seconds DESC, outages DESC, name NULLS LAST
