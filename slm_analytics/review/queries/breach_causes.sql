-- Missed clocks by one column, most first; follows `scoped`.
SELECT
    {column} AS name,
    count(*) FILTER (WHERE NOT hit) AS breaches,
    count(*) AS decided,
    sum(elapsed_seconds - allowed_seconds) FILTER (WHERE NOT hit) / 3600.0 AS overrun_hours
FROM scoped
GROUP BY {column}
HAVING count(*) FILTER (WHERE NOT hit) > 0
ORDER BY breaches DESC, overrun_hours DESC, name NULLS LAST
