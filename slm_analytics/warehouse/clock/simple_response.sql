-- Clocks of response of tickets with the same keys all along; they never pause.
-- Slots as in simple_pausing.sql.
WITH matched AS (
    {matched}
),
begun AS (
    SELECT
        m.ticket_no,
        m.opened_s AS start_s,
        CASE
            WHEN m.first_response_s IS NOT NULL OR m.ended_s IS NOT NULL
            THEN greatest(least(m.first_response_s, m.ended_s), m.opened_s)
        END AS stop_s,
        m.ended_for_good_s AS stop_for_good_s,
        m.zone_no,
        m.flags,
        CASE
            WHEN m.target_no IS NULL THEN 3
            WHEN m.flags & 128 <> 0 OR NOT m.is_response_known THEN 4
        END AS without,
        m.target_no,
        m.is_tied,
        m.calendar_no,
        {target: seconds | m.target_no} AS seconds,
        {target: days | m.target_no} AS days,
        {target: by_time | m.target_no} AS by_time,
        {target: moves | m.target_no} AS moves,
        {target: tie_misses | m.target_no} AS tie_misses
    FROM matched AS m
    CROSS JOIN clock_list AS l
    WHERE {is_simple}
),
limited AS (
    SELECT *, coalesce(stop_s, greatest(start_s, {as_of})) AS end_s FROM begun
),
allowed AS (
    {allowed: SELECT * FROM limited}
),
measured AS (
    SELECT
        a.*,
        {open: a.calendar_no | a.end_s} - a.open_0_s AS elapsed_s,
        a.open_0_s + a.allowed AS due_open_s
    FROM allowed AS a
    CROSS JOIN clock_list AS l
),
dued AS (
    SELECT
        m.*,
        CASE WHEN m.allowed <= 0 THEN m.start_s ELSE {reached: m.calendar_no | m.due_open_s} END AS due_s
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
    CASE WHEN d.without IS NULL AND d.allowed IS NOT NULL THEN d.end_s - d.start_s END AS wall_s,
    CASE WHEN d.without IS NULL AND d.allowed IS NOT NULL THEN 0 END AS paused_s,
    CASE WHEN d.without IS NULL THEN d.allowed END AS allowed_s,
    d.zone_no,
    d.flags,
    d.target_no IS NULL AND d.is_tied AS is_tied,
    CASE WHEN d.without IS NULL AND d.allowed IS NOT NULL THEN d.elapsed_s END AS whole_s
FROM dued AS d
CROSS JOIN clock_list AS l
