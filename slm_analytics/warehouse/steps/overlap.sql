-- How the tickets of a file stand to those known from the same format.
-- newer, older: which row is newer; of two equals, or without times, this file's row is taken.
-- gone: known tickets last changed within the file's own span and not in it.
WITH span AS (
    SELECT min(updated_at) AS first_at, max(updated_at) AS last_at FROM incoming_ticket
),
met AS (
    SELECT
        known.ticket_id,
        known.updated_at AS known_at,
        new.updated_at AS new_at
    FROM ticket_version AS known
    INNER JOIN incoming_ticket AS new ON new.ticket_id = known.ticket_id
    WHERE known.system = $system AND known.source = $source
),
lost AS (
    SELECT count(*) AS gone
    FROM ticket_version AS known
    CROSS JOIN span
    WHERE known.system = $system
        AND known.source = $source
        AND known.updated_at BETWEEN span.first_at AND span.last_at
        AND NOT EXISTS (
            SELECT 1 FROM incoming_ticket AS new WHERE new.ticket_id = known.ticket_id
        )
)
SELECT
    count(met.ticket_id) AS known,
    count(*) FILTER (WHERE new_at > known_at) AS newer,
    count(*) FILTER (
        WHERE known_at IS NOT NULL AND (new_at IS NULL OR new_at < known_at)
    ) AS older,
    any_value(lost.gone) AS gone
FROM lost
LEFT JOIN met ON true;
