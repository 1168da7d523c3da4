-- Of a customer's tickets that were resolved in a month: those without a target, and services
-- of which no line of a contract speaks.
WITH mine AS (
    SELECT
        t.service,
        t.is_cancelled OR t.is_duplicate OR t.parent_id IS NOT NULL AS is_apart,
        EXISTS (
            SELECT 1
            FROM ticket_clock AS c
            WHERE c.ticket_no = t.rowid AND c.clock = 'resolution' AND c.target_id IS NOT NULL
        ) AS has_target,
        EXISTS (SELECT 1 FROM ticket_verdict AS v WHERE v.ticket_no = t.rowid) AS has_line
    FROM ticket_fact AS t
    WHERE coalesce(t.customer, '') = $customer
        AND t.resolved_on >= $start
        AND t.resolved_on < $until
)
SELECT
    service,
    count(*) AS tickets,
    count(*) FILTER (WHERE NOT has_target) AS without_target,
    count(*) FILTER (WHERE NOT has_line) AS without_line
FROM mine
WHERE NOT is_apart
GROUP BY service
ORDER BY service NULLS LAST
