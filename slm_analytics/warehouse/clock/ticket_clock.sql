-- One row per ticket, clock and cycle, as people read it.
-- Slot: {answers}: rows of the simple clocks and of those walked through.
SELECT
    a.ticket_no,
    c.clock,
    c.holder,
    a.cycle,
    t.target_id,
    t.line AS target_line,
    t.calendar,
    CASE a.answer_no
        WHEN 0 THEN 'met' WHEN 1 THEN 'missed' WHEN 2 THEN 'open' WHEN 3 THEN 'no target'
        WHEN 4 THEN 'no data' ELSE 'not started'
    END AS answer,
    a.is_late,
    a.is_tied,
    make_timestamp(a.start_s * 1000000) AS started_at,
    make_timestamp(a.stop_s * 1000000) AS stopped_at,
    {civil: s | a.stop_s} AS stopped_on,
    make_timestamp(a.due_s * 1000000) AS due_at,
    {civil: d | a.due_s} AS due_on,
    a.elapsed_s AS elapsed_seconds,
    a.wall_s AS calendar_seconds,
    a.paused_s AS paused_seconds,
    a.allowed_s AS allowed_seconds,
    a.flags AS history_flags
FROM ({answers}) AS a
INNER JOIN clock_clock AS c ON c.clock_no = a.clock_no
LEFT JOIN clock_target AS t ON t.target_no = a.target_no
LEFT JOIN clock_zone AS s ON s.zone_day_no = {zone_day: a.zone_no | a.stop_s}
LEFT JOIN clock_zone AS d ON d.zone_day_no = {zone_day: a.zone_no | a.due_s}
