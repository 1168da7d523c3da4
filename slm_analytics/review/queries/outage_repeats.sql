-- Causes that came back, those closest in time first; follows `again`.
SELECT
    *,
    count(*) OVER () AS of_all,
    count(*) FILTER (WHERE start_s - before_s <= $soon) OVER () AS soon
FROM again
ORDER BY start_s - before_s, start_s, service, customer NULLS FIRST
LIMIT $most
