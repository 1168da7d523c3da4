-- Clocks decided, by name, month and line of the register; follows `scoped`.
SELECT
    {column} AS name,
    month::DATE AS month,
    target_line,
    count(*) FILTER (WHERE hit) AS met,
    count(*) AS decided
FROM scoped
GROUP BY {column}, month, target_line
