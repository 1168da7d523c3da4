-- What adjustments.sql gives where no month is signed off: its columns and no rows.
SELECT
    NULL::VARCHAR AS level_id,
    NULL::INTEGER AS condition_no,
    NULL::VARCHAR AS system,
    NULL::VARCHAR AS ticket_id,
    NULL::INTEGER AS cycle,
    NULL::DATE AS signed_month,
    NULL::DATE AS month,
    NULL::VARCHAR AS what,
    NULL::BOOLEAN AS was_within,
    NULL::BOOLEAN AS is_within
LIMIT 0
