-- When failures began, with the zone of their service, and their stages; follows `scoped`.
SELECT
    zone, start_s, until_s, is_open,
    epoch_us(detected_at) // 1000000 AS detected_s,
    epoch_us(diagnosed_at) // 1000000 AS diagnosed_s,
    epoch_us(repaired_at) // 1000000 AS repaired_s,
    epoch_us(restored_at) // 1000000 AS restored_s
FROM scoped
WHERE is_failure
