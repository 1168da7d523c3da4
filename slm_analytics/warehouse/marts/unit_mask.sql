/*---
title = "What is not looked at as downtime, by service and component"
grain = ["unit_no", "kind", "start_s", "until_s", "reference"]
needs = ["downtime_day"]
---*/
-- Maintenance (also such as does not count as planned), time that nobody watched, and exclusions
-- that are accepted or proposed.
CREATE TABLE unit_mask AS
SELECT
    unit_no, 'maintenance' AS kind, start_s, until_s, window_id AS reference, description AS reason,
    notice_s, is_approved
FROM avail_planned
UNION ALL
SELECT unit_no, 'unknown', start_s, until_s, NULL, NULL, NULL, NULL
FROM avail_unknown
UNION ALL
SELECT unit_no, CASE WHEN is_accepted THEN 'accepted' ELSE 'proposed' END, start_s, until_s,
    reference, reason, NULL, is_accepted
FROM avail_excluded;
