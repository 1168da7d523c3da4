-- Failures of two services that overlap or begin within so many seconds; follows `scoped`.
-- One that concerns several customers is one.
, failure AS (
    SELECT service, min(zone) AS zone, start_s, until_s, at_component, cause
    FROM scoped
    WHERE is_failure
    GROUP BY service, start_s, until_s, at_component, cause
)
SELECT
    a.service,
    b.service AS other,
    a.zone,
    greatest(a.start_s, b.start_s) AS start_s,
    abs(a.start_s - b.start_s) AS apart_s,
    greatest(least(a.until_s, b.until_s) - greatest(a.start_s, b.start_s), 0) AS together_s,
    a.at_component,
    b.at_component AS other_component,
    a.cause,
    b.cause AS other_cause
FROM failure AS a
INNER JOIN failure AS b
    ON a.service < b.service
    AND (
        a.start_s < b.until_s AND b.start_s < a.until_s
        OR abs(a.start_s - b.start_s) <= $apart
    )
ORDER BY start_s DESC, a.service, other, apart_s
LIMIT $most
