-- Tickets asked for, with the target that holds at their opening, and its calendar.
-- Slots: {scope}: tickets asked for; {clock_no}.
    SELECT
        m.* EXCLUDE (match_no, found_calendar_no),
        CASE WHEN m.match_no >= 0 AND m.found_calendar_no >= 0 THEN m.match_no END AS target_no,
        m.match_no = -2 AS is_tied,
        m.match_no >= 0 AND m.found_calendar_no < 0 AS has_no_calendar,
        m.found_calendar_no AS calendar_no
    FROM (
        SELECT
            m.*,
            CASE WHEN m.match_no >= 0 THEN {calendar: m.match_no | {site: m.key_no} | m.opened_s} END
                AS found_calendar_no
        FROM (
            SELECT m.*, {match: {clock_no} | m.{key} | m.opened_s} AS match_no
            FROM ticket_moment AS m
            CROSS JOIN clock_list AS l
            WHERE {scope: m.ticket_no}
        ) AS m
        CROSS JOIN clock_list AS l
    ) AS m
