/*---
title = "Words that no rule knows"
grain = ["system", "field", "word"]
needs = ["ticket", "change_update", "value_map", "load", "known_name"]
---*/
-- A word of a closed vocabulary without a meaning, in a list or in changes; and a service or customer
-- that first came up in a later load than the first of its tool, until confirmed.
CREATE TABLE unknown_value AS
WITH firsts AS (
    SELECT system, min(number) AS number FROM load WHERE contract = 'tickets' GROUP BY system
),
said AS (
    SELECT system, 'record_type' AS field, record_type AS word, load_number FROM ticket
    UNION ALL
    SELECT system, 'priority', priority, load_number FROM ticket
    UNION ALL
    SELECT system, 'state', state, load_number FROM ticket
    UNION ALL
    SELECT system, 'hold_reason', hold_reason, load_number FROM ticket
),
words AS (
    SELECT system, field, word, count(*) AS tickets
    FROM said
    WHERE word IS NOT NULL
    GROUP BY system, field, word
),
names AS (
    SELECT system, 'service' AS field, service AS word, ticket_id FROM ticket_version
    UNION ALL
    SELECT system, 'customer', customer, ticket_id FROM ticket_version
),
late_names AS (
    SELECT n.system, n.field, n.word, count(DISTINCT n.ticket_id) AS tickets
    FROM names AS n
    INNER JOIN known_name AS k ON k.system = n.system AND k.field = n.field AND k.word = n.word
    INNER JOIN firsts AS f ON f.system = n.system
    WHERE k.load_number > f.number
    GROUP BY n.system, n.field, n.word
),
changed AS (
    SELECT system, 'priority' AS field, priority AS word, ticket_id FROM change_update
    UNION ALL
    SELECT system, 'state', state, ticket_id FROM change_update
    UNION ALL
    SELECT system, 'hold_reason', hold_reason, ticket_id FROM change_update
),
changed_words AS (
    SELECT c.system, c.field, c.word, count(DISTINCT c.ticket_id) AS tickets
    FROM changed AS c
    ANTI JOIN words AS w ON w.system = c.system AND w.field = c.field AND w.word = c.word
    WHERE c.word IS NOT NULL
    GROUP BY c.system, c.field, c.word
),
candidates AS (
    SELECT system, field, word, tickets FROM words
    UNION ALL
    SELECT system, field, word, tickets FROM changed_words
    UNION ALL
    SELECT system, field, word, tickets FROM late_names
)
SELECT c.system, c.field, c.word, c.tickets
FROM candidates AS c
LEFT JOIN value_map AS m
    ON m.system = c.system AND m.field = c.field AND m.word = lower(c.word)
WHERE m.meaning IS NULL
ORDER BY c.tickets DESC, c.system, c.field, c.word;
