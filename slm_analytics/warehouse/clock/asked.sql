-- Tickets whose history has to be walked through for a clock; where no target
-- holds for the keys at the opening, that for the latest keys governs.
-- Slots: {scope}, {clock_no}, {is_simple} as in simple_pausing.sql; {held}.
SELECT
    m.* EXCLUDE (target_no, is_tied, has_no_calendar, calendar_no, last_no, last_calendar_no),
    {clock_no} AS clock_no,
    CASE
        WHEN target_no IS NOT NULL THEN target_no
        WHEN NOT has_no_calendar AND last_no >= 0 AND last_calendar_no >= 0 THEN last_no
    END AS target_no,
    target_no IS NULL
    AND NOT has_no_calendar
    AND (last_no = -2 OR (last_no = -1 AND is_tied)) AS is_tied
FROM (
    SELECT
        m.*,
        CASE WHEN m.last_no >= 0 THEN {calendar: m.last_no | {site: m.key_no} | m.opened_s} END
            AS last_calendar_no
    FROM (
        SELECT m.*, {match: {clock_no} | m.last_key_no | m.opened_s} AS last_no
        FROM ({matched}) AS m
        CROSS JOIN clock_list AS l
        WHERE NOT coalesce({is_simple}, false) {held}
    ) AS m
    CROSS JOIN clock_list AS l
) AS m
