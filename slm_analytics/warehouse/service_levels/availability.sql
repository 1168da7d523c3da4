-- Agreed seconds and downtime (millionths of seconds) of lines on availability, by month; days on
-- which a version of a line holds count for it. Services agreed for any customer are in.
SELECT
    l.level_id,
    date_trunc('month', d.happened_on)::DATE AS month,
    sum(d.base_seconds)::BIGINT AS base_seconds,
    sum(d.down_ppm_seconds)::BIGINT AS down_ppm_seconds
FROM (
    SELECT
        unnest($level_ids) AS level_id,
        unnest($customers) AS customer,
        unnest($services) AS services,
        unnest($begins)::DATE AS valid_from,
        unnest($ends)::DATE AS valid_until
) AS l
INNER JOIN availability_day AS d
    ON d.kind = 'service'
    AND (l.customer = '' OR d.customer IS NULL OR d.customer = l.customer)
    AND (len(l.services) = 0 OR list_contains(l.services, d.service))
    AND d.happened_on >= l.valid_from
    AND d.happened_on < l.valid_until
GROUP BY l.level_id, date_trunc('month', d.happened_on)
ORDER BY l.level_id, month
