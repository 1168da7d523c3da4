-- Which target holds for which keys, by clock and epoch; made once per set of rules.
-- Slots: {keys}, {epochs}, {sites}: how many there are (a key number is clock x
-- key x epoch); {same_keys}: per set of named keys, the keys that targets naming it hold for.
CREATE OR REPLACE TEMP TABLE clock_key AS
SELECT
    k.key_no,
    coalesce(s.site_no, 0)::INTEGER AS site_no,
    k.priority,
    k.priority IN ('P1', 'P2', 'P3', 'P4', 'P5') AS is_ranked
FROM ticket_key AS k
LEFT JOIN clock_site AS s ON s.site = k.site;

CREATE OR REPLACE TEMP TABLE clock_match AS
WITH candidate AS (
    {same_keys}
),
chosen AS (
    SELECT
        clock_no,
        key_no,
        epoch,
        max(exactness) AS most,
        arg_max(target_no, exactness) AS target_no
    FROM (SELECT *, unnest(range(first_epoch, until_epoch)) AS epoch FROM candidate)
    GROUP BY clock_no, key_no, epoch
),
counted AS (
    SELECT c.clock_no, c.key_no, c.epoch, any_value(c.target_no) AS target_no, count(*) AS found
    FROM chosen AS c
    INNER JOIN candidate AS d
        ON d.clock_no = c.clock_no
        AND d.key_no = c.key_no
        AND d.exactness = c.most
        AND c.epoch >= d.first_epoch
        AND c.epoch < d.until_epoch
    GROUP BY c.clock_no, c.key_no, c.epoch
)
SELECT
    ((c.clock_no * {keys} + c.key_no) * {epochs} + c.epoch)::INTEGER AS match_no,
    CASE WHEN c.found = 1 THEN c.target_no END AS matched_no,
    CASE WHEN c.found = 1 AND p.calendar_no >= 0 THEN c.target_no END AS target_no,
    c.found > 1 AS is_tied,
    c.found = 1 AND p.calendar_no < 0 AS has_no_calendar,
    p.calendar_no,
    t.seconds,
    t.days,
    t.by_time,
    t.pause_set,
    t.has_pauses,
    t.moves,
    t.tie_misses,
    t.has_response_states,
    t.is_simple
FROM counted AS c
INNER JOIN clock_target AS t ON t.target_no = c.target_no
INNER JOIN clock_key AS k ON k.key_no = c.key_no
INNER JOIN clock_calendar AS p
    ON p.pick_no = (c.target_no * {sites} + k.site_no) * {epochs} + c.epoch;
