-- How many tickets a list has; follows `scoped`.
SELECT count(*) AS n
FROM scoped
WHERE {condition}
