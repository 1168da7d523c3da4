-- The first day of which something is known of uptime, and the as-of time on the extracts' clock.
SELECT
    DATE '1970-01-01' + min(u.first_day_no) AS first_on,
    any_value(r.as_of) AS as_of,
    any_value(r.zone) AS zone
FROM availability_unit AS u
CROSS JOIN uptime_reach AS r
WHERE u.kind = 'service'
