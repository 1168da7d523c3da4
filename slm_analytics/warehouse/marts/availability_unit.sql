/*---
title = "Services and components whose availability is counted, and how"
grain = ["unit_no"]
needs = ["uptime_claim", "uptime_reach"]
---*/
-- One row per service, customer and version of its terms, and per component that it stands on.
-- The slot is filled by `warehouse.availability`.
CREATE TABLE availability_unit AS
{units};
