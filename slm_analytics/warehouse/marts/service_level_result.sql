/*---
title = "What the lines of contracts came to"
grain = ["level_id", "month", "condition_no"]
needs = ["ticket_verdict", "availability_day"]
---*/
-- One row per line, month and condition; the window ends with `month`, or with
-- its quarter or contract year. The slot is filled by `warehouse.service_levels`;
-- `domain/service_level.py` judges.
CREATE TABLE service_level_result AS
{results};
