-- Sheet availability of the register, cells as written. Key: service, customer, valid_from.
CREATE TABLE register_availability (
    line           INTEGER NOT NULL, -- line in the exported sheet
    service        VARCHAR, -- service it is about; blank: every service without a row of its own
    customer       VARCHAR, -- customer it holds for; blank: any
    calendar_id    VARCHAR, -- calendar of the agreed service time, as on the sheet calendars; blank: around the clock, in the zone of the extracts
    target         VARCHAR, -- share of the agreed service time in which it is to be available; blank: none is agreed
    maintenance    VARCHAR, -- what planned maintenance does. out of agreed time: it leaves the agreed time and the downtime; cancels the outage: an outage within it does not count; counts: it is time like any other; blank: out of agreed time
    notice_hours   VARCHAR, -- how many hours before it begins maintenance has to be announced to count as planned; blank: 0
    needs_approval VARCHAR, -- whether maintenance has to be approved by the customer to count as planned; blank: no
    degraded       VARCHAR, -- how much of degraded time counts as downtime; blank: 0 %
    unknown        VARCHAR, -- what time does in which nobody watched the service; blank: leaves the base
    least_minutes  VARCHAR, -- outages shorter than this do not count; blank: 0
    retries        VARCHAR, -- failed checks in a row that are forgiven before a service counts as down; blank: 0
    join_minutes   VARCHAR, -- outages no further apart than this are one outage; the time between them does not count as down; blank: 0
    uses_impact    VARCHAR, -- whether an outage counts by the share of users concerned; blank: no
    users          VARCHAR, -- how many people use it: for the minutes that users lost; blank: not known
    starts_on      VARCHAR, -- first day of the service; blank: before all that is known
    ends_on        VARCHAR, -- last day of the service; blank: it is there still
    valid_from     VARCHAR, -- first day these terms hold; blank: from the beginning
    valid_to       VARCHAR -- last day these terms hold; blank: until further notice
);
