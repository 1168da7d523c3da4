-- What sources claim of a unit: with the weight of its terms, and beside it what has none.
SELECT c.start_s, c.until_s, c.weight_ppm, c.is_degraded, u.state, u.told_by, u.system,
    u.reference, u.component, u.is_open
FROM unit_claim AS c
INNER JOIN uptime_claim AS u ON u.claim_no = c.claim_no
WHERE c.unit_no = $unit_no
UNION ALL
SELECT u.from_s, u.until_s, 0, true, u.state, u.told_by, u.system, u.reference, u.component,
    u.is_open
FROM uptime_claim AS u
INNER JOIN availability_unit AS a
    ON a.unit_no = $unit_no
    AND a.kind = 'service'
    AND a.service = u.service
    AND (a.customer IS NULL OR u.customer IS NULL OR a.customer = u.customer)
ANTI JOIN (SELECT claim_no FROM unit_claim WHERE unit_no = $unit_no) AS c
    ON c.claim_no = u.claim_no
WHERE u.state = 'degraded' AND u.from_s < u.until_s
ORDER BY 1, 2
