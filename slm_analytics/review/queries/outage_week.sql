-- In which quarter of an hour failures began, by the zone of their service; follows `scoped`.
-- The clocks of all zones of today differ by whole quarters of an hour.
SELECT zone, start_s // 900 * 900 AS start_s, count(*) AS failures
FROM scoped
WHERE is_failure
GROUP BY ALL
