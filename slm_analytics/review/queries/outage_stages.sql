-- The instants of failures, seconds UTC; follows `scoped`. Where nobody says when one was
-- restored, it is its end.
SELECT
    start_s,
    epoch_us(detected_at) // 1000000 AS detected_s,
    epoch_us(diagnosed_at) // 1000000 AS diagnosed_s,
    epoch_us(repaired_at) // 1000000 AS repaired_s,
    coalesce(epoch_us(restored_at) // 1000000, CASE WHEN NOT is_open THEN until_s END)
        AS restored_s
FROM scoped
WHERE is_failure
