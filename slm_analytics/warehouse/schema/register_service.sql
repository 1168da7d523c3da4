-- Sheet services of the register, cells as written. Key: service.
CREATE TABLE register_service (
    line          INTEGER NOT NULL, -- line in the exported sheet
    service       VARCHAR NOT NULL, -- name of the service, as tickets carry it
    owner         VARCHAR, -- who answers for it
    customers     VARCHAR, -- customers who use it, as tickets carry them; blank: not said
    criticality   VARCHAR, -- how much harm it does when it is not there; blank: not said
    support_hours VARCHAR, -- when it is supported: a calendar_id of the sheet calendars, or words; blank: not said
    status        VARCHAR, -- pipeline: to come; live: customers use it; retired: no longer offered; blank: live
    parts         VARCHAR, -- what the offering is made of. goods: handed over; access: to resources; actions: that the provider takes; blank: not said
    description   VARCHAR -- what the customer gets, in the customer's words; blank: not said
);
