-- One row per ticket, clock and cycle, as people read it.
-- Slot: {answers}: rows of simple clocks, or of those walked through.
SELECT
    a.ticket_no,
    clock_names[a.clock_no + 1] AS clock,
    clock_holders[a.clock_no + 1] AS holder,
    a.cycle,
    {target: target_id | a.target_no} AS target_id,
    {target: line | a.target_no} AS target_line,
    {target: calendar | a.target_no} AS calendar,
    CASE a.answer_no
        WHEN 0 THEN 'met' WHEN 1 THEN 'missed' WHEN 2 THEN 'open' WHEN 3 THEN 'no target'
        WHEN 4 THEN 'no data' ELSE 'not started'
    END AS answer,
    a.is_late,
    a.is_tied,
    make_timestamp(a.start_s * 1000000) AS started_at,
    make_timestamp(a.stop_s * 1000000) AS stopped_at,
    {civil: a.zone_no | a.stop_s} AS stopped_on,
    make_timestamp(a.due_s * 1000000) AS due_at,
    {civil: a.zone_no | a.due_s} AS due_on,
    a.elapsed_s AS elapsed_seconds,
    a.whole_s AS whole_seconds,
    a.wall_s AS calendar_seconds,
    a.paused_s AS paused_seconds,
    a.allowed_s AS allowed_seconds,
    a.flags AS history_flags
FROM ({answers}) AS a
CROSS JOIN clock_list AS l
