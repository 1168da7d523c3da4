-- Openings up to the as-of time by month, with those of its first and last seven days.
SELECT
    date_trunc('month', opened_on)::DATE AS month,
    count(*) AS opened,
    count(*) FILTER (day(opened_on) <= 7) AS first_week,
    count(*) FILTER (opened_on > last_day(opened_on) - 7) AS last_week
FROM ticket_fact
WHERE opened_at <= (SELECT as_of FROM generation)
GROUP BY ALL
ORDER BY month
