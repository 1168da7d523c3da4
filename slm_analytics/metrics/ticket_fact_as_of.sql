-- The tickets as they stood at $seen_at, as far as their newest rows can tell. Opened later: not
-- there yet. Ended later: open then, with no time of resolution. What an export says only of
-- today (state, verdict, counts of moves) is not known of that time. A ticket reopened since
-- counts as open up to its last end.
SELECT * REPLACE (
    NULL::VARCHAR AS state,
    NULL::VARCHAR AS hold_reason,
    CASE WHEN stopped_at <= $seen_at THEN stopped_at END AS stopped_at,
    CASE WHEN ended_at <= $seen_at THEN ended_at END AS ended_at,
    CASE WHEN stopped_at <= $seen_at THEN resolved_on END AS resolved_on,
    CASE WHEN ended_at <= $seen_at THEN ended_on END AS ended_on,
    CASE WHEN stopped_at <= $seen_at THEN elapsed_seconds END AS elapsed_seconds,
    is_open OR coalesce(ended_at > $seen_at, false) AS is_open,
    is_cancelled AND coalesce(ended_at <= $seen_at, true) AS is_cancelled,
    NULL::BIGINT AS reopen_count,
    NULL::BIGINT AS reassignment_count,
    NULL::BOOLEAN AS made_sla
)
FROM ticket_fact
WHERE opened_at <= $seen_at
