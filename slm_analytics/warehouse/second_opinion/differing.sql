-- The tickets whose verdict or due time differs.
CREATE OR REPLACE TEMP TABLE differing AS
SELECT
    *,
    coalesce(tool_made <> made, false) AS verdict_differs,
    coalesce(abs(due_later_seconds) > {near}, false) AS due_differs
FROM tool_verdict
WHERE tool_made <> made OR abs(due_later_seconds) > {near};

-- One row per ticket and change of a rule that gives the tool's verdict or due time.
CREATE OR REPLACE TEMP TABLE explained (
    ticket_no INTEGER, variation_no INTEGER, gives_verdict BOOLEAN, gives_due BOOLEAN
);
