-- What does not count, by reason; follows `limited`.
SELECT excluded_because AS reason, count(*) AS clocks
FROM limited
WHERE excluded_because IS NOT NULL
GROUP BY excluded_because
ORDER BY clocks DESC, reason
