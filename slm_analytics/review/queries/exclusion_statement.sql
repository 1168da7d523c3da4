-- What the downtime of services came to over some days: measured, agreed, and if all that is
-- submitted were accepted; in millionths of seconds. Only services of which something is excluded,
-- or is proposed to be.
SELECT
    service,
    coalesce(customer, '') AS customer,
    sum(base_seconds)::BIGINT AS base_seconds,
    sum(measured_ppm_seconds)::BIGINT AS measured,
    sum(down_ppm_seconds)::BIGINT AS agreed,
    sum(accepted_all_ppm_seconds)::BIGINT AS accepted_all,
    arg_max(missable_ppb, happened_on) AS missable_ppb
FROM availability_day
WHERE kind = 'service'
    AND happened_on >= $first
    AND happened_on < $after
    AND (len($customers::VARCHAR[]) = 0 OR customer IS NULL OR list_contains($customers::VARCHAR[], customer))
    AND (len($services::VARCHAR[]) = 0 OR list_contains($services::VARCHAR[], service))
GROUP BY service, customer
HAVING sum(measured_ppm_seconds) <> sum(accepted_all_ppm_seconds)
ORDER BY service, customer NULLS FIRST
