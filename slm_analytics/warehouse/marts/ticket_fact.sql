/*---
title = "Tickets, ready to be counted"
grain = ["system", "ticket_id"]
needs = ["ticket", "update_told", "tool_promise", "value_map", "register_name"]
---*/
-- One row per ticket, in canonical words. A word that no rule knows stays as it is.
-- The SLA of the resolution that its tool keeps goes before a verdict of its list;
-- of such a due time no civil date is known.
-- Customers and services are called what the register's sheet of names says.
CREATE TABLE ticket_fact AS
WITH moves AS (
    SELECT
        u.system,
        u.ticket_id,
        split_part(m.meaning, '/', 1) AS state,
        lag(split_part(m.meaning, '/', 1) IGNORE NULLS) OVER (
            PARTITION BY u.system, u.ticket_id ORDER BY u.updated_at, u.sequence, u.told_by
        ) AS state_before
    FROM update_told AS u
    LEFT JOIN value_map AS m
        ON m.system = u.system AND m.field = 'state' AND m.word = lower(u.state)
),
reopenings AS (
    SELECT
        system,
        ticket_id,
        count(*) FILTER (
            WHERE state_before IN ('resolved', 'closed')
                AND state IN ('new', 'in_progress', 'on_hold')
        ) AS times
    FROM moves
    GROUP BY system, ticket_id
),
worded AS (
    SELECT
        t.system,
        t.ticket_id,
        coalesce(record_type.meaning, t.record_type) AS record_type,
        coalesce(customer_name.name, customer.meaning, t.customer) AS customer,
        coalesce(service_name.name, service.meaning, t.service) AS service,
        coalesce(priority.meaning, t.priority) AS priority,
        coalesce(split_part(state.meaning, '/', 1), t.state) AS state,
        coalesce(
            hold.meaning, t.hold_reason, nullif(split_part(state.meaning, '/', 2), '')
        ) AS hold_reason,
        t.category,
        t.assignment_group,
        t.vendor,
        t.channel,
        t.site,
        t.vip AS is_vip,
        t.opened_at,
        t.first_response_at,
        t.resolved_at,
        t.closed_at,
        t.updated_at,
        CASE WHEN p.ticket_id IS NULL THEN t.due_at ELSE p.due_at END AS due_at,
        t.opened_on,
        t.resolved_on AS said_resolved_on,
        t.closed_on,
        CASE WHEN p.ticket_id IS NULL THEN t.due_on END AS due_on,
        t.updated_on,
        t.parent_id,
        t.duplicate_of,
        coalesce(t.reopen_count, r.times) AS reopen_count,
        t.reassignment_count,
        CASE WHEN p.ticket_id IS NULL THEN t.made_sla ELSE p.made END AS made_sla,
        t.paused_seconds,
        coalesce(p.elapsed_seconds, t.tool_elapsed_seconds) AS tool_elapsed_seconds,
        t.response_is_automatic,
        t.flags,
        t.load_id
    FROM ticket AS t
    LEFT JOIN tool_promise AS p ON p.system = t.system AND p.ticket_id = t.ticket_id
    LEFT JOIN reopenings AS r ON r.system = t.system AND r.ticket_id = t.ticket_id
    LEFT JOIN value_map AS record_type
        ON record_type.system = t.system
        AND record_type.field = 'record_type'
        AND record_type.word = lower(t.record_type)
    LEFT JOIN value_map AS customer
        ON customer.system = t.system
        AND customer.field = 'customer'
        AND customer.word = lower(t.customer)
    LEFT JOIN value_map AS service
        ON service.system = t.system
        AND service.field = 'service'
        AND service.word = lower(t.service)
    LEFT JOIN value_map AS priority
        ON priority.system = t.system
        AND priority.field = 'priority'
        AND priority.word = lower(t.priority)
    LEFT JOIN value_map AS state
        ON state.system = t.system AND state.field = 'state' AND state.word = lower(t.state)
    LEFT JOIN value_map AS hold
        ON hold.system = t.system
        AND hold.field = 'hold_reason'
        AND hold.word = lower(t.hold_reason)
    LEFT JOIN register_name AS customer_name
        ON customer_name.kind = 'customer'
        AND customer_name.written = coalesce(customer.meaning, t.customer)
    LEFT JOIN register_name AS service_name
        ON service_name.kind = 'service'
        AND service_name.written = coalesce(service.meaning, t.service)
),
standing AS (
    SELECT
        *,
        CASE
            WHEN state IN ('new', 'in_progress', 'on_hold') THEN true
            WHEN state IN ('resolved', 'closed', 'cancelled') THEN false
            ELSE resolved_at IS NULL AND closed_at IS NULL
        END AS is_open
    FROM worded
)
SELECT
    system,
    ticket_id,
    record_type,
    customer,
    service,
    priority,
    state,
    hold_reason,
    category,
    assignment_group,
    vendor,
    channel,
    site,
    is_vip,
    opened_at,
    first_response_at,
    resolved_at,
    closed_at,
    updated_at,
    due_at,
    -- Resolved: as the tool says, else when it was closed.
    CASE WHEN NOT is_open THEN coalesce(resolved_at, closed_at) END AS stopped_at,
    CASE WHEN NOT is_open THEN coalesce(resolved_at, closed_at, updated_at) END AS ended_at,
    opened_on,
    CASE WHEN NOT is_open THEN coalesce(said_resolved_on, closed_on) END AS resolved_on,
    CASE WHEN NOT is_open THEN coalesce(said_resolved_on, closed_on, updated_on) END AS ended_on,
    due_on,
    CASE
        WHEN NOT is_open
        THEN (epoch_ms(coalesce(resolved_at, closed_at)) - epoch_ms(opened_at)) // 1000
    END AS elapsed_seconds,
    is_open,
    coalesce(state = 'cancelled', false) AS is_cancelled,
    duplicate_of IS NOT NULL AS is_duplicate,
    parent_id,
    duplicate_of,
    reopen_count,
    reassignment_count,
    made_sla,
    paused_seconds,
    tool_elapsed_seconds,
    coalesce(response_is_automatic, false) AS response_is_automatic,
    flags,
    load_id
FROM standing;
