-- What lies behind differing verdicts, commonest first; follows `scoped`.
SELECT
    difference,
    words,
    count(*) AS tickets,
    count(*) FILTER (WHERE is_proven) AS proven,
    count(*) FILTER (WHERE tool_made) AS tool_met
FROM scoped
WHERE NOT hit
GROUP BY difference, words
ORDER BY tickets DESC, difference, words
