-- What is loaded, in one row.
SELECT
    g.number,
    g.as_of,
    (SELECT count(*) FROM ticket_fact) AS tickets,
    (SELECT count(*) FROM update_told) AS updates,
    least(
        (SELECT min(opened_on) FROM ticket_fact),
        (SELECT DATE '1970-01-01' + min(first_day_no) FROM availability_unit WHERE kind = 'service')
    ) AS first_on,
    greatest(
        (SELECT max(opened_on) FROM ticket_fact WHERE opened_at <= g.as_of),
        (SELECT least(DATE '1970-01-01' + max(last_day_no), g.as_of::DATE)
        FROM availability_unit WHERE kind = 'service')
    ) AS last_on,
    (SELECT min(opened_at) FROM ticket_fact) AS first_opened_at,
    (SELECT max(opened_at) FROM ticket_fact) AS last_opened_at,
    (SELECT count(*) FROM load) AS loads,
    (SELECT count(*) FROM set_aside_row) AS set_aside,
    (SELECT count(*) FROM unknown_value) AS unknown_words,
    (SELECT coalesce(bool_or(is_sample), false) FROM load) AS is_sample,
    coalesce(
        (SELECT arg_max(zone, (latest_at, number)) FROM load WHERE latest_at IS NOT NULL),
        (SELECT zone FROM uptime_reach)
    ) AS zone
FROM generation AS g
