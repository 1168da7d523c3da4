-- Seconds of services by {grain} of {source}: agreed, down, and what a target allowed.
SELECT
    coalesce(service, '') AS service,
    coalesce(customer, '') AS customer,
    {grain} AS day,
    sum(open_seconds)::BIGINT AS open_seconds,
    sum(base_seconds)::BIGINT AS base_seconds,
    sum(down_ppm_seconds)::BIGINT AS down,
    sum(measured_ppm_seconds)::BIGINT AS measured,
    sum(accepted_all_ppm_seconds)::BIGINT AS accepted_all,
    sum(maintenance_seconds)::BIGINT AS maintenance_seconds,
    sum(unknown_seconds)::BIGINT AS unknown_seconds,
    sum(wall_base_seconds)::BIGINT AS wall_base_seconds,
    sum(wall_down_ppm_seconds)::BIGINT AS wall_down,
    sum(outages)::BIGINT AS outages,
    coalesce(sum(base_seconds) FILTER (WHERE missable_ppb IS NOT NULL), 0)::BIGINT AS judged_base,
    coalesce(sum(down_ppm_seconds) FILTER (WHERE missable_ppb IS NOT NULL), 0)::BIGINT
        AS judged_down,
    coalesce(sum(accepted_all_ppm_seconds) FILTER (WHERE missable_ppb IS NOT NULL), 0)::BIGINT
        AS judged_accepted,
    coalesce(sum(allowed_ppb_seconds), 0)::BIGINT AS allowed,
    coalesce(bool_or(missable_ppb IS NOT NULL), false) AS has_target
FROM {source}
WHERE kind = 'service'
    AND {grain} >= $first
    AND {grain} < $after
    AND (len($services) = 0 OR list_contains($services, service))
    AND (
        len($customers) = 0 OR customer IS NULL OR list_contains($customers, customer)
    )
    AND (
        len($shown) = 0
        OR (service, coalesce(customer, '')) IN (SELECT unnest($shown), unnest($shown_customers))
    )
GROUP BY ALL
ORDER BY service, customer, day
