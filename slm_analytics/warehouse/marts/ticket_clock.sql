/*---
title = "What became of the clocks of tickets"
grain = ["ticket_no", "clock", "holder", "cycle"]
needs = ["ticket_fact", "ticket_moment", "ticket_stretch", "all_stretch"]
---*/
-- By the rules in force; the slot is filled by `warehouse.clock`. A clock of
-- which no target speaks has no row.
CREATE TABLE ticket_clock AS
{clocks};
