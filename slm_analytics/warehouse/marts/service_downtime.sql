/*---
title = "Downtime of services, stretch by stretch"
grain = ["unit_no", "begin_s"]
needs = ["downtime_day"]
---*/
-- Downtime as it was measured within agreed time: seconds UTC, the millionths of each second that
-- are down, and whether an exclusion that is accepted, or proposed, covers it. Of a unit and a day
-- the stretches add up to what `downtime_day` says.
CREATE TABLE service_downtime AS
SELECT s.unit_no, s.day_no, s.begin_s, s.end_s, s.weight_ppm, s.is_excluded, s.is_proposed
FROM avail_span AS s
INNER JOIN avail_unit AS u ON u.unit_no = s.unit_no AND u.kind = 'service'
WHERE s.is_open AND s.weight_ppm > 0;
