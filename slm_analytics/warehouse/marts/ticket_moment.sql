/*---
title = "Moments of tickets that clocks need"
grain = ["ticket_no"]
needs = ["ticket_stretch", "ticket_fact", "load"]
---*/
-- One row per ticket. What most clocks need of a history is beside the ticket's
-- own times, so that only the histories with something special in them are
-- walked through. `oddity` is left by ticket_stretch.
CREATE TABLE ticket_moment AS
WITH told AS (
    SELECT
        s.ticket_no,
        min(s.start_s) AS opened_s,
        arg_min(s.key_no, s.start_s) AS key_no,
        arg_max(s.key_no, s.start_s) AS last_key_no,
        min(s.key_no) = max(s.key_no) AS has_one_key,
        arg_max(s.word_no, s.start_s) AS last_word_no,
        min(s.start_s) FILTER (WHERE w.state IN ('resolved', 'closed', 'cancelled')) AS ended_s,
        max(s.start_s) FILTER (WHERE w.state NOT IN ('resolved', 'closed', 'cancelled'))
            AS last_not_ended_s,
        min(s.start_s) FILTER (WHERE w.state IN ('closed', 'cancelled')) AS closed_s,
        max(s.start_s) FILTER (WHERE w.state NOT IN ('closed', 'cancelled')) AS last_not_closed_s,
        -- It ended for good where the last stretch that has not ended gives over; null: never.
        CASE
            WHEN bool_or(s.until_s IS NULL AND w.state IN ('resolved', 'closed', 'cancelled'))
            THEN coalesce(
                max(s.until_s) FILTER (WHERE w.state NOT IN ('resolved', 'closed', 'cancelled')),
                min(s.start_s)
            )
        END AS ended_for_good_s,
        CASE
            WHEN bool_or(s.until_s IS NULL AND w.state IN ('closed', 'cancelled'))
            THEN coalesce(
                max(s.until_s) FILTER (WHERE w.state NOT IN ('closed', 'cancelled')),
                min(s.start_s)
            )
        END AS closed_for_good_s,
        count(*) FILTER (WHERE w.state = 'on_hold') AS holds,
        min(s.start_s) FILTER (WHERE w.state = 'on_hold') AS first_hold_s,
        min(s.until_s) FILTER (WHERE w.state = 'on_hold') AS first_hold_until_s,
        arg_min(s.word_no, s.start_s) FILTER (WHERE w.state = 'on_hold') AS first_hold_word_no,
        max(s.start_s) FILTER (WHERE w.state = 'on_hold') AS last_hold_s,
        max(s.until_s) FILTER (WHERE w.state = 'on_hold') AS last_hold_until_s,
        bool_or(s.until_s IS NULL AND w.state = 'on_hold') AS is_on_hold,
        arg_max(s.word_no, s.start_s) FILTER (WHERE w.state = 'on_hold') AS last_hold_word_no
    FROM ticket_stretch AS s
    INNER JOIN ticket_word AS w ON w.word_no = s.word_no
    GROUP BY s.ticket_no
),
answering AS (
    SELECT DISTINCT system, load_id FROM load WHERE list_contains(fields, 'first_response_at')
),
zoned AS (
    SELECT load_id, (dense_rank() OVER (ORDER BY zone) - 1)::INTEGER AS zone_no FROM load
),
said AS (
    SELECT
        t.rowid::INTEGER AS ticket_no,
        epoch_us(t.opened_at) // 1000000 AS opened_s,
        CASE WHEN NOT t.response_is_automatic THEN epoch_us(t.first_response_at) // 1000000 END
            AS first_response_s,
        t.first_response_at IS NOT NULL
            OR t.load_id IN (SELECT load_id FROM answering)
            AS is_response_known,
        t.paused_seconds AS told_pause,
        z.zone_no,
        NOT t.is_open AS is_ended,
        CASE
            WHEN t.ended_at IS NOT NULL
            THEN epoch_us(greatest(t.ended_at, t.opened_at)) // 1000000
        END AS said_ended_s,
        epoch_us(t.closed_at) // 1000000 AS said_closed_s,
        CASE
            WHEN t.state IN ('resolved', 'closed', 'cancelled') THEN t.state ELSE 'closed'
        END AS end_word,
        k.key_no
    FROM ticket_fact AS t
    INNER JOIN ticket_key AS k
        ON k.customer = coalesce(t.customer, '')
        AND k.service = coalesce(t.service, '')
        AND k.record_type = coalesce(t.record_type, '')
        AND k.priority = coalesce(t.priority, '')
        AND k.site = coalesce(t.site, '')
    INNER JOIN zoned AS z ON z.load_id = t.load_id
),
ended AS (
    SELECT
        *,
        CASE WHEN is_ended THEN said_ended_s END AS ended_s,
        CASE
            WHEN NOT is_ended OR said_ended_s IS NULL OR end_word = 'resolved' THEN NULL
            WHEN end_word = 'closed' AND said_closed_s > said_ended_s THEN said_closed_s
            ELSE said_ended_s
        END AS closed_s
    FROM said
)
SELECT
    t.ticket_no,
    t.opened_s,
    t.first_response_s,
    t.is_response_known,
    coalesce(t.told_pause, 0) AS told_pause,
    t.zone_no, -- place of its load's zone among all, in order
    h.ticket_no IS NOT NULL AS has_history,
    coalesce(h.key_no, t.key_no) AS key_no,
    coalesce(h.last_key_no, t.key_no) AS last_key_no,
    -- The same keys all along; once ended never open again, once closed never less.
    coalesce(h.has_one_key, true) AS has_one_key,
    coalesce(h.ended_s > h.last_not_ended_s OR h.ended_s IS NULL OR h.last_not_ended_s IS NULL, true)
    AND coalesce(
        h.closed_s > h.last_not_closed_s OR h.closed_s IS NULL OR h.last_not_closed_s IS NULL, true
    ) AS is_straight,
    -- First entry into an ended state, and into closed or cancelled; and the last.
    CASE WHEN h.ticket_no IS NULL THEN t.ended_s ELSE h.ended_s END AS ended_s,
    CASE WHEN h.ticket_no IS NULL THEN t.closed_s ELSE h.closed_s END AS closed_s,
    CASE WHEN h.ticket_no IS NULL THEN t.ended_s ELSE h.ended_for_good_s END AS ended_for_good_s,
    CASE WHEN h.ticket_no IS NULL THEN t.closed_s ELSE h.closed_for_good_s END
        AS closed_for_good_s,
    coalesce(h.last_word_no, w.word_no) AS last_word_no,
    -- Times on hold: where there are more than two, ticket_stretch tells them.
    coalesce(h.holds, 0)::INTEGER AS holds,
    h.first_hold_s,
    h.first_hold_until_s,
    h.first_hold_word_no,
    CASE WHEN h.holds > 1 THEN h.last_hold_s END AS second_hold_s,
    CASE WHEN h.holds > 1 AND NOT h.is_on_hold THEN h.last_hold_until_s END AS second_hold_until_s,
    CASE WHEN h.holds > 1 THEN h.last_hold_word_no END AS second_hold_word_no,
    CASE
        WHEN h.ticket_no IS NOT NULL THEN coalesce(o.flags, 0)
        WHEN t.is_ended AND t.said_ended_s IS NULL THEN 129
        ELSE 1
    END::INTEGER AS flags
FROM ended AS t
INNER JOIN ticket_word AS w
    ON w.word = CASE WHEN t.is_ended AND t.said_ended_s IS NOT NULL THEN t.end_word ELSE 'in_progress' END
LEFT JOIN told AS h ON h.ticket_no = t.ticket_no
LEFT JOIN oddity AS o ON o.ticket_no = t.ticket_no
ORDER BY t.ticket_no;

DROP TABLE oddity;
