-- Up to when each format of each tool tells.
SELECT
    system,
    source,
    arg_max(title, number) AS title,
    arg_max(zone, (latest_at, number)) AS zone,
    max(latest_at) AS latest_at
FROM load
WHERE contract = 'tickets'
GROUP BY system, source
ORDER BY system, source
