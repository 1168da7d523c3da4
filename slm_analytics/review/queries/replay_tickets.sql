-- Clocks of the tickets that a wording of a line is about, each with the month it counts in.
-- Slots as in the verdicts: which tickets, and on which day they count.
WITH shown AS (
    SELECT
        c.ticket_no,
        c.cycle,
        c.answer,
        c.is_late,
        c.whole_seconds AS elapsed_seconds,
        {day} AS day
    FROM ticket_clock AS c
    INNER JOIN ticket_fact AS t ON t.rowid = c.ticket_no
    WHERE c.clock = $clock
        AND c.holder = $holder
        AND {counted}
        AND ($customer = '' OR t.customer = $customer)
        AND {population}
)
SELECT ticket_no, cycle, answer, is_late, elapsed_seconds, date_trunc('month', day)::DATE AS month
FROM shown
WHERE day >= $start AND day < $until
