-- Which target holds for which keys, by clock and epoch; made once per set of rules.
-- Slots: {keys}, {epochs}, {clocks}: how many there are (a match is found by
-- clock, key and epoch); {same_keys}: per set of named keys, the keys that targets naming it hold for.
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
    (c.clock_no * {keys} + c.key_no) * {epochs} + c.epoch AS match_no,
    CASE WHEN c.found = 1 THEN c.target_no ELSE -2 END AS target_no
FROM counted AS c;

-- All that is looked up, in one row. `match_list`: the number of the target; -1:
-- none, -2: several are equally exact.
CREATE OR REPLACE TEMP TABLE clock_list AS
SELECT
    r.*,
    (SELECT list(site_no ORDER BY key_no) FROM clock_key) AS site_list,
    (
        SELECT list(coalesce(m.target_no, -1) ORDER BY n.range)
        FROM range({keys} * {epochs} * {clocks}) AS n
        LEFT JOIN clock_match AS m ON m.match_no = n.range
    ) AS match_list
FROM clock_rule_list AS r;
