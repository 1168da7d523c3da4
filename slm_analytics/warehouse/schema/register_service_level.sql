-- Sheet service_levels of the register, cells as written. Key: level_id, valid_from.
CREATE TABLE register_service_level (
    line         INTEGER NOT NULL, -- line in the exported sheet
    level_id     VARCHAR NOT NULL, -- name of the line; its versions share it
    name         VARCHAR, -- what people call it; blank: its id
    kind         VARCHAR, -- SLA: with a customer; OLA: of a group of one's own; UC: of a supplier; blank: SLA
    provider     VARCHAR, -- of an OLA or UC: the group or supplier; blank: the provider itself
    customer     VARCHAR, -- customer it is agreed with; blank: any
    services     VARCHAR, -- services it is about; blank: any, and tickets without one
    record_types VARCHAR, -- record types it is about; blank: any
    priorities   VARCHAR, -- priorities it is about; blank: any
    categories   VARCHAR, -- categories it is about; blank: any
    sites        VARCHAR, -- sites it is about; blank: any
    groups       VARCHAR, -- groups it is about; blank: any
    vip          VARCHAR, -- yes: tickets of VIPs alone; no: those of all others; blank: any
    measure      VARCHAR, -- share: of tickets within their time; average or percentile of service time; count: of tickets; ratio: resolved tickets of a trait; delivered on time: rows of the sheet deliverables; monthly value: rows of the sheet monthly_values; availability: of the services, as the sheet availability says; blank: share
    clock        VARCHAR, -- which clock is looked at; holding, of an OLA or UC: the time that the group or supplier (provider) held the ticket; blank: resolution
    conditions   VARCHAR, -- of a share: what has to be within what; all conditions are needed. Without a length: within the target of each ticket. Of deliverables: the share on time
    expected     VARCHAR, -- of an average or percentile the service time, of a count the tickets, of a ratio the percentage, of a monthly value the value
    direction    VARCHAR, -- whether a figure is to be at most or at least what is expected; blank: at most; of a monthly value and of availability at least
    minimum      VARCHAR, -- minimum level: what is worse than missed. Of a share the percentage of its first condition, else in the unit of what is expected; blank: none
    trait        VARCHAR, -- of a ratio: which resolved tickets it counts
    percentile   VARCHAR, -- of a percentile: how many tickets stay within; blank: 90 %
    period       VARCHAR, -- over which months a result is counted; their tickets are pooled; blank: month
    months       VARCHAR, -- of a rolling window: how many months; blank: 3
    year_begins  VARCHAR, -- first month of the contract year, 1 to 12; quarters go by it; blank: 1
    counting     VARCHAR, -- which month a ticket counts in. usual: response when opened, resolution when resolved; decided: the earlier of resolved and due, which never moves; blank: usual
    small_volume VARCHAR, -- what few tickets do to a share. strict: the share decides; one miss: one is always allowed; not below: fewer than `least` are not measured; blank: strict
    least        VARCHAR, -- with small_volume = not below: the fewest tickets that are measured; blank: 5
    class        VARCHAR, -- how much it weighs in a review; blank: key
    weight       VARCHAR, -- its weight among lines; blank: 1
    valid_from   VARCHAR, -- first day it holds; blank: from the beginning
    valid_to     VARCHAR -- last day it holds; blank: until further notice
);
