-- What was typed in for a line, in the months of a window.
SELECT deliverable AS what, due_on, delivered_on, accepted_on, NULL AS value, NULL AS base, evidence, line
FROM register_deliverable
WHERE level_id = $level_id AND left(due_on, 7) BETWEEN $first AND $last
UNION ALL
SELECT month, NULL, NULL, NULL, value, base, evidence, line
FROM register_monthly_value
WHERE level_id = $level_id AND month BETWEEN $first AND $last
ORDER BY what, due_on
