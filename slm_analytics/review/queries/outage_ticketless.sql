-- Failures without a ticket, or whose ticket is not in the data, where any is loaded; follows
-- `scoped`.
SELECT
    o.service_outage_no, o.customer, o.service, o.zone, o.start_s, o.until_s, o.down_ppm_seconds,
    o.sources, o.ticket_id, count(*) OVER () AS of_all
FROM scoped AS o
ANTI JOIN ticket_fact AS t ON t.ticket_id = o.ticket_id
WHERE o.is_failure AND EXISTS (SELECT 1 FROM ticket_fact)
ORDER BY o.down_ppm_seconds DESC, o.start_s DESC, o.service, o.customer NULLS FIRST
LIMIT $most
