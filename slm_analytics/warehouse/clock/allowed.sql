-- What targets allow, in open seconds, from `start_s`: adds `open_0_s` (open
-- seconds before it) and `allowed` (null: beyond the calendar).
-- Slot: {rows}, with calendar_no, start_s, seconds.
SELECT r.*, {open: r.calendar_no | r.start_s} AS open_0_s, r.seconds AS allowed
FROM ({rows}) AS r
CROSS JOIN clock_list AS l
