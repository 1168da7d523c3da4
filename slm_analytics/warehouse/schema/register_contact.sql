-- Sheet contacts of the register, cells as written. Key: person, customer, service, role.
CREATE TABLE register_contact (
    line         INTEGER NOT NULL, -- line in the exported sheet
    person       VARCHAR NOT NULL, -- name
    organisation VARCHAR, -- where they work
    role         VARCHAR, -- what they are to be asked as; blank: contact
    customer     VARCHAR, -- customer they speak for, or are there for; blank: any
    service      VARCHAR, -- service they know about, as in the catalogue; blank: any
    email        VARCHAR, -- how they are reached
    since        VARCHAR, -- first day; blank: from the beginning
    until        VARCHAR -- last day; blank: until further notice
);
