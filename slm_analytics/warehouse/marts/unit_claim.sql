/*---
title = "What counts as down or degraded, by service and component"
grain = ["unit_no", "claim_no"]
needs = ["downtime_day"]
---*/
-- Claims of outage lists and monitors as they speak of a unit, with the weight of its terms.
CREATE TABLE unit_claim AS
SELECT a.unit_no, a.claim_no, a.start_s, a.until_s, a.weight_ppm, c.state = 'degraded' AS is_degraded
FROM avail_claim AS a
INNER JOIN uptime_claim AS c ON c.claim_no = a.claim_no;
