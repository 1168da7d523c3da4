-- What sources claim of one outage, in the order of their edges.
SELECT
    c.told_by, c.system, c.state, c.component, c.site, c.from_s, c.until_s, c.is_open, c.cause,
    c.ticket_id, c.users, c.reference, c.description
FROM service_outage AS o
INNER JOIN uptime_claim AS c ON list_contains(o.claim_nos, c.claim_no)
WHERE o.service_outage_no = $outage
ORDER BY c.told_by, c.system, c.component NULLS FIRST, c.from_s, c.claim_no
