-- What was agreed last on the availability of each service and customer.
SELECT DISTINCT ON (service, customer) service, customer, calendar, zone, missable_ppb
FROM availability_unit
WHERE kind = 'service'
ORDER BY service, customer, start_s DESC
