/*---
title = "What the SLA of the resolution says of tickets that have exactly one"
grain = ["system", "ticket_id"]
needs = ["task_sla"]
---*/
-- Cancelled ones are none, operational agreements and contracts of suppliers are
-- others. A ticket with several, as after a reset, has no row: which of them is
-- the verdict is not told. `made`: null while it is not decided. A breach time
-- means nothing while the SLA is paused.
CREATE VIEW tool_promise AS
SELECT
    system,
    ticket_id,
    any_value(
        CASE
            WHEN has_breached OR stage = 'breached' THEN false
            WHEN stage = 'completed' OR stopped_at IS NOT NULL THEN NOT has_breached
        END
    ) AS made,
    any_value(CASE WHEN coalesce(stage, '') <> 'paused' THEN due_at END) AS due_at,
    any_value(coalesce(business_seconds, actual_seconds)) AS elapsed_seconds
FROM task_sla
WHERE target = 'resolution'
    AND coalesce(stage, '') <> 'cancelled'
    AND coalesce(kind, 'sla') = 'sla'
GROUP BY system, ticket_id
HAVING count(*) = 1;
