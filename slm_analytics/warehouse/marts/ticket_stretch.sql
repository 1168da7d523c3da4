/*---
title = "What was true of tickets from when to when"
grain = ["ticket_no", "start_s"]
needs = ["ticket_fact", "update_fact"]
---*/
-- Histories made regular, by the rules of domain/history.py; nothing here
-- depends on what was agreed. Instants are seconds since 1970 UTC. Tickets are
-- numbered by their place in ticket_fact (its rowid).
CREATE TEMP TABLE told AS
SELECT
    t.rowid::INTEGER AS ticket_no,
    epoch_us(t.opened_at) // 1000000 AS opened_s,
    epoch_us(u.updated_at) // 1000000 AS told_s,
    u.sequence,
    u.told_by,
    u.state,
    u.hold_reason,
    CASE
        WHEN u.state = 'on_hold' AND u.hold_reason <> '' THEN 'on_hold/' || u.hold_reason
        ELSE u.state
    END AS word,
    u.priority,
    u.service,
    u.assignment_group,
    u.assigned_to,
    coalesce(u.vendor, '') AS vendor
FROM update_fact AS u
INNER JOIN ticket_fact AS t ON t.system = u.system AND t.ticket_id = u.ticket_id;

-- One row per update: what held after it. What it does not say goes on as
-- before; what was never said before is as first told, else as the ticket says.
CREATE TEMP TABLE standing AS
WITH carried AS (
    SELECT
        ticket_no,
        opened_s,
        told_s,
        row_number() OVER past AS place,
        lead(told_s) OVER past AS next_s,
        coalesce(lag(sequence) OVER past > sequence AND sequence > 0, false) AS is_unordered,
        coalesce(lag(told_s) OVER past = told_s, false) AS is_same_second,
        state,
        coalesce(last_value(word IGNORE NULLS) OVER past, 'new') AS word,
        coalesce(last_value(word IGNORE NULLS) OVER before, 'new') AS word_before,
        coalesce(
            last_value(priority IGNORE NULLS) OVER past, first_value(priority IGNORE NULLS) OVER rest
        ) AS priority,
        coalesce(
            last_value(service IGNORE NULLS) OVER past, first_value(service IGNORE NULLS) OVER rest
        ) AS service,
        coalesce(
            last_value(assignment_group IGNORE NULLS) OVER past,
            first_value(assignment_group IGNORE NULLS) OVER rest
        ) AS assignment_group,
        bool_or(assignment_group <> '' OR assigned_to <> '') OVER past AS is_assigned,
        vendor
    FROM told
    WINDOW
        past AS (
            PARTITION BY ticket_no ORDER BY told_s, sequence, told_by ROWS UNBOUNDED PRECEDING
        ),
        before AS (
            PARTITION BY ticket_no ORDER BY told_s, sequence, told_by
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ),
        rest AS (
            PARTITION BY ticket_no ORDER BY told_s, sequence, told_by
            ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
        )
)
SELECT
    c.ticket_no,
    c.opened_s,
    c.told_s,
    c.place,
    c.next_s,
    c.is_unordered,
    c.is_same_second,
    c.state AS told_state,
    c.word,
    split_part(c.word, '/', 1) IN ('resolved', 'closed', 'cancelled') AS is_ended,
    split_part(c.word_before, '/', 1) IN ('resolved', 'closed', 'cancelled') AS was_ended,
    greatest(c.told_s, c.opened_s) AS start_s,
    CASE WHEN c.next_s IS NOT NULL THEN greatest(c.next_s, c.opened_s) END AS until_s,
    coalesce(t.customer, '') AS customer,
    coalesce(c.service, t.service, '') AS service,
    coalesce(t.record_type, '') AS record_type,
    coalesce(c.priority, t.priority, '') AS priority,
    coalesce(t.site, '') AS site,
    coalesce(c.assignment_group, t.assignment_group, '') AS assignment_group,
    c.vendor,
    coalesce(c.is_assigned, false) AS is_assigned,
    t.is_open,
    t.state AS ticket_state,
    t.hold_reason AS ticket_hold_reason,
    epoch_us(t.resolved_at) // 1000000 AS resolved_s,
    epoch_us(t.closed_at) // 1000000 AS closed_s,
    epoch_us(t.ended_at) // 1000000 AS ended_s,
    epoch_us(t.updated_at) // 1000000 AS updated_s
FROM carried AS c
INNER JOIN ticket_fact AS t ON t.rowid = c.ticket_no;

-- How a history ends where it does not end as its ticket did.
CREATE TEMP TABLE ending AS
SELECT
    * EXCLUDE (start_s, word),
    CASE
        WHEN is_open AND updated_s > start_s THEN updated_s
        WHEN is_open THEN NULL
        WHEN resolved_s >= start_s THEN resolved_s
        WHEN closed_s >= start_s THEN closed_s
        WHEN ended_s >= start_s THEN ended_s
        ELSE start_s
    END AS start_s,
    CASE
        WHEN is_open AND ticket_state = 'on_hold' AND ticket_hold_reason <> ''
        THEN ticket_state || '/' || ticket_hold_reason
        WHEN is_open OR ticket_state IN ('resolved', 'closed', 'cancelled') THEN ticket_state
        ELSE 'closed'
    END AS word
FROM standing
WHERE next_s IS NULL AND is_open = is_ended;

CREATE TEMP TABLE passage AS
SELECT
    ticket_no, opened_s AS start_s, start_s AS until_s,
    CASE WHEN is_ended OR split_part(word, '/', 1) = 'on_hold' THEN 'new' ELSE word END AS word,
    customer, service, record_type, priority, site, assignment_group, vendor, is_assigned
FROM standing
WHERE place = 1 AND start_s > opened_s
UNION ALL
SELECT
    s.ticket_no, s.start_s, coalesce(s.until_s, e.start_s) AS until_s, s.word,
    s.customer, s.service, s.record_type, s.priority, s.site,
    s.assignment_group, s.vendor, s.is_assigned
FROM standing AS s
LEFT JOIN ending AS e ON e.ticket_no = s.ticket_no AND s.next_s IS NULL
WHERE coalesce(s.until_s, e.start_s) IS NULL OR coalesce(s.until_s, e.start_s) > s.start_s
UNION ALL
SELECT
    ticket_no, start_s, NULL AS until_s, coalesce(word, '') AS word,
    customer, service, record_type, priority, site, assignment_group, vendor, is_assigned
FROM ending
WHERE start_s IS NOT NULL;

-- The words of states that come up, `state` or `on_hold/reason`, numbered.
CREATE TABLE ticket_word AS
SELECT
    (row_number() OVER (ORDER BY word) - 1)::INTEGER AS word_no,
    word,
    split_part(word, '/', 1) AS state
FROM (
    SELECT DISTINCT word FROM passage
    UNION
    SELECT unnest(['new', 'in_progress', 'on_hold', 'resolved', 'closed', 'cancelled'])
);

-- What decides which target holds for a ticket; empty where it is not known.
CREATE TABLE ticket_key AS
SELECT
    (row_number() OVER (ORDER BY customer, service, record_type, priority, site) - 1)::INTEGER
        AS key_no,
    customer, service, record_type, priority, site
FROM (
    SELECT DISTINCT customer, service, record_type, priority, site FROM passage
    UNION
    SELECT DISTINCT
        coalesce(customer, ''), coalesce(service, ''), coalesce(record_type, ''),
        coalesce(priority, ''), coalesce(site, '')
    FROM ticket_fact
);

-- Only tickets that have a history; `until_s` is null for the last.
CREATE TABLE ticket_stretch AS
SELECT
    p.ticket_no,
    p.start_s,
    p.until_s,
    w.word_no,
    k.key_no,
    p.assignment_group,
    p.vendor,
    p.is_assigned
FROM passage AS p
INNER JOIN ticket_word AS w ON w.word = p.word
INNER JOIN ticket_key AS k
    ON k.customer = p.customer
    AND k.service = p.service
    AND k.record_type = p.record_type
    AND k.priority = p.priority
    AND k.site = p.site
ORDER BY p.ticket_no, p.start_s;

-- What was irregular about a history, as bits in the order of HistoryFlag.
CREATE TEMP TABLE oddity AS
WITH told_twice AS (
    SELECT DISTINCT ticket_no
    FROM told
    WHERE (ticket_no, told_s) IN (SELECT (ticket_no, told_s) FROM standing WHERE is_same_second)
    GROUP BY
        ticket_no, told_s, state, hold_reason, priority, service, assignment_group, assigned_to,
        vendor
    HAVING count(*) > 1
)
SELECT
    s.ticket_no,
    2 * max((d.ticket_no IS NOT NULL)::INTEGER)
    + 4 * max(s.is_unordered::INTEGER)
    + 8 * max((s.place = 1 AND s.told_s < s.opened_s)::INTEGER)
    + 16 * max(
        (s.place = 1 AND s.told_s > s.opened_s AND coalesce(s.told_state <> 'new', true))::INTEGER
    )
    + 32 * max((s.next_s IS NULL AND s.is_open = s.is_ended)::INTEGER)
    + 64 * coalesce(
        bool_and(NOT s.is_open) AND bool_or(s.next_s IS NULL AND s.is_ended)
        AND abs(
            max(s.start_s) FILTER (WHERE s.is_ended AND NOT s.was_ended) - any_value(s.resolved_s)
        ) >= 60,
        false
    )::INTEGER AS flags
FROM standing AS s
LEFT JOIN told_twice AS d ON d.ticket_no = s.ticket_no
GROUP BY s.ticket_no;

DROP TABLE told;
DROP TABLE standing;
DROP TABLE ending;
DROP TABLE passage;
