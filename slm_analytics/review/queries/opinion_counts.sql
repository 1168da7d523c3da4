-- Verdicts of the tool against ours; follows `scoped`.
SELECT tool_made, made, count(*) AS tickets
FROM scoped
GROUP BY tool_made, made
