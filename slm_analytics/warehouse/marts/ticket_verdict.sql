/*---
title = "What tickets were for the lines of contracts"
grain = ["ticket_no", "level_id", "condition_no", "cycle"]
needs = ["ticket_fact", "ticket_clock"]
---*/
-- By the service levels in force; the slot is filled by `warehouse.service_levels`.
-- `line` is the version's row in the register, `month` the first day of the month
-- in which the ticket counts.
CREATE TABLE ticket_verdict AS
{verdicts};
