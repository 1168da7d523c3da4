-- The states that tickets of a customer were in before they ended, with tickets and hours.
WITH mine AS (
    SELECT key_no FROM ticket_key WHERE customer = $customer
),
clock AS (
    SELECT epoch_us(as_of) // 1000000 AS now_s FROM generation
)
SELECT
    w.word,
    count(DISTINCT s.ticket_no) AS tickets,
    sum(greatest(coalesce(s.until_s, clock.now_s) - s.start_s, 0)) / 3600.0 AS hours
FROM ticket_stretch AS s
INNER JOIN mine ON mine.key_no = s.key_no
INNER JOIN ticket_word AS w ON w.word_no = s.word_no
CROSS JOIN clock
WHERE w.state IN ('new', 'in_progress', 'on_hold')
GROUP BY w.word
ORDER BY hours DESC, w.word
