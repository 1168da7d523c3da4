/*---
title = "What was true of tickets from when to when, those without a history too"
grain = ["ticket_no", "start_s"]
needs = ["ticket_moment", "ticket_stretch", "ticket_fact"]
---*/
-- A ticket without a history ran from its opening to its end.
CREATE VIEW all_stretch AS
WITH word AS (
    SELECT
        max(word_no) FILTER (WHERE word = 'in_progress') AS runs,
        max(word_no) FILTER (WHERE word = 'resolved') AS resolved
    FROM ticket_word
),
alone AS (
    SELECT
        m.ticket_no,
        m.opened_s,
        m.ended_s,
        CASE WHEN m.closed_s > m.ended_s THEN m.closed_s END AS closed_later_s,
        m.last_word_no,
        m.key_no,
        coalesce(t.assignment_group, '') AS assignment_group,
        coalesce(t.vendor, '') AS vendor
    FROM ticket_moment AS m
    INNER JOIN ticket_fact AS t ON t.rowid = m.ticket_no
    WHERE NOT m.has_history
),
part AS (
    SELECT *, opened_s AS start_s, ended_s AS until_s, word.runs AS word_no
    FROM alone, word
    WHERE ended_s IS NULL OR ended_s > opened_s
    UNION ALL
    SELECT
        *, ended_s, closed_later_s,
        CASE WHEN closed_later_s IS NULL THEN last_word_no ELSE word.resolved END
    FROM alone, word
    WHERE ended_s IS NOT NULL
    UNION ALL
    SELECT *, closed_later_s, NULL, last_word_no
    FROM alone, word
    WHERE closed_later_s IS NOT NULL
)
SELECT
    ticket_no, start_s, until_s, word_no, key_no, assignment_group, vendor,
    assignment_group <> '' AS is_assigned
FROM part
UNION ALL
SELECT
    ticket_no, start_s, until_s, word_no, key_no, assignment_group, vendor, is_assigned
FROM ticket_stretch;
