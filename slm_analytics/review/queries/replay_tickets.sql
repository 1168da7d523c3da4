-- Clocks of the tickets that a wording of a line is about, each with the month it counts in.
WITH shown AS (
    SELECT
        c.ticket_no,
        c.cycle,
        c.answer,
        c.is_late,
        c.elapsed_seconds,
        CASE
            WHEN $is_decided AND (c.answer IN ('met', 'missed') OR c.is_late)
            THEN least(c.stopped_on, c.due_on)
            WHEN $is_decided THEN NULL
            WHEN c.clock = 'response' THEN t.opened_on
            ELSE c.stopped_on
        END AS day
    FROM ticket_clock AS c
    INNER JOIN ticket_fact AS t ON t.rowid = c.ticket_no
    WHERE c.clock = $clock
        AND c.holder = ''
        AND NOT coalesce(t.is_cancelled, false)
        AND NOT coalesce(t.is_duplicate, false)
        AND t.parent_id IS NULL
        AND ($customer = '' OR t.customer = $customer)
        AND (len($services::VARCHAR[]) = 0 OR list_contains($services::VARCHAR[], t.service))
        AND (len($record_types::VARCHAR[]) = 0 OR list_contains($record_types::VARCHAR[], t.record_type))
        AND (len($priorities::VARCHAR[]) = 0 OR list_contains($priorities::VARCHAR[], t.priority))
        AND (len($categories::VARCHAR[]) = 0 OR list_contains($categories::VARCHAR[], t.category))
        AND (len($sites::VARCHAR[]) = 0 OR list_contains($sites::VARCHAR[], t.site))
        AND (len($groups::VARCHAR[]) = 0 OR list_contains($groups::VARCHAR[], t.assignment_group))
)
SELECT ticket_no, cycle, answer, is_late, elapsed_seconds, date_trunc('month', day)::DATE AS month
FROM shown
WHERE day >= $start AND day < $until
