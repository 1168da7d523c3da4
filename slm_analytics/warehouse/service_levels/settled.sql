-- Verdicts with months that were signed off as they were counted then. A ticket that
-- counts in such a month counts nowhere else for its line; what came later counts not in it.
WITH settled AS (
    SELECT
        f.rowid::INTEGER AS ticket_no,
        s.level_id,
        s.line,
        s.condition_no,
        s.cycle,
        s.month,
        s.is_within,
        s.elapsed_seconds
    FROM signed_verdict AS s
    LEFT JOIN ticket_fact AS f ON f.system = s.system AND f.ticket_id = s.ticket_id
)
FROM settled
UNION ALL
SELECT f.*
FROM fresh_verdict AS f
ANTI JOIN signed_level AS l ON l.level_id = f.level_id AND l.month = f.month
ANTI JOIN settled AS s
    ON s.level_id = f.level_id
    AND s.condition_no = f.condition_no
    AND s.ticket_no = f.ticket_no
    AND s.cycle = f.cycle
