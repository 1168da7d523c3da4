-- What targets allow, in open seconds, from `start_s`: adds `open_0_s` (open
-- seconds before it) and `allowed` (null: beyond the calendar).
-- Slot: {rows}, with calendar_no, start_s, seconds.
SELECT r.*, {open: d | r.start_s} AS open_0_s, r.seconds AS allowed
FROM ({rows}) AS r
LEFT JOIN clock_day AS d ON d.grid_no = {day: r.calendar_no | r.start_s}
