-- The words that no rule knows, commonest first.
SELECT system, field, word, tickets
FROM unknown_value
ORDER BY tickets DESC, field, word
