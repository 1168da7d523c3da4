-- Agreed service time that is still to come in the windows of lines on availability, in seconds.
SELECT
    l.level_id,
    sum(
        CASE
            WHEN d.day_no = u.last_day_no THEN d.open_s - coalesce(e.open_s, d.open_s)
            ELSE d.open_s
        END
    )::BIGINT AS seconds
FROM (
    SELECT
        unnest($level_ids) AS level_id,
        unnest($customers) AS customer,
        unnest($services) AS services,
        unnest($begins)::DATE AS begins,
        unnest($ends)::DATE AS ends
) AS l
INNER JOIN availability_unit AS u
    ON u.kind = 'service'
    AND (l.customer = '' OR u.customer IS NULL OR u.customer = l.customer)
    AND (len(l.services) = 0 OR list_contains(l.services, u.service))
    AND u.until_s = (SELECT epoch_us(as_of) // 1000000 FROM uptime_reach)
INNER JOIN calendar_day AS d
    ON d.calendar_no = u.calendar_no
    AND d.day_no >= u.last_day_no
    AND DATE '1970-01-01' + d.day_no >= l.begins
    AND DATE '1970-01-01' + d.day_no < l.ends
LEFT JOIN unit_edge AS e ON e.unit_no = u.unit_no AND e.day_no = d.day_no
GROUP BY l.level_id
