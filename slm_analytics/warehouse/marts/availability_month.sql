/*---
title = "Availability by month"
grain = ["unit_no", "month"]
needs = ["availability_day"]
---*/
-- The same as availability_day, added up over the months of the zone of each calendar.
CREATE TABLE availability_month AS
SELECT
    unit_no,
    kind,
    customer,
    service,
    component,
    date_trunc('month', happened_on)::DATE AS month,
    missable_ppb,
    sum(open_seconds)::BIGINT AS open_seconds,
    sum(base_seconds)::BIGINT AS base_seconds,
    sum(down_ppm_seconds)::BIGINT AS down_ppm_seconds,
    sum(measured_ppm_seconds)::BIGINT AS measured_ppm_seconds,
    sum(accepted_all_ppm_seconds)::BIGINT AS accepted_all_ppm_seconds,
    sum(maintenance_seconds)::BIGINT AS maintenance_seconds,
    sum(unknown_seconds)::BIGINT AS unknown_seconds,
    sum(user_seconds)::BIGINT AS user_seconds,
    sum(wall_base_seconds)::BIGINT AS wall_base_seconds,
    sum(wall_down_ppm_seconds)::BIGINT AS wall_down_ppm_seconds,
    sum(outages)::BIGINT AS outages,
    sum(allowed_ppb_seconds)::BIGINT AS allowed_ppb_seconds
FROM availability_day
GROUP BY ALL
ORDER BY month, unit_no;
