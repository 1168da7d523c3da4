-- Downtime as measured within periods, in millionths of seconds, by the customer it is counted for;
-- `taken_off`: what of it accepted exclusions cover already.
SELECT
    p.place,
    coalesce(u.customer, '') AS customer,
    coalesce(sum(
        (least(d.end_s, p.until_s) - greatest(d.begin_s, p.start_s)) * d.weight_ppm
    ), 0)::BIGINT AS measured,
    coalesce(sum(
        (least(d.end_s, p.until_s) - greatest(d.begin_s, p.start_s)) * d.weight_ppm
    ) FILTER (WHERE d.is_excluded), 0)::BIGINT AS taken_off
FROM (
    SELECT
        unnest($places) AS place,
        unnest($of_services) AS service,
        unnest($of_customers) AS customer,
        unnest($starts) AS start_s,
        unnest($untils) AS until_s
) AS p
INNER JOIN availability_unit AS u
    ON u.kind = 'service'
    AND u.service = p.service
    AND (p.customer = '' OR u.customer IS NULL OR u.customer = p.customer)
    AND (len($customers::VARCHAR[]) = 0 OR u.customer IS NULL OR list_contains($customers::VARCHAR[], u.customer))
LEFT JOIN service_downtime AS d
    ON d.unit_no = u.unit_no AND d.begin_s < p.until_s AND d.end_s > p.start_s
GROUP BY p.place, u.customer
ORDER BY p.place, u.customer NULLS FIRST
