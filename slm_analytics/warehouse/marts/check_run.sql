/*---
title = "Checks as stretches of one state"
grain = ["monitor_no", "from_s"]
needs = ["uptime_reach"]
---*/
-- What a check found holds until the next one, whatever the spacing; the last one until the
-- latest check of its tool. A monitor that asks evenly
-- (nine of ten gaps no longer than three times its usual one) and falls silent for longer is
-- not known from its usual gap on. Several checks of one state are one stretch.
CREATE OR REPLACE TEMP TABLE uptime_monitor AS
SELECT row_number() OVER (ORDER BY system, service, component, location, customer)::INTEGER
        AS monitor_no, *
FROM (SELECT DISTINCT system, service, component, location, customer FROM uptime_check);

CREATE OR REPLACE TEMP TABLE uptime_asked AS
WITH told AS (
    SELECT
        m.monitor_no,
        epoch_us(c.checked_at) // 1000000 AS at_s,
        CASE c.state
            WHEN 'up' THEN 1 WHEN 'down' THEN 2 WHEN 'degraded' THEN 3 WHEN 'maintenance' THEN 4
            ELSE 5
        END::TINYINT AS state_no,
        c.load_number,
        c.line
    FROM uptime_check AS c
    INNER JOIN uptime_monitor AS m
        ON m.system = c.system
        AND m.service IS NOT DISTINCT FROM c.service
        AND m.component IS NOT DISTINCT FROM c.component
        AND m.location IS NOT DISTINCT FROM c.location
        AND m.customer IS NOT DISTINCT FROM c.customer
)
SELECT
    *,
    row_number() OVER in_order AS place,
    lag(at_s) OVER in_order AS before_s,
    lead(at_s) OVER in_order AS next_s,
    lag(state_no) OVER in_order AS before_no
FROM told
WINDOW in_order AS (PARTITION BY monitor_no ORDER BY at_s);

CREATE TABLE check_run AS
WITH pace AS (
    SELECT
        monitor_no,
        greatest(median(next_s - at_s), 1)::BIGINT AS usual_s,
        quantile_cont(next_s - at_s, 0.9) <= 3 * median(next_s - at_s) AS is_even
    FROM uptime_asked
    GROUP BY monitor_no
),
ended AS (
    SELECT m.system, max(a.at_s) AS last_s
    FROM uptime_asked AS a
    INNER JOIN uptime_monitor AS m ON m.monitor_no = a.monitor_no
    GROUP BY m.system
),
judged AS (
    SELECT
        a.*,
        coalesce(a.next_s, e.last_s) AS end_s,
        coalesce(p.is_even, false)
        AND coalesce(a.next_s, e.last_s) - a.at_s > 3 * p.usual_s AS is_silent,
        coalesce(p.is_even, false) AND a.at_s - a.before_s > 3 * p.usual_s AS was_silent,
        p.usual_s
    FROM uptime_asked AS a
    INNER JOIN uptime_monitor AS m ON m.monitor_no = a.monitor_no
    INNER JOIN pace AS p ON p.monitor_no = a.monitor_no
    INNER JOIN ended AS e ON e.system = m.system
),
-- Most checks only find what the one before found: it stands for them.
held AS (
    SELECT
        *,
        lead(at_s) OVER (PARTITION BY monitor_no ORDER BY place) AS changed_s,
        coalesce(lead(place) OVER (PARTITION BY monitor_no ORDER BY place) - place, 1) AS checks
    FROM judged
    WHERE before_s IS NULL OR next_s IS NULL OR state_no <> before_no OR is_silent OR was_silent
),
stretch AS (
    SELECT
        monitor_no, place, at_s AS from_s, state_no, load_number, line, checks,
        CASE WHEN is_silent THEN at_s + usual_s ELSE coalesce(changed_s, end_s) END AS until_s,
        next_s IS NULL AS is_open
    FROM held
    UNION ALL
    SELECT monitor_no, place, at_s + usual_s, 5, load_number, line, 0, end_s, false
    FROM held
    WHERE is_silent
),
begun AS (
    SELECT
        *,
        (state_no IS DISTINCT FROM lag(state_no) OVER (
            PARTITION BY monitor_no ORDER BY place, checks DESC
        ))::INTEGER AS begins
    FROM stretch
),
run AS (
    SELECT
        *,
        sum(begins) OVER (
            PARTITION BY monitor_no ORDER BY place, checks DESC ROWS UNBOUNDED PRECEDING
        ) AS run_no
    FROM begun
)
SELECT
    r.monitor_no,
    any_value(m.system) AS system,
    any_value(m.customer) AS customer,
    any_value(m.service) AS service,
    any_value(m.component) AS component,
    any_value(m.location) AS location,
    min(r.from_s) AS from_s,
    max(r.until_s) AS until_s,
    ['up', 'down', 'degraded', 'maintenance', 'unknown'][any_value(r.state_no)] AS state,
    sum(r.checks)::INTEGER AS checks,
    bool_or(r.is_open) AS is_open,
    arg_min(r.load_number, r.from_s) AS load_number,
    arg_min(r.line, r.from_s) AS line
FROM run AS r
INNER JOIN uptime_monitor AS m ON m.monitor_no = r.monitor_no
GROUP BY r.monitor_no, r.run_no;
