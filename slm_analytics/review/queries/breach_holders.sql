-- Who held the tickets of missed clocks from when to when, while they ran; follows `scoped`.
, missed AS (
    SELECT
        ticket_no, calendar, site,
        epoch_us(started_at) // 1000000 AS begun_s,
        epoch_us(stopped_at) // 1000000 AS stop_s
    FROM scoped
    WHERE NOT hit
)
SELECT
    nullif(s.assignment_group, '') AS name,
    m.calendar,
    m.site,
    m.ticket_no,
    greatest(s.start_s, m.begun_s) AS start_s,
    least(coalesce(s.until_s, m.stop_s), m.stop_s) AS until_s
FROM missed AS m
INNER JOIN all_stretch AS s ON s.ticket_no = m.ticket_no
INNER JOIN ticket_word AS w ON w.word_no = s.word_no
WHERE s.start_s < m.stop_s
    AND coalesce(s.until_s, m.stop_s) > m.begun_s
    AND w.state NOT IN ('resolved', 'closed', 'cancelled')
