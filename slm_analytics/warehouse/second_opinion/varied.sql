-- What the changed rules give; the holder of a clock is the number of its change.
INSERT INTO explained
WITH clocks AS (
    SELECT ticket_no, holder, cycle, answer, due_at FROM ({clocks})
),
verdicts AS (
    SELECT
        ticket_no,
        holder,
        CASE WHEN bool_or(answer = 'missed') THEN false WHEN bool_and(answer = 'met') THEN true END
            AS made,
        coalesce(min(cycle) FILTER (WHERE answer = 'missed'), max(cycle)) AS cycle
    FROM clocks
    GROUP BY ticket_no, holder
),
told AS (
    SELECT
        v.ticket_no,
        v.holder::INTEGER AS variation_no,
        coalesce(d.verdict_differs AND v.made = d.tool_made, false) AS gives_verdict,
        coalesce(abs(epoch_us(c.due_at) // 1000000 - d.tool_due_s) <= {near}, false) AS gives_due
    FROM verdicts AS v
    INNER JOIN clocks AS c
        ON c.ticket_no = v.ticket_no AND c.holder = v.holder AND c.cycle = v.cycle
    INNER JOIN differing AS d ON d.ticket_no = v.ticket_no
)
SELECT * FROM told WHERE gives_verdict OR gives_due;
