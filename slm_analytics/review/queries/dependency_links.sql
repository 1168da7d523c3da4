-- What services stand on, as it holds on a day.
SELECT DISTINCT ON (service, component, group_id)
    service, component, coalesce(group_id, '') AS group_id, coalesce(logic, 'series') AS logic,
    needed, redundancy, line
FROM dependency
WHERE (valid_from IS NULL OR valid_from <= $day) AND (valid_to IS NULL OR valid_to >= $day)
ORDER BY service, component, group_id, valid_from DESC NULLS LAST
