-- Service time, downtime and failures of services or components, by {columns}.
SELECT
    {columns},
    sum(base_seconds)::BIGINT AS base_seconds,
    sum(down_ppm_seconds)::BIGINT AS down_ppm_seconds,
    sum(outages)::BIGINT AS outages,
    sum(user_seconds)::BIGINT AS user_seconds,
    sum(allowed_ppb_seconds)::BIGINT AS allowed_ppb_seconds,
    sum(base_seconds) FILTER (WHERE allowed_ppb_seconds IS NOT NULL)::BIGINT AS agreed_seconds,
    sum(down_ppm_seconds) FILTER (WHERE allowed_ppb_seconds IS NOT NULL)::BIGINT
        AS agreed_down_ppm_seconds
FROM {source}
WHERE kind = $kind
    AND happened_on >= $start
    AND happened_on < $until
    AND (
        len($customers::VARCHAR[]) = 0
        OR customer IS NULL
        OR list_contains($customers::VARCHAR[], customer)
    )
    AND (
        len($services::VARCHAR[]) = 0
        OR list_contains($services::VARCHAR[], service)
    )
GROUP BY ALL
ORDER BY ALL
