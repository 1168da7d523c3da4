-- The as-of second, and the zone of the extracts.
SELECT epoch_us(as_of) // 1000000 AS as_of_s, zone
FROM uptime_reach;
