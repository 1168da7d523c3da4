-- How many clocks have which set of irregularities in their history; follows `scoped`.
SELECT history_flags AS flags, count(*) AS clocks
FROM scoped
GROUP BY history_flags
