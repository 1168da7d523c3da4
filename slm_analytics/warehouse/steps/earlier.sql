-- What the store tells of a source since a moment: records by zone, day, hour, service and state.
SELECT
    l.zone,
    date_trunc('month', v.{at})::DATE AS month,
    v.{day} AS day,
    nullif(hour(v.{at}), CASE WHEN v.{at}::TIMESTAMP::TIME = '00:00:00' THEN 0 END) AS hour,
    {service} AS service,
    {state} AS state,
    count(*) AS records
FROM {table} AS v
INNER JOIN load AS l ON l.load_id = v.load_id
WHERE v.system = $system AND v.source = $source AND v.{at} >= $since
GROUP BY ALL;
