-- Monthly values of lists, one row of each: of several lists the latest load tells it.
SELECT level_id, month, value, base, evidence
FROM monthly_value
QUALIFY row_number() OVER (
    PARTITION BY level_id, month ORDER BY load_number DESC, line DESC
) = 1
ORDER BY level_id, month
