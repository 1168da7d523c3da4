/*---
title = "Local days of the calendars that availability is counted in"
grain = ["calendar_no", "day_no"]
needs = ["availability_unit"]
---*/
CREATE TABLE calendar_day AS
{calendar_days};
