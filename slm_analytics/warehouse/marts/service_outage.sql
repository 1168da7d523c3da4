/*---
title = "Outages of services and components"
grain = ["service_outage_no"]
needs = ["downtime_day"]
---*/
-- Claims of one unit that hang together are one outage, whoever tells of it.
CREATE TABLE service_outage AS
{outages};
