-- What has no place in the four-field table, by reason; follows `limited`.
SELECT excluded_because AS reason, count(*) AS tickets
FROM limited
WHERE excluded_because IS NOT NULL
GROUP BY excluded_because
ORDER BY tickets DESC, reason
