-- How many open tickets of each line are past its time: shown beside results, not counted in them.
-- The slots say which tickets, as in the verdicts.
WITH line AS (
    SELECT
        unnest($numbers::INTEGER[]) AS number,
        unnest($clocks::VARCHAR[]) AS clock,
        unnest($holders::VARCHAR[]) AS holder,
        unnest($seconds::BIGINT[]) AS seconds,
        unnest($customers::VARCHAR[]) AS customer,
        unnest($services::VARCHAR[][]) AS services,
        unnest($record_types::VARCHAR[][]) AS record_types,
        unnest($priorities::VARCHAR[][]) AS priorities,
        unnest($categories::VARCHAR[][]) AS categories,
        unnest($sites::VARCHAR[][]) AS sites,
        unnest($groups::VARCHAR[][]) AS groups
),
waiting AS (
    SELECT c.clock, c.holder, c.is_late, c.elapsed_seconds, t.* EXCLUDE (elapsed_seconds)
    FROM ticket_clock AS c
    INNER JOIN ticket_fact AS t ON t.rowid = c.ticket_no
    WHERE c.answer = 'open' AND {counted}
)
SELECT l.number, count(*) AS tickets
FROM waiting AS w
INNER JOIN line AS l
    ON l.clock = w.clock AND l.holder = w.holder AND (l.customer = '' OR l.customer = w.customer)
WHERE coalesce(w.elapsed_seconds > l.seconds, w.is_late) AND {population}
GROUP BY l.number
