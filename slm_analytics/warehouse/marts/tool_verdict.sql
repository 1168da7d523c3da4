/*---
title = "What tools say of tickets, beside what was computed"
grain = ["ticket_no"]
needs = ["ticket_fact", "ticket_clock"]
---*/
-- One row per ticket with a verdict or a due time of its tool and a clock of
-- resolution. A ticket is missed when one of its cycles is, and met when all
-- are; the figures are those of the first missed cycle, else of the last.
-- What a tool says of an open ticket is not final and no verdict. `is_whole`:
-- none of the flags 1, 16, 32, 64 and 128 (HistoryFlag) says that history lacks.
CREATE TABLE tool_verdict AS
WITH ours AS (
    SELECT
        ticket_no,
        CASE
            WHEN bool_or(answer = 'missed') THEN 'missed'
            WHEN bool_and(answer = 'met') THEN 'met'
            ELSE arg_max(answer, cycle)
        END AS answer,
        coalesce(min(cycle) FILTER (WHERE answer = 'missed'), max(cycle)) AS cycle
    FROM ticket_clock
    WHERE clock = 'resolution'
    GROUP BY ticket_no
),
telling AS (
    SELECT system, count(due_at) > 0 AS tells_due FROM ticket_fact GROUP BY system
)
SELECT
    o.ticket_no,
    CASE WHEN NOT t.is_open THEN t.made_sla END AS tool_made,
    o.answer,
    CASE o.answer WHEN 'met' THEN true WHEN 'missed' THEN false END AS made,
    epoch_us(t.due_at) // 1000000 AS tool_due_s,
    epoch_us(c.due_at) // 1000000 AS due_s,
    (epoch_us(t.due_at) - epoch_us(c.due_at)) // 1000000 AS due_later_seconds,
    c.elapsed_seconds - c.allowed_seconds AS over_seconds,
    s.tells_due,
    c.history_flags & 241 = 0 AS is_whole,
    coalesce(contains(t.flags, 'local time stood twice'), false) AS is_twice
FROM ours AS o
INNER JOIN ticket_clock AS c
    ON c.ticket_no = o.ticket_no AND c.clock = 'resolution' AND c.cycle = o.cycle
INNER JOIN ticket_fact AS t ON t.rowid = o.ticket_no
INNER JOIN telling AS s ON s.system = t.system
WHERE t.made_sla IS NOT NULL OR t.due_at IS NOT NULL
ORDER BY o.ticket_no;
