-- One sheet of the register that the clocks were computed with.
SELECT *
FROM {sheet}
ORDER BY line
