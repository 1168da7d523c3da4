-- Why each ticket differs: by the change of a rule, or by what is none.
WITH found AS (
    SELECT
        ticket_no,
        min(variation_no) FILTER (WHERE gives_verdict AND gives_due) AS proven_no,
        min(variation_no) FILTER (WHERE gives_verdict) AS weak_no,
        min(variation_no) FILTER (WHERE gives_due) AS due_no
    FROM explained
    GROUP BY ticket_no
),
-- Of an hour that stood twice the other one: the due times lie an hour apart, or are not told.
reasons AS (
    SELECT
        d.*,
        f.proven_no,
        f.due_no,
        CASE WHEN NOT coalesce(abs(d.due_later_seconds) <= {near}, false) THEN f.weak_no END
            AS weak_no,
        CASE
            WHEN d.is_twice
                AND coalesce(abs(abs(d.due_later_seconds) - 3600) <= {near}, true)
            THEN '{twice}'
            ELSE '{unexplained}'
        END AS by_itself
    FROM differing AS d
    LEFT JOIN found AS f ON f.ticket_no = d.ticket_no
),
classed AS (
    SELECT
        ticket_no,
        CASE
            WHEN NOT verdict_differs THEN NULL
            WHEN abs(over_seconds) <= {near} THEN -1
            WHEN proven_no IS NOT NULL THEN proven_no
            WHEN tool_due_s IS NULL AND tells_due THEN -2
            WHEN NOT is_whole THEN -3
            ELSE coalesce(weak_no, -4)
        END AS verdict_no,
        CASE
            WHEN NOT due_differs THEN NULL
            WHEN due_no IS NOT NULL THEN due_no
            WHEN NOT is_whole THEN -3
            ELSE -4
        END AS due_no,
        proven_no,
        by_itself
    FROM reasons
)
SELECT
    c.ticket_no,
    CASE c.verdict_no
        WHEN -1 THEN '{rounding}' WHEN -2 THEN '{no_clock}' WHEN -3 THEN '{history}'
        WHEN -4 THEN c.by_itself
        ELSE v.difference
    END AS difference,
    v.words,
    coalesce(c.verdict_no >= 0 AND c.verdict_no = c.proven_no, false) AS is_proven,
    CASE c.due_no WHEN -3 THEN '{history}' WHEN -4 THEN c.by_itself ELSE w.difference END
        AS due_difference,
    w.words AS due_words
FROM classed AS c
LEFT JOIN variation AS v ON v.variation_no = c.verdict_no
LEFT JOIN variation AS w ON w.variation_no = c.due_no
ORDER BY c.ticket_no
