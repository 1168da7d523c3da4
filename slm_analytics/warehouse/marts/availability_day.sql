/*---
title = "Availability by day"
grain = ["unit_no", "happened_on"]
needs = ["downtime_day", "service_outage"]
---*/
-- Every day of every service and component, on the date of its calendar's zone. All columns add
-- up over days. Allowed downtime is in billionths of seconds, other weighted time in millionths.
CREATE VIEW availability_day AS
WITH failures AS (
    SELECT unit_no, happened_on, count(*) AS outages
    FROM service_outage
    WHERE is_failure
    GROUP BY unit_no, happened_on
)
SELECT
    u.unit_no,
    u.kind,
    u.customer,
    u.service,
    u.component,
    DATE '1970-01-01' + d.day_no AS happened_on,
    DATE '1970-01-01' + d.day_no AS day,
    date_trunc('quarter', DATE '1970-01-01' + d.day_no)::DATE AS quarter,
    coalesce(e.open_s, d.open_s) AS open_seconds,
    coalesce(e.open_s, d.open_s) - coalesce(t.left_seconds, 0) AS base_seconds,
    coalesce(t.down_ppm_seconds, 0) AS down_ppm_seconds,
    coalesce(t.measured_ppm_seconds, 0) AS measured_ppm_seconds,
    coalesce(t.accepted_all_ppm_seconds, 0) AS accepted_all_ppm_seconds,
    coalesce(t.maintenance_seconds, 0) AS maintenance_seconds,
    coalesce(t.unknown_seconds, 0) AS unknown_seconds,
    coalesce(t.user_seconds, 0) AS user_seconds,
    coalesce(e.wall_s, d.end_s - d.begin_s) - coalesce(t.wall_unknown_seconds, 0)
        AS wall_base_seconds,
    coalesce(t.wall_down_ppm_seconds, 0) AS wall_down_ppm_seconds,
    coalesce(f.outages, 0) AS outages,
    u.missable_ppb,
    (coalesce(e.open_s, d.open_s) - coalesce(t.left_seconds, 0)) * u.missable_ppb
        AS allowed_ppb_seconds
FROM availability_unit AS u
INNER JOIN calendar_day AS d
    ON d.calendar_no = u.calendar_no
    AND d.day_no BETWEEN u.first_day_no AND u.last_day_no
LEFT JOIN unit_edge AS e ON e.unit_no = u.unit_no AND e.day_no = d.day_no
LEFT JOIN downtime_day AS t ON t.unit_no = u.unit_no AND t.day_no = d.day_no
LEFT JOIN failures AS f
    ON f.unit_no = u.unit_no AND f.happened_on = DATE '1970-01-01' + d.day_no;
