/*---
title = "First and last days of services, in part"
grain = ["unit_no", "day_no"]
needs = ["calendar_day"]
---*/
CREATE TABLE unit_edge AS
{edges};
