-- What a line counts in each month, by condition; the versions of a line together.
SELECT
    level_id,
    condition_no,
    month,
    count(*) FILTER (WHERE is_within)::INTEGER AS within,
    count(is_within)::INTEGER AS counted,
    (count(*) - count(is_within))::INTEGER AS unanswered,
    list(elapsed_seconds ORDER BY elapsed_seconds)
        FILTER (WHERE elapsed_seconds IS NOT NULL AND level_id IN (SELECT level_id FROM level_timed))
        AS seconds
FROM ticket_verdict
GROUP BY level_id, condition_no, month
