-- Up to when any service is counted, second UTC; null: none is.
SELECT max(until_s) AS until_s FROM availability_unit WHERE kind = 'service'
