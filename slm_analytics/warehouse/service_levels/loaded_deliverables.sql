-- Deliverables of lists, one row of each: of several lists the latest load tells it.
SELECT
    d.level_id,
    d.deliverable,
    d.due_on::VARCHAR AS due_on,
    d.delivered_on::VARCHAR AS delivered_on
FROM deliverable AS d
QUALIFY row_number() OVER (
    PARTITION BY d.level_id, d.deliverable, d.due_on ORDER BY d.load_number DESC, d.line DESC
) = 1
ORDER BY d.level_id, d.deliverable, d.due_on
