-- Clocks of tickets to which something special happened, by their history:
-- which cycles, legs and counts there are (domain/cycles.py and legs.py), step by step.
-- Slots: {asked}: see asked.sql; the others are look-ups and conditions of pieces.py.
CREATE OR REPLACE TEMP TABLE clock_walk AS
SELECT
    a.ticket_no,
    a.clock_no,
    c.kind,
    c.holder,
    a.opened_s,
    k.site_no,
    a.zone_no,
    a.flags,
    a.first_response_s,
    CASE WHEN a.flags & 1 <> 0 THEN a.told_pause ELSE 0 END AS told_pause,
    CASE WHEN c.kind = 2 THEN a.closed_for_good_s ELSE a.ended_for_good_s END AS stop_for_good_s,
    CASE
        WHEN a.target_no IS NULL THEN 3
        WHEN a.flags & 128 <> 0 THEN 4
        WHEN c.kind = 0 AND NOT a.is_response_known AND NOT t.has_response_states THEN 4
    END AS without,
    a.target_no,
    a.is_tied,
    t.start_rule,
    t.start_set,
    t.is_retroactive,
    t.response_set,
    t.reopen_rule,
    t.reopen_days,
    t.change_rule,
    t.is_per_stretch
FROM ({asked}) AS a
INNER JOIN clock_clock AS c ON c.clock_no = a.clock_no
INNER JOIN clock_key AS k ON k.key_no = a.key_no
LEFT JOIN clock_target AS t ON t.target_no = a.target_no;

CREATE OR REPLACE TEMP TABLE clock_part AS
SELECT
    w.ticket_no,
    w.clock_no,
    s.start_s,
    s.until_s,
    s.word_no,
    s.key_no,
    s.is_assigned,
    CASE
        WHEN w.kind = 2 THEN v.state IN ('closed', 'cancelled')
        ELSE v.state IN ('resolved', 'closed', 'cancelled')
    END AS is_stop,
    w.kind = 3
    AND w.holder IN (s.assignment_group, s.vendor)
    AND v.state NOT IN ('resolved', 'closed', 'cancelled') AS is_held
FROM clock_walk AS w
INNER JOIN all_stretch AS s ON s.ticket_no = w.ticket_no
INNER JOIN ticket_word AS v ON v.word_no = s.word_no
WHERE w.without IS NULL;

-- When a clock starts; a holding clock with the first stretch held.
CREATE OR REPLACE TEMP TABLE clock_start AS
SELECT
    w.ticket_no,
    w.clock_no,
    CASE
        WHEN w.kind = 3 THEN min(p.start_s) FILTER (WHERE p.is_held)
        WHEN w.start_rule = 0 THEN w.opened_s
        WHEN w.is_retroactive AND bool_or({has_started}) THEN w.opened_s
        ELSE min(p.start_s) FILTER (WHERE {has_started})
    END AS start_s,
    CASE
        WHEN w.kind = 0
        THEN nullif(
            least(
                coalesce(w.first_response_s, {never}),
                coalesce(
                    min(p.start_s) FILTER (
                        WHERE p.is_stop OR {within: w.response_set | p.word_no}
                    ),
                    {never}
                )
            ),
            {never}
        )
        WHEN bool_or(p.is_held AND p.until_s IS NULL) THEN NULL
        ELSE max(p.until_s) FILTER (WHERE p.is_held)
    END AS stop_s
FROM clock_walk AS w
INNER JOIN clock_part AS p ON p.ticket_no = w.ticket_no AND p.clock_no = w.clock_no
GROUP BY
    w.ticket_no, w.clock_no, w.kind, w.start_rule, w.is_retroactive, w.opened_s, w.first_response_s;

-- Where a clock of resolution or closure stops and begins anew.
CREATE OR REPLACE TEMP TABLE clock_turn AS
WITH step AS (
    SELECT
        p.ticket_no,
        p.clock_no,
        greatest(p.start_s, b.start_s) AS at_s,
        p.is_stop,
        coalesce(lag(p.is_stop) OVER past, false) AS was_stop
    FROM clock_part AS p
    INNER JOIN clock_start AS b ON b.ticket_no = p.ticket_no AND b.clock_no = p.clock_no
    INNER JOIN clock_clock AS c ON c.clock_no = p.clock_no
    WHERE c.kind IN (1, 2)
        AND b.start_s IS NOT NULL
        AND (p.until_s IS NULL OR p.until_s > b.start_s)
    WINDOW past AS (PARTITION BY p.ticket_no, p.clock_no ORDER BY p.start_s)
),
turn AS (
    SELECT
        ticket_no,
        clock_no,
        at_s,
        is_stop,
        lag(at_s) OVER past AS stop_s
    FROM step
    WHERE is_stop <> was_stop
    WINDOW past AS (PARTITION BY ticket_no, clock_no ORDER BY at_s)
)
SELECT
    ticket_no,
    clock_no,
    is_stop,
    stop_s,
    at_s,
    row_number() OVER (PARTITION BY ticket_no, clock_no, is_stop ORDER BY at_s) AS place
FROM turn;

-- Which reopenings begin a cycle: one after the other, since the calendar in
-- which the working days are counted is that of the cycle it would go on.
CREATE OR REPLACE TEMP TABLE clock_reopening AS
WITH RECURSIVE run AS (
    SELECT
        w.ticket_no,
        w.clock_no,
        w.target_no,
        w.site_no,
        w.reopen_rule,
        w.reopen_days,
        0::BIGINT AS place,
        b.start_s AS begun_s,
        NULL::BIGINT AS stop_s,
        true AS is_new,
        1 AS cycle
    FROM clock_walk AS w
    INNER JOIN clock_start AS b ON b.ticket_no = w.ticket_no AND b.clock_no = w.clock_no
    WHERE b.start_s IS NOT NULL AND w.kind IN (1, 2)
    UNION ALL
    SELECT
        ticket_no, clock_no, target_no, site_no, reopen_rule, reopen_days, place,
        CASE WHEN begins THEN at_s ELSE begun_s END,
        stop_s,
        begins,
        cycle + begins::INTEGER
    FROM (
        SELECT
            r.* EXCLUDE (calendar_no),
            r.reopen_rule IN (1, 3) OR (
                r.reopen_rule = 0
                AND coalesce({begun: v | r.at_s} - {begun: u | r.stop_s} > r.reopen_days, false)
            ) AS begins
        FROM (
            SELECT r.*, nullif({calendar: r.target_no | r.site_no | r.begun_s}, -1) AS calendar_no
            FROM (
                SELECT r.* EXCLUDE (place, stop_s, is_new), o.place, o.at_s, o.stop_s
                FROM run AS r
                INNER JOIN clock_turn AS o
                    ON o.ticket_no = r.ticket_no
                    AND o.clock_no = r.clock_no
                    AND NOT o.is_stop
                    AND o.place = r.place + 1
            ) AS r
            CROSS JOIN clock_list AS l
        ) AS r
        LEFT JOIN clock_working AS u ON u.grid_no = {day: r.calendar_no | r.stop_s}
        LEFT JOIN clock_working AS v ON v.grid_no = {day: r.calendar_no | r.at_s}
    )
)
SELECT ticket_no, clock_no, place, begun_s, stop_s, is_new, cycle FROM run;

CREATE OR REPLACE TEMP TABLE clock_cycle AS
WITH ending AS (
    -- The stop that the last cycle ends with: the last where nothing reopened after it.
    SELECT
        ticket_no,
        clock_no,
        CASE WHEN arg_max(is_stop, at_s) THEN max(at_s) FILTER (WHERE is_stop) END AS last_stop_s,
        min(at_s) FILTER (WHERE is_stop) AS first_stop_s
    FROM clock_turn
    GROUP BY ticket_no, clock_no
),
begun AS (
    SELECT
        r.ticket_no,
        r.clock_no,
        r.cycle,
        r.begun_s AS start_s,
        lead(r.stop_s) OVER onward AS next_stop_s,
        lead(r.cycle) OVER onward IS NULL AS is_last
    FROM clock_reopening AS r
    WHERE r.is_new
    WINDOW onward AS (PARTITION BY r.ticket_no, r.clock_no ORDER BY r.cycle)
),
run AS (
    SELECT
        b.ticket_no,
        b.clock_no,
        b.cycle,
        b.start_s,
        CASE
            WHEN w.reopen_rule = 2 THEN e.first_stop_s
            WHEN b.is_last THEN e.last_stop_s
            ELSE b.next_stop_s
        END AS stop_s
    FROM begun AS b
    INNER JOIN clock_walk AS w ON w.ticket_no = b.ticket_no AND w.clock_no = b.clock_no
    LEFT JOIN ending AS e ON e.ticket_no = b.ticket_no AND e.clock_no = b.clock_no
    WHERE w.reopen_rule <> 1 OR b.is_last
    UNION ALL
    SELECT
        b.ticket_no,
        b.clock_no,
        1 AS cycle,
        b.start_s,
        CASE WHEN b.stop_s IS NOT NULL THEN greatest(b.stop_s, b.start_s) END AS stop_s
    FROM clock_start AS b
    INNER JOIN clock_walk AS w ON w.ticket_no = b.ticket_no AND w.clock_no = b.clock_no
    WHERE w.kind IN (0, 3) AND b.start_s IS NOT NULL
)
SELECT
    r.*,
    w.opened_s,
    w.target_no AS governing_no,
    w.site_no,
    w.change_rule,
    w.is_per_stretch,
    greatest({as_of}, r.start_s) AS now_s
FROM run AS r
INNER JOIN clock_walk AS w ON w.ticket_no = r.ticket_no AND w.clock_no = r.clock_no;

-- Legs: maximal runs of stretches for which the same target holds.
CREATE OR REPLACE TEMP TABLE clock_leg AS
WITH stretch AS (
    SELECT
        c.ticket_no,
        c.clock_no,
        c.cycle,
        c.start_s AS cycle_s,
        c.is_per_stretch,
        p.key_no,
        greatest(p.start_s, c.start_s) AS start_s,
        least(p.until_s, coalesce(c.stop_s, c.now_s)) AS until_s
    FROM clock_cycle AS c
    INNER JOIN clock_part AS p ON p.ticket_no = c.ticket_no AND p.clock_no = c.clock_no
    WHERE (p.until_s IS NULL OR p.until_s > c.start_s)
        AND (c.stop_s IS NULL OR p.start_s < c.stop_s OR p.start_s <= c.start_s)
),
part AS (
    {cut_parts}
),
met AS (
    SELECT
        p.*,
        {match: p.clock_no | p.key_no | CASE WHEN p.is_per_stretch THEN p.start_s ELSE p.cycle_s END}
            AS match_no
    FROM part AS p
    CROSS JOIN clock_list AS l
),
matched AS (
    SELECT
        p.ticket_no,
        p.clock_no,
        p.cycle,
        p.start_s,
        k.priority,
        k.is_ranked,
        t.target_no,
        p.match_no = -2 AS is_tied,
        t.nominal
    FROM met AS p
    INNER JOIN clock_key AS k ON k.key_no = p.key_no
    LEFT JOIN clock_target AS t ON t.target_no = p.match_no
),
compared AS (
    SELECT
        *,
        row_number() OVER past = 1 AS is_first,
        target_no IS DISTINCT FROM lag(target_no) OVER past AS differs,
        CASE
            WHEN priority <> lag(priority) OVER past AND is_ranked AND lag(is_ranked) OVER past
            THEN priority < lag(priority) OVER past
            ELSE target_no IS NOT NULL
                AND (lag(target_no) OVER past IS NULL OR nominal < lag(nominal) OVER past)
        END AS is_raised
    FROM matched
    WINDOW past AS (PARTITION BY ticket_no, clock_no, cycle ORDER BY start_s)
)
SELECT
    ticket_no,
    clock_no,
    cycle,
    target_no,
    is_tied,
    start_s,
    is_raised AND NOT is_first AS is_raised,
    lead(start_s) OVER onward AS until_s,
    row_number() OVER onward AS leg,
    lead(start_s) OVER onward IS NULL AS is_last
FROM compared
WHERE is_first OR differs
WINDOW onward AS (PARTITION BY ticket_no, clock_no, cycle ORDER BY start_s);

-- What is counted against which target, by the rule for changes.
CREATE OR REPLACE TEMP TABLE clock_count AS
WITH chosen AS (
    SELECT
        l.ticket_no,
        l.clock_no,
        l.cycle,
        l.leg,
        l.target_no,
        CASE
            WHEN c.change_rule = 2 OR c.change_rule = 3 THEN l.start_s
            WHEN c.change_rule = 0 AND l.is_raised THEN l.start_s
            ELSE c.start_s
        END AS start_s,
        CASE WHEN c.change_rule IN (0, 3) THEN l.until_s END AS until_s,
        c.start_s AS cycle_s,
        c.stop_s,
        c.now_s,
        c.site_no
    FROM clock_cycle AS c
    INNER JOIN clock_leg AS l
        ON l.ticket_no = c.ticket_no AND l.clock_no = c.clock_no AND l.cycle = c.cycle
    WHERE l.target_no IS NOT NULL
        AND CASE c.change_rule WHEN 4 THEN l.leg = 1 WHEN 1 THEN l.is_last WHEN 2 THEN l.is_last
            ELSE true END
),
called AS (
    SELECT
        c.* EXCLUDE (until_s),
        c.until_s IS NULL AND c.stop_s IS NULL AS is_open,
        greatest(
            least(c.until_s, coalesce(c.stop_s, c.now_s)), c.start_s
        ) AS end_s,
        t.kind,
        t.seconds,
        t.days,
        t.by_time,
        t.pause_set,
        t.is_wall_clock,
        t.moves,
        t.tie_misses,
        CASE WHEN t.kind IN (1, 2) AND t.has_pauses THEN w.told_pause ELSE 0 END AS told_pause
    FROM chosen AS c
    INNER JOIN clock_target AS t ON t.target_no = c.target_no
    INNER JOIN clock_walk AS w ON w.ticket_no = c.ticket_no AND w.clock_no = c.clock_no
),
placed AS (
    SELECT c.*, nullif({calendar: c.target_no | c.site_no | c.cycle_s}, -1) AS calendar_no
    FROM called AS c
    CROSS JOIN clock_list AS l
),
allowed AS (
    {allowed: SELECT * FROM placed}
)
SELECT
    a.ticket_no, a.clock_no, a.cycle, a.leg, a.target_no, a.calendar_no, a.kind,
    a.start_s, a.end_s, a.is_open, a.pause_set, a.is_wall_clock, a.moves, a.tie_misses,
    a.told_pause, a.allowed, {open: a.calendar_no | a.end_s} AS end_open_s
FROM allowed AS a
CROSS JOIN clock_list AS l;
