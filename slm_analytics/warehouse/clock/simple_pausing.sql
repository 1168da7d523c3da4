-- Clocks of resolution or closure of tickets to which nothing special happened:
-- one target all along, at most two holds, no reopening. Nothing but look-ups.
-- Slots: {scope}: tickets asked for; {clock_no}; {stop}, {stop_for_good}: columns
-- of ticket_moment at which it stops; {allowed}: see allowed.sql; {moved}.
WITH matched AS (
    {matched}
),
begun AS (
    SELECT
        m.ticket_no,
        m.opened_s AS start_s,
        m.{stop} AS stop_s,
        coalesce(m.{stop}, greatest(m.opened_s, {as_of})) AS end_s,
        m.{stop_for_good} AS stop_for_good_s,
        m.zone_no,
        m.flags,
        CASE
            WHEN m.target_no IS NULL THEN 3
            WHEN m.flags & 128 <> 0 THEN 4
        END AS without,
        m.target_no,
        m.is_tied,
        m.calendar_no,
        {target: seconds | m.target_no} AS seconds,
        {target: days | m.target_no} AS days,
        {target: by_time | m.target_no} AS by_time,
        {target: moves | m.target_no} AS moves,
        {target: tie_misses | m.target_no} AS tie_misses,
        CASE
            WHEN m.flags & 1 <> 0 AND {target: has_pauses | m.target_no} THEN m.told_pause ELSE 0
        END AS told_pause,
        CASE
            WHEN {within: {target: pause_set | m.target_no} | m.first_hold_word_no}
            THEN m.first_hold_s
        END AS hold_1_s,
        m.first_hold_until_s AS hold_1_until_s,
        CASE
            WHEN {within: {target: pause_set | m.target_no} | m.second_hold_word_no}
            THEN m.second_hold_s
        END AS hold_2_s,
        m.second_hold_until_s AS hold_2_until_s,
        {within: {target: pause_set | m.target_no} | m.last_word_no} AS is_paused_last
    FROM matched AS m
    CROSS JOIN clock_list AS l
    WHERE {is_simple}
),
limited AS (
    SELECT
        *,
        CASE WHEN hold_1_s IS NOT NULL THEN least(hold_1_s, end_s) END AS from_1_s,
        CASE WHEN hold_1_s IS NOT NULL THEN least(hold_1_until_s, end_s) END AS to_1_s,
        CASE WHEN hold_2_s IS NOT NULL THEN least(hold_2_s, end_s) END AS from_2_s,
        CASE WHEN hold_2_s IS NOT NULL THEN least(hold_2_until_s, end_s) END AS to_2_s
    FROM begun
),
allowed AS (
    {allowed: SELECT * FROM limited}
),
counted AS (
    SELECT
        a.*,
        {open: a.calendar_no | a.end_s} - a.open_0_s AS open_s,
        CASE WHEN a.from_1_s IS NOT NULL THEN {open: a.calendar_no | a.from_1_s} END AS open_1_s,
        CASE WHEN a.from_1_s IS NOT NULL THEN {open: a.calendar_no | a.to_1_s} END AS until_1_s,
        CASE WHEN a.from_2_s IS NOT NULL THEN {open: a.calendar_no | a.from_2_s} END AS open_2_s,
        CASE WHEN a.from_2_s IS NOT NULL THEN {open: a.calendar_no | a.to_2_s} END AS until_2_s,
        a.end_s - a.start_s - coalesce(a.to_1_s - a.from_1_s, 0)
        - coalesce(a.to_2_s - a.from_2_s, 0) AS wall_s
    FROM allowed AS a
    CROSS JOIN clock_list AS l
),
paused AS (
    SELECT
        *,
        open_1_s - open_0_s AS before_1_s,
        open_2_s - open_0_s AS before_2_s,
        coalesce(until_1_s - open_1_s, 0) AS paused_1_s,
        coalesce(until_2_s - open_2_s, 0) AS paused_2_s
    FROM counted
),
measured AS (
    SELECT
        *,
        greatest(open_s - paused_1_s - paused_2_s - told_pause, 0) AS elapsed_s,
        -- A pause that begins once everything allowed has elapsed does not move the due time.
        CASE
            WHEN stop_s IS NULL AND is_paused_last
                AND open_s - paused_1_s - paused_2_s < allowed + told_pause
            THEN NULL
            ELSE open_0_s + allowed + told_pause
                + CASE WHEN before_1_s < allowed + told_pause THEN paused_1_s ELSE 0 END
                + CASE
                    WHEN before_2_s - paused_1_s < allowed + told_pause THEN paused_2_s ELSE 0
                END
        END AS due_open_s
    FROM paused
),
dued AS (
    SELECT m.*, {reached: m.calendar_no | m.due_open_s} AS due_s
    FROM measured AS m
    CROSS JOIN clock_list AS l
)
SELECT
    d.ticket_no,
    {clock_no} AS clock_no,
    1 AS cycle,
    d.target_no,
    coalesce(d.without, CASE WHEN d.allowed IS NULL THEN 4 WHEN d.stop_s IS NULL THEN 2
        WHEN {missed: d} THEN 1 ELSE 0 END) AS answer_no,
    d.without IS NULL AND coalesce({missed: d}, false) AS is_late,
    d.start_s,
    CASE WHEN d.without IS NULL THEN d.stop_s ELSE d.stop_for_good_s END AS stop_s,
    CASE WHEN d.without IS NULL THEN {moved: d} END AS due_s,
    CASE WHEN d.without IS NULL AND d.allowed IS NOT NULL THEN d.elapsed_s END AS elapsed_s,
    CASE WHEN d.without IS NULL AND d.allowed IS NOT NULL THEN greatest(d.wall_s - d.told_pause, 0) END
        AS wall_s,
    CASE WHEN d.without IS NULL AND d.allowed IS NOT NULL
        THEN d.paused_1_s + d.paused_2_s + d.told_pause END AS paused_s,
    CASE WHEN d.without IS NULL THEN d.allowed END AS allowed_s,
    d.zone_no,
    d.flags,
    d.target_no IS NULL AND d.is_tied AS is_tied,
    CASE WHEN d.without IS NULL AND d.allowed IS NOT NULL THEN d.elapsed_s END AS whole_s
FROM dued AS d
CROSS JOIN clock_list AS l
