-- What was typed in for a line, or told by a list, in the months of a window. Of lists only what
-- the register does not tell, and of several lists the latest load; `told_by` is the file.
WITH told AS (
    SELECT deliverable AS what, due_on, delivered_on, accepted_on, NULL AS value, NULL AS base,
        evidence, line, 'Register' AS told_by, 0 AS load_number, left(due_on, 7) AS month
    FROM register_deliverable
    WHERE level_id = $level_id
    UNION ALL
    SELECT month, NULL, NULL, NULL, value, base, evidence, line, 'Register', 0, month
    FROM register_monthly_value
    WHERE level_id = $level_id
    UNION ALL
    SELECT d.deliverable, d.due_on::VARCHAR, d.delivered_on::VARCHAR, d.accepted_on::VARCHAR, NULL,
        NULL, d.evidence, d.line, l.file_name, d.load_number, left(d.due_on::VARCHAR, 7)
    FROM deliverable AS d
    INNER JOIN load AS l ON l.load_id = d.load_id
    WHERE d.level_id = $level_id
    UNION ALL
    SELECT v.month, NULL, NULL, NULL, v.value, v.base, v.evidence, v.line, l.file_name,
        v.load_number, v.month
    FROM monthly_value AS v
    INNER JOIN load AS l ON l.load_id = v.load_id
    WHERE v.level_id = $level_id
)
SELECT what, due_on, delivered_on, accepted_on, value, base, evidence, line, told_by
FROM told
WHERE month BETWEEN $first AND $last
QUALIFY row_number() OVER (
    PARTITION BY what, due_on ORDER BY load_number = 0 DESC, load_number DESC, line DESC
) = 1
ORDER BY what, due_on
