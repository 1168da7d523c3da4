/*---
title = "Updates of tickets put together from changes told field by field"
grain = ["system", "ticket_id", "updated_at", "sequence"]
needs = ["ticket_change"]
---*/
-- One row per ticket and second in which something changed, with all that is
-- known of the ticket after it; and before the first (sequence -1) what was true
-- until then, by the old values. Words are the tool's own, as in ticket_update.
-- Of several changes of one field in a second the last holds: that whose new
-- value no other of them replaces. Keys of a database are no names.
CREATE TABLE change_update AS
WITH told AS (
    SELECT
        system,
        ticket_id,
        changed_at,
        lower(field) AS field,
        coalesce(old_value, '') AS word_before,
        coalesce(new_value, '') AS word,
        coalesce(sequence, 0) AS sequence,
        load_number,
        line
    FROM ticket_change
    WHERE lower(field) IN (
        'state', 'hold_reason', 'priority', 'service', 'assignment_group', 'assigned_to', 'vendor'
    )
    AND NOT regexp_full_match(coalesce(new_value, ''), '[0-9a-fA-F]{32}')
    AND NOT regexp_full_match(coalesce(old_value, ''), '[0-9a-fA-F]{32}')
),
counted AS (
    SELECT
        system,
        ticket_id,
        changed_at,
        field,
        any_value(word_before) AS word_before,
        any_value(word) AS word,
        count(*) AS times
    FROM told
    GROUP BY system, ticket_id, changed_at, field
),
together AS (
    SELECT
        t.*,
        list(t.word_before) OVER same AS all_before,
        list(t.word) OVER same AS all_after
    FROM told AS t
    SEMI JOIN (SELECT * FROM counted WHERE times > 1) AS c
        ON c.system = t.system
        AND c.ticket_id = t.ticket_id
        AND c.changed_at = t.changed_at
        AND c.field = t.field
    WINDOW same AS (PARTITION BY t.system, t.ticket_id, t.changed_at, t.field)
),
settled AS (
    SELECT system, ticket_id, changed_at, field, word_before, word FROM counted WHERE times = 1
    UNION ALL
    SELECT
        system,
        ticket_id,
        changed_at,
        field,
        arg_min(
            word_before, (list_contains(all_after, word_before), sequence, load_number, line)
        ) AS word_before,
        arg_max(
            word, (NOT list_contains(all_before, word), sequence, load_number, line)
        ) AS word
    FROM together
    GROUP BY system, ticket_id, changed_at, field
),
moment AS (
    SELECT DISTINCT system, ticket_id, changed_at FROM settled
),
known AS (
    SELECT
        system,
        ticket_id,
        field,
        arg_min(word_before, changed_at) AS word_at_first,
        min(min(changed_at)) OVER (PARTITION BY system, ticket_id) AS first_at
    FROM settled
    GROUP BY system, ticket_id, field
),
whole AS (
    SELECT
        m.system,
        m.ticket_id,
        m.changed_at,
        k.field,
        coalesce(
            last_value(s.word IGNORE NULLS) OVER (
                PARTITION BY m.system, m.ticket_id, k.field ORDER BY m.changed_at
                ROWS UNBOUNDED PRECEDING
            ),
            k.word_at_first
        ) AS word
    FROM moment AS m
    INNER JOIN known AS k ON k.system = m.system AND k.ticket_id = m.ticket_id
    LEFT JOIN settled AS s
        ON s.system = m.system
        AND s.ticket_id = m.ticket_id
        AND s.changed_at = m.changed_at
        AND s.field = k.field
),
line AS (
    SELECT system, ticket_id, changed_at, 0 AS sequence, field, nullif(word, '') AS word
    FROM whole
    UNION ALL
    SELECT system, ticket_id, first_at, -1, field, nullif(word_at_first, '')
    FROM known
)
SELECT
    system,
    ticket_id,
    changed_at AS updated_at,
    sequence::INTEGER AS sequence,
    max(word) FILTER (WHERE field = 'state') AS state,
    max(word) FILTER (WHERE field = 'hold_reason') AS hold_reason,
    max(word) FILTER (WHERE field = 'priority') AS priority,
    max(word) FILTER (WHERE field = 'service') AS service,
    max(word) FILTER (WHERE field = 'assignment_group') AS assignment_group,
    max(word) FILTER (WHERE field = 'assigned_to') AS assigned_to,
    max(word) FILTER (WHERE field = 'vendor') AS vendor
FROM line
GROUP BY system, ticket_id, changed_at, sequence
HAVING sequence = 0 OR count(word) > 0
ORDER BY system, ticket_id, updated_at, sequence;
