-- The stretches that tickets of a customer were on hold, up to the latest instant loaded.
SELECT
    w.word,
    k.priority,
    k.site,
    s.start_s,
    greatest(coalesce(s.until_s, epoch_us(g.as_of) // 1000000), s.start_s) AS until_s
FROM ticket_stretch AS s
INNER JOIN ticket_key AS k ON k.key_no = s.key_no AND k.customer = $customer
INNER JOIN ticket_word AS w ON w.word_no = s.word_no AND w.state = 'on_hold'
CROSS JOIN generation AS g
