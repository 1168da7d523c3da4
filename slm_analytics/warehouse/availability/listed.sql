-- Tools that give lists of outages: the first and the latest second that their lists speak of.
SELECT system, min(from_s) AS first_s, max(CASE WHEN is_open THEN from_s ELSE until_s END) AS last_s
FROM uptime_claim
WHERE told_by = 'outages'
GROUP BY system;
