-- Results of some lines over some months, one row per line, month and condition.
SELECT level_id, line, month, first_month, last_month, state, why, condition_no, within, counted,
    allowed_misses, unanswered, actual, is_below_minimum, months_lacking, held_days, window_days,
    wording
FROM service_level_result
WHERE month >= $start AND month <= $last AND level_id IN (SELECT unnest($levels::VARCHAR[]))
ORDER BY level_id, month, condition_no
