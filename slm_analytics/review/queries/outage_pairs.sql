-- Services that failed together most often, and the latest times that they did; follows `scoped`.
-- Together: failures overlap, or begin within so many seconds. One of several customers is one.
, failure AS MATERIALIZED (
    SELECT
        row_number() OVER (
            ORDER BY service, start_s, until_s, at_component, cause
        ) AS failure_no,
        dense_rank() OVER (ORDER BY service)::INTEGER AS place,
        service, zone, start_s, until_s, at_component, cause
    FROM (
        SELECT service, min(zone) AS zone, start_s, until_s, at_component, cause
        FROM scoped
        WHERE is_failure
        GROUP BY service, start_s, until_s, at_component, cause
    )
),
hourly AS MATERIALIZED (
    SELECT
        failure_no::INTEGER AS failure_no, place, start_s, until_s,
        unnest(
            range(
                start_s // 3600, (greatest(until_s, start_s + $apart + 1) - 1) // 3600 + 1
            )
        )::INTEGER AS hour_no
    FROM failure
),
-- Two that meet do so once: in the hour in which the later of them begins.
met AS MATERIALIZED (
    SELECT
        a.place AS one,
        b.place AS other,
        a.failure_no AS one_no,
        b.failure_no AS other_no,
        greatest(a.start_s, b.start_s) AS start_s,
        abs(a.start_s - b.start_s) <= $apart AS is_at_once
    FROM hourly AS a
    INNER JOIN hourly AS b
        ON a.hour_no = b.hour_no
        AND a.place < b.place
        AND a.hour_no = greatest(a.start_s, b.start_s) // 3600
        AND (
            a.start_s < b.until_s AND b.start_s < a.until_s
            OR abs(a.start_s - b.start_s) <= $apart
        )
),
pair AS (
    SELECT
        one,
        other,
        count(*) AS meetings,
        count(*) FILTER (WHERE is_at_once) AS at_once,
        count(*) OVER () AS of_all
    FROM met
    GROUP BY one, other
    ORDER BY at_once DESC, meetings DESC, one, other
    LIMIT $pairs
),
latest AS (
    SELECT p.*, m.one_no, m.other_no
    FROM pair AS p
    INNER JOIN met AS m ON m.one = p.one AND m.other = p.other
    QUALIFY row_number() OVER (
        PARTITION BY p.one, p.other ORDER BY m.start_s DESC, m.one_no, m.other_no
    ) <= $most
)
SELECT
    l.meetings,
    l.at_once,
    l.of_all,
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
FROM latest AS l
INNER JOIN failure AS a ON a.failure_no = l.one_no
INNER JOIN failure AS b ON b.failure_no = l.other_no
ORDER BY l.at_once DESC, l.meetings DESC, a.service, other, start_s DESC, apart_s, together_s
