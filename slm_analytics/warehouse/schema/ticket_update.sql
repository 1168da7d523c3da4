-- One row per accepted update of a ticket: what was true from `updated_at` on.
-- Key: system, ticket_id, updated_at, sequence.
CREATE TABLE ticket_update (
    system           VARCHAR NOT NULL, -- the tool the ticket lives in
    source           VARCHAR NOT NULL, -- the export format the row came in
    ticket_id        VARCHAR NOT NULL, -- the ticket's number in its tool
    updated_at       TIMESTAMP NOT NULL, -- when it was updated
    sequence         INTEGER NOT NULL, -- orders the updates of one second
    state            VARCHAR, -- the tool's word for the state after the update
    hold_reason      VARCHAR, -- the tool's word for why it is on hold
    priority         VARCHAR, -- the tool's word for the priority after the update
    service          VARCHAR, -- the service after the update
    assignment_group VARCHAR, -- the group that holds it after the update
    assigned_to      VARCHAR, -- the person who holds it after the update
    vendor           VARCHAR, -- the supplier involved after the update
    made_sla         BOOLEAN, -- the tool's verdict at that moment
    line             INTEGER NOT NULL, -- line of the file, row of the sheet
    load_id          VARCHAR NOT NULL, -- the load it came with
    load_number      INTEGER NOT NULL -- that load's place in the order of loads
);
