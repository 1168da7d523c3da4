-- The newest row that each format of a tool gave for a ticket.
-- Key: source, ticket_id. Instants are UTC; dates are civil dates of the load's zone.
CREATE TABLE ticket_version (
    system              VARCHAR NOT NULL, -- the tool the ticket lives in
    source              VARCHAR NOT NULL, -- the export format the row came in
    ticket_id           VARCHAR NOT NULL, -- the ticket's number in its tool
    record_type         VARCHAR, -- the tool's word for incident, request, problem or change
    customer            VARCHAR, -- who is served; null: not known
    service             VARCHAR, -- the service concerned; null: none was entered
    priority            VARCHAR, -- the tool's word for the priority
    state               VARCHAR, -- the tool's word for the state
    hold_reason         VARCHAR, -- the tool's word for why it is on hold
    opened_at           TIMESTAMP NOT NULL, -- when it was opened
    first_response_at   TIMESTAMP, -- first answer to the customer
    resolved_at         TIMESTAMP, -- when it was resolved; null: not, or not said
    closed_at           TIMESTAMP, -- when it was closed; null: not, or not said
    updated_at          TIMESTAMP, -- last change; decides which row is newest
    due_at              TIMESTAMP, -- the due time that the tool computed
    sequence            INTEGER, -- the how-manieth change of the ticket
    category            VARCHAR, -- what kind of trouble
    subcategory         VARCHAR, -- a finer category
    close_code          VARCHAR, -- how it was closed
    cause_code          VARCHAR, -- why it happened
    channel             VARCHAR, -- how it came in
    assignment_group    VARCHAR, -- the group that holds it
    assigned_to         VARCHAR, -- the person who holds it
    requester           VARCHAR, -- who asked
    vendor              VARCHAR, -- the supplier involved
    configuration_item  VARCHAR, -- the component concerned
    site                VARCHAR, -- where the requester works
    vip                 BOOLEAN, -- whether the requester is a VIP
    major_incident      BOOLEAN, -- whether it is a major incident
    parent_id           VARCHAR, -- the ticket this one is a child of
    duplicate_of        VARCHAR, -- the ticket this one repeats
    reopen_count        INTEGER, -- how often it was reopened; null: not said
    reassignment_count  INTEGER, -- how often it changed hands; null: not said
    made_sla            BOOLEAN, -- the tool's own verdict, true is met; null: none
    paused_seconds      BIGINT, -- how long it was on hold in all, as told; null: not said
    tool_elapsed_seconds BIGINT, -- the elapsed time that the tool counted; null: not said
    response_is_automatic BOOLEAN, -- whether the first response was automatic; null: not said
    short_description   VARCHAR, -- the subject line
    external_reference  VARCHAR, -- its number elsewhere
    opened_on           DATE, -- civil date of opened_at
    resolved_on         DATE, -- civil date of resolved_at
    closed_on           DATE, -- civil date of closed_at
    due_on              DATE, -- civil date of due_at
    updated_on          DATE, -- civil date of updated_at
    line                INTEGER NOT NULL, -- line of the file, row of the sheet
    flags               VARCHAR, -- what was marked when it was loaded; null: nothing
    load_id             VARCHAR NOT NULL, -- the load it came with
    load_number         INTEGER NOT NULL -- that load's place in the order of loads
);
