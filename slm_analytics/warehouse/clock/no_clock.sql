-- What ticket_clock.sql gives where nothing is agreed: its columns and no rows.
SELECT
    NULL::INTEGER AS ticket_no,
    NULL::VARCHAR AS clock,
    NULL::VARCHAR AS holder,
    NULL::INTEGER AS cycle,
    NULL::VARCHAR AS target_id,
    NULL::INTEGER AS target_line,
    NULL::VARCHAR AS calendar,
    NULL::VARCHAR AS answer,
    NULL::BOOLEAN AS is_late,
    NULL::BOOLEAN AS is_tied,
    NULL::TIMESTAMP AS started_at,
    NULL::TIMESTAMP AS stopped_at,
    NULL::DATE AS stopped_on,
    NULL::TIMESTAMP AS due_at,
    NULL::DATE AS due_on,
    NULL::BIGINT AS elapsed_seconds,
    NULL::BIGINT AS whole_seconds,
    NULL::BIGINT AS calendar_seconds,
    NULL::BIGINT AS paused_seconds,
    NULL::BIGINT AS allowed_seconds,
    NULL::INTEGER AS history_flags
LIMIT 0
