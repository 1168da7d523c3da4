-- Services whose availability is counted, for whom, in which zone, and from when until when.
SELECT
    service,
    coalesce(customer, '') AS customer,
    arg_max(zone, until_s) AS zone,
    min(DATE '1970-01-01' + first_day_no) AS first_on,
    max(DATE '1970-01-01' + last_day_no) AS last_on
FROM availability_unit
WHERE kind = 'service'
GROUP BY service, customer
ORDER BY service, customer NULLS FIRST
