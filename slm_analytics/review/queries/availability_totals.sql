-- All services together, month by month, and how many of them kept their targets. Sums are texts:
-- of many services they may be greater than a whole number of the store.
WITH told AS (
    {services}
)
SELECT
    day,
    sum(open_seconds)::VARCHAR AS open_seconds,
    sum(base_seconds)::VARCHAR AS base_seconds,
    sum(down)::VARCHAR AS down,
    sum(measured)::VARCHAR AS measured,
    sum(accepted_all)::VARCHAR AS accepted_all,
    sum(maintenance_seconds)::VARCHAR AS maintenance_seconds,
    sum(unknown_seconds)::VARCHAR AS unknown_seconds,
    sum(wall_base_seconds)::VARCHAR AS wall_base_seconds,
    sum(wall_down)::VARCHAR AS wall_down,
    sum(outages)::VARCHAR AS outages,
    sum(judged_base)::VARCHAR AS judged_base,
    sum(judged_down)::VARCHAR AS judged_down,
    sum(judged_accepted)::VARCHAR AS judged_accepted,
    sum(allowed)::VARCHAR AS allowed,
    bool_or(has_target) AS has_target,
    count(*) FILTER (WHERE judged_base > 0) AS judged,
    count(*) FILTER (WHERE judged_base > 0 AND judged_down * 1000 <= allowed) AS kept
FROM told
GROUP BY day
ORDER BY day
