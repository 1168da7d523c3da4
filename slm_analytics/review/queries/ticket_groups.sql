-- Tickets grouped by one column; follows `scoped`. `counted`: what the median counts.
SELECT
    {column} AS name,
    count(*) AS tickets,
    count(*) FILTER (WHERE is_open) AS open,
    count(*) FILTER (WHERE {met}) AS met,
    count(*) FILTER (WHERE {judged}) AS judged,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY elapsed_seconds)
        FILTER (WHERE {counted}) / 3600.0 AS median_hours
FROM scoped
WHERE {condition}
GROUP BY {column}
ORDER BY tickets DESC, name NULLS LAST
