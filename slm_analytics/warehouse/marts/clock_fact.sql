/*---
title = "Clocks of tickets, ready to be counted"
grain = ["ticket_no", "clock", "holder", "cycle"]
needs = ["ticket_fact", "ticket_clock"]
---*/
-- One row per ticket, clock and cycle, with all that is known of the ticket.
-- The names of ticket_clock are those of the clock: `due_at` is when the clock
-- is due and `elapsed_seconds` its service time; the tool's due time is `tool_due_at`.
CREATE VIEW clock_fact AS
SELECT
    c.*,
    t.* EXCLUDE (stopped_at, due_at, due_on, elapsed_seconds, paused_seconds),
    t.due_at AS tool_due_at,
    t.due_on AS tool_due_on,
    t.stopped_at AS ticket_stopped_at,
    t.elapsed_seconds AS ticket_elapsed_seconds,
    t.paused_seconds AS tool_paused_seconds
FROM ticket_clock AS c
INNER JOIN ticket_fact AS t ON t.rowid = c.ticket_no;
