-- Tickets whose history has to be walked through for a clock.
-- Slots: {scope}, {clock_no}, {is_simple} as in simple_pausing.sql; {held}.
SELECT
    m.*,
    {clock_no} AS clock_no,
    CASE
        WHEN g.target_no IS NOT NULL THEN g.target_no
        WHEN NOT coalesce(g.has_no_calendar, false) THEN l.target_no
    END AS target_no,
    g.target_no IS NULL
    AND l.target_no IS NULL
    AND NOT coalesce(g.has_no_calendar, false)
    AND NOT coalesce(l.has_no_calendar, false)
    AND (coalesce(g.is_tied, false) OR coalesce(l.is_tied, false)) AS is_tied
FROM ticket_moment AS m
LEFT JOIN clock_match AS g ON g.match_no = {match: {clock_no} | m.key_no | m.opened_s}
LEFT JOIN clock_match AS l ON l.match_no = {match: {clock_no} | m.last_key_no | m.opened_s}
WHERE NOT coalesce({is_simple}, false) AND {scope: m.ticket_no} {held}
