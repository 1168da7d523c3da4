-- The figures of the counts that walk.sql found (domain/measure.py), and the answers.
-- Slots: look-ups and conditions of pieces.py.
CREATE OR REPLACE TEMP TABLE clock_piece AS
WITH cut AS (
    SELECT
        c.ticket_no,
        c.clock_no,
        c.cycle,
        c.leg,
        c.calendar_no,
        c.is_wall_clock,
        p.until_s IS NULL AS is_last,
        greatest(p.start_s, c.start_s) AS start_s,
        least(p.until_s, c.end_s) AS until_s,
        CASE
            WHEN c.kind = 0 THEN 0
            WHEN c.kind = 3 AND NOT p.is_held THEN 2
            WHEN p.is_stop THEN 2
            WHEN {within: c.pause_set | p.word_no} THEN 1
            ELSE 0
        END AS counting
    FROM clock_count AS c
    INNER JOIN clock_part AS p ON p.ticket_no = c.ticket_no AND p.clock_no = c.clock_no
),
opened AS (
    SELECT
        c.*,
        {open: c.calendar_no | c.start_s} AS open_s,
        CASE WHEN c.start_s < c.until_s THEN {open: c.calendar_no | c.until_s} - {open: c.calendar_no | c.start_s} ELSE 0 END
            AS inside_s
    FROM cut AS c
    CROSS JOIN clock_list AS l
    WHERE c.start_s < c.until_s OR c.is_last
)
SELECT
    *,
    coalesce(
        sum(
            CASE
                WHEN start_s >= until_s THEN 0
                WHEN counting = 0 THEN inside_s
                WHEN counting = 1 AND is_wall_clock THEN inside_s - (until_s - start_s)
                ELSE 0
            END
        ) OVER (
            PARTITION BY ticket_no, clock_no, cycle, leg ORDER BY start_s
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ),
        0
    )::BIGINT AS before_s
FROM opened;

CREATE OR REPLACE TEMP TABLE clock_figure AS
WITH summed AS (
    SELECT
        c.ticket_no,
        c.clock_no,
        c.cycle,
        c.leg,
        max(p.before_s + p.inside_s) FILTER (WHERE p.counting = 0 AND p.start_s < p.until_s)
            AS reached_s,
        coalesce(sum(p.until_s - p.start_s) FILTER (WHERE p.counting = 0 AND p.start_s < p.until_s), 0)
            AS wall_s,
        coalesce(sum(p.inside_s) FILTER (WHERE p.counting = 1 AND p.start_s < p.until_s), 0)
            AS paused_s,
        -- Where everything allowed has elapsed, and what was left at the start of that piece.
        min(p.start_s) FILTER (
            WHERE p.counting = 0 AND p.start_s < p.until_s
                AND p.before_s + p.inside_s >= c.allowed + c.told_pause
        ) AS piece_s,
        arg_min(p.open_s - p.before_s, p.start_s) FILTER (
            WHERE p.counting = 0 AND p.start_s < p.until_s
                AND p.before_s + p.inside_s >= c.allowed + c.told_pause
        ) AS piece_origin_s,
        arg_min(p.before_s, p.start_s) FILTER (
            WHERE p.counting = 0 AND p.start_s < p.until_s
                AND p.before_s + p.inside_s >= c.allowed + c.told_pause
        ) AS piece_before_s,
        coalesce(
            sum(
                CASE
                    WHEN p.start_s >= p.until_s THEN 0
                    WHEN p.counting = 0 THEN p.inside_s
                    WHEN p.counting = 1 AND p.is_wall_clock THEN p.inside_s - (p.until_s - p.start_s)
                    ELSE 0
                END
            ),
            0
        )::BIGINT AS total_s,
        any_value(p.counting) FILTER (WHERE p.is_last) AS last_counting
    FROM clock_count AS c
    LEFT JOIN clock_piece AS p
        ON p.ticket_no = c.ticket_no
        AND p.clock_no = c.clock_no
        AND p.cycle = c.cycle
        AND p.leg = c.leg
    GROUP BY c.ticket_no, c.clock_no, c.cycle, c.leg
),
aimed AS (
    SELECT
        c.*,
        greatest(coalesce(s.reached_s, 0) - c.told_pause, 0) AS elapsed_s,
        greatest(s.wall_s - c.told_pause, 0)::BIGINT AS wall_s,
        (s.paused_s + c.told_pause)::BIGINT AS paused_s,
        CASE
            WHEN s.piece_s IS NOT NULL THEN s.piece_s
            WHEN NOT c.is_open OR s.last_counting = 0 THEN c.end_s
        END AS due_from_s,
        c.allowed + c.told_pause
        - CASE WHEN s.piece_s IS NOT NULL THEN s.piece_before_s ELSE s.total_s END AS left_s,
        CASE
            WHEN s.piece_s IS NOT NULL
            THEN s.piece_origin_s
            ELSE c.end_open_s - s.total_s
        END + c.allowed + c.told_pause AS due_open_s
    FROM clock_count AS c
    INNER JOIN summed AS s
        ON s.ticket_no = c.ticket_no
        AND s.clock_no = c.clock_no
        AND s.cycle = c.cycle
        AND s.leg = c.leg
),
dued AS (
    SELECT
        a.*,
        CASE
            WHEN a.due_from_s IS NULL THEN NULL
            WHEN a.left_s <= 0 THEN a.due_from_s
            ELSE {reached: a.calendar_no | a.due_open_s}
        END AS due_s
    FROM aimed AS a
    CROSS JOIN clock_list AS l
)
SELECT
    d.ticket_no,
    d.clock_no,
    d.cycle,
    d.leg,
    d.target_no,
    d.calendar_no IS NOT NULL AND d.allowed IS NOT NULL AS is_known,
    coalesce(d.calendar_no IS NOT NULL AND {missed: d}, false) AS is_missed,
    {moved_walk: d} AS due_s,
    d.elapsed_s,
    d.wall_s,
    d.paused_s,
    d.allowed
FROM dued AS d
CROSS JOIN clock_list AS l;

CREATE OR REPLACE TEMP TABLE clock_walked AS
WITH decided AS (
    SELECT
        ticket_no,
        clock_no,
        cycle,
        coalesce(min(leg) FILTER (WHERE is_missed), max(leg)) AS leg,
        bool_or(is_missed) AS is_missed,
        -- A target that was missed and then changed ends at the change; the ticket went on.
        arg_max(elapsed_s, leg) AS last_elapsed_s
    FROM clock_figure
    GROUP BY ticket_no, clock_no, cycle
),
ended AS (
    SELECT ticket_no, clock_no, cycle, target_no IS NULL AS is_without, is_tied
    FROM clock_leg
    WHERE is_last
),
answered AS (
    SELECT
        c.ticket_no,
        c.clock_no,
        c.cycle,
        CASE
            WHEN d.is_missed IS NULL OR (e.is_without AND NOT d.is_missed) THEN 3
            WHEN NOT f.is_known THEN 4
            WHEN c.stop_s IS NULL THEN 2
            ELSE f.is_missed::INTEGER
        END AS answer_no,
        c.governing_no,
        coalesce(e.is_tied, false) AS is_tied,
        c.start_s,
        c.stop_s,
        f.target_no,
        f.is_missed,
        f.due_s,
        f.elapsed_s,
        greatest(f.elapsed_s, CASE WHEN d.is_missed THEN d.last_elapsed_s END) AS whole_s,
        f.wall_s,
        f.paused_s,
        f.allowed
    FROM clock_cycle AS c
    LEFT JOIN decided AS d
        ON d.ticket_no = c.ticket_no AND d.clock_no = c.clock_no AND d.cycle = c.cycle
    LEFT JOIN clock_figure AS f
        ON f.ticket_no = d.ticket_no
        AND f.clock_no = d.clock_no
        AND f.cycle = d.cycle
        AND f.leg = d.leg
    LEFT JOIN ended AS e
        ON e.ticket_no = c.ticket_no AND e.clock_no = c.clock_no AND e.cycle = c.cycle
),
ranked AS (
    SELECT
        a.*,
        w.zone_no,
        w.flags,
        w.reopen_rule = 3 AS is_worst_only,
        row_number() OVER (
            PARTITION BY a.ticket_no, a.clock_no
            ORDER BY
                CASE
                    WHEN a.answer_no > 2 THEN -1
                    WHEN a.is_missed THEN 2
                    WHEN a.answer_no = 2 THEN 1
                    ELSE 0
                END DESC,
                CASE WHEN a.answer_no > 2 THEN 0 ELSE a.elapsed_s - a.allowed END DESC,
                a.cycle
        ) AS badness
    FROM answered AS a
    INNER JOIN clock_walk AS w ON w.ticket_no = a.ticket_no AND w.clock_no = a.clock_no
)
SELECT
    ticket_no,
    clock_no,
    cycle,
    CASE WHEN answer_no > 2 THEN governing_no ELSE target_no END AS target_no,
    answer_no,
    answer_no <= 2 AND is_missed AS is_late,
    start_s,
    stop_s,
    CASE WHEN answer_no <= 2 THEN due_s END AS due_s,
    CASE WHEN answer_no <= 2 THEN elapsed_s END AS elapsed_s,
    CASE WHEN answer_no <= 2 THEN wall_s END AS wall_s,
    CASE WHEN answer_no <= 2 THEN paused_s END AS paused_s,
    CASE WHEN answer_no <= 2 THEN allowed END AS allowed_s,
    zone_no,
    flags,
    answer_no = 3 AND is_tied AS is_tied,
    CASE WHEN answer_no <= 2 THEN whole_s END AS whole_s
FROM ranked
WHERE NOT is_worst_only OR badness = 1
UNION ALL
-- Clocks without figures: no target, no data, not started.
SELECT
    w.ticket_no,
    w.clock_no,
    1 AS cycle,
    w.target_no,
    coalesce(w.without, 5) AS answer_no,
    false AS is_late,
    w.opened_s AS start_s,
    w.stop_for_good_s AS stop_s,
    NULL AS due_s,
    NULL AS elapsed_s,
    NULL AS wall_s,
    NULL AS paused_s,
    NULL AS allowed_s,
    w.zone_no,
    w.flags,
    w.is_tied,
    NULL AS whole_s
FROM clock_walk AS w
LEFT JOIN clock_start AS b ON b.ticket_no = w.ticket_no AND b.clock_no = w.clock_no
WHERE w.without IS NOT NULL OR b.start_s IS NULL;
