/*---
title = "What has changed since months were signed off"
grain = ["level_id", "condition_no", "system", "ticket_id", "cycle"]
needs = ["ticket_fact", "ticket_verdict"]
---*/
-- The slot is filled by `warehouse.service_levels`. `signed_month` keeps what it
-- counted; `month` is that of the review in which the difference is told.
CREATE TABLE verdict_adjustment AS
{adjustments};
