-- The stretches of tickets whose clock stood still at times, while it ran; follows `scoped`.
, held AS (
    SELECT
        ticket_no, system, ticket_id, calendar, site, target_line, hit,
        allowed_seconds AS allowed_s,
        epoch_us(started_at) // 1000000 AS begun_s,
        epoch_us(stopped_at) // 1000000 AS stop_s
    FROM scoped
    WHERE paused_seconds > 0
)
SELECT
    h.ticket_no, h.system, h.ticket_id, h.calendar, h.site, h.target_line, h.hit,
    h.allowed_s, h.begun_s,
    greatest(s.start_s, h.begun_s) AS start_s,
    least(coalesce(s.until_s, h.stop_s), h.stop_s) AS until_s,
    nullif(s.assignment_group, '') AS name,
    w.word,
    w.state IN ('resolved', 'closed', 'cancelled') AS is_ended
FROM held AS h
INNER JOIN ticket_stretch AS s ON s.ticket_no = h.ticket_no
INNER JOIN ticket_word AS w ON w.word_no = s.word_no
WHERE s.start_s < h.stop_s
    AND coalesce(s.until_s, h.stop_s) > h.begun_s
ORDER BY h.ticket_no, s.start_s
