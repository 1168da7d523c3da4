/*---
title = "Downtime by day"
grain = ["unit_no", "day_no"]
needs = ["unit_edge"]
---*/
-- Only days on which something was; in millionths of seconds where it has a weight.
CREATE TABLE downtime_day AS
{downtime};
