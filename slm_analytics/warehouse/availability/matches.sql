-- Which claims speak of which unit: a service by its name and customer, a component by its own
-- and the service it is named with.
CREATE OR REPLACE TEMP TABLE avail_match AS
SELECT u.unit_no, c.claim_no
FROM uptime_claim AS c
INNER JOIN avail_unit AS u
    ON u.kind = 'service'
    AND u.service = c.service
    AND (u.customer IS NULL OR c.customer IS NULL OR u.customer = c.customer)
WHERE c.from_s < u.until_s AND c.until_s > u.start_s
UNION ALL
SELECT u.unit_no, c.claim_no
FROM uptime_claim AS c
INNER JOIN avail_unit AS u
    ON u.kind = 'component'
    AND u.component = c.component
    AND (c.service IS NULL OR u.service IS NULL OR u.service = c.service)
    AND (u.customer IS NULL OR c.customer IS NULL OR u.customer = c.customer)
WHERE c.from_s < u.until_s AND c.until_s > u.start_s;
