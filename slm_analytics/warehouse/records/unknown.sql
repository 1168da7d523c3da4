-- Words of a closed vocabulary that no rule knows.
INSERT INTO unknown_value
SELECT r.system, '{field}', r.{field}, count(*)
FROM {name}_row AS r
LEFT JOIN value_map AS m
    ON m.system = r.system AND m.field = '{field}' AND m.word = lower(r.{field})
WHERE r.{field} IS NOT NULL AND m.meaning IS NULL
GROUP BY r.system, r.{field};
