-- Targets that clocks of the tickets of a wording run by: how many of these clocks, and of all.
-- The slots say which tickets, as in the verdicts.
WITH mine AS (
    SELECT c.target_id, count(*) AS clocks
    FROM ticket_clock AS c
    INNER JOIN ticket_fact AS t ON t.rowid = c.ticket_no
    WHERE c.clock = $clock
        AND c.holder = $holder
        AND c.target_id IS NOT NULL
        AND {counted}
        AND ($customer = '' OR t.customer = $customer)
        AND {population}
    GROUP BY c.target_id
)
SELECT m.target_id, m.clocks, count(*) AS of_all
FROM mine AS m
INNER JOIN ticket_clock AS c ON c.target_id = m.target_id AND c.clock = $clock AND c.holder = $holder
GROUP BY m.target_id, m.clocks
ORDER BY m.target_id
