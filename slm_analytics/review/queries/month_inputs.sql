-- Tickets opened in each month, by the customer and by the format and tool that told of them.
-- Where several formats tell of a tool, a ticket counts for each that has a row of it.
WITH shared AS (
    SELECT system
    FROM load
    WHERE contract = 'tickets'
    GROUP BY system
    HAVING count(DISTINCT source) > 1
),
one AS (
    SELECT system, any_value(source) AS source
    FROM load
    WHERE contract = 'tickets'
    GROUP BY system
    HAVING count(DISTINCT source) = 1
),
told AS (
    SELECT f.system, o.source, f.customer, f.opened_on
    FROM ticket_fact AS f
    INNER JOIN one AS o ON o.system = f.system
    UNION ALL
    SELECT f.system, v.source, f.customer, f.opened_on
    FROM ticket_fact AS f
    INNER JOIN shared AS s ON s.system = f.system
    INNER JOIN ticket_version AS v ON v.system = f.system AND v.ticket_id = f.ticket_id
)
SELECT
    system,
    source,
    customer,
    date_trunc('month', opened_on)::DATE AS month,
    count(*) AS opened,
    count(*) FILTER (WHERE day(opened_on) <= 7) AS first_week,
    count(*) FILTER (WHERE opened_on > last_day(opened_on) - 7) AS last_week,
    max(opened_on) AS newest_on
FROM told
WHERE opened_on IS NOT NULL
GROUP BY ALL
ORDER BY system, source, customer, month
