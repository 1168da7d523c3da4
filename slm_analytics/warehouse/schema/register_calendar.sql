-- Sheet calendars of the register, cells as written. Key: calendar_id, site, valid_from.
CREATE TABLE register_calendar (
    line               INTEGER NOT NULL, -- line in the exported sheet
    calendar_id        VARCHAR NOT NULL, -- name of the calendar
    site               VARCHAR, -- the site it holds for; a site without rows of its own has those without a site; blank: all sites
    valid_from         VARCHAR, -- first day of this version; it holds until the next version begins; blank: from the beginning
    name               VARCHAR, -- what people call it
    timezone           VARCHAR NOT NULL, -- time zone of its hours, by IANA name
    always_open        VARCHAR, -- around the clock, every day; hours, holidays and special days are not looked at; blank: no
    country            VARCHAR, -- country whose public holidays are closed, by ISO code; blank: no public holidays
    subdivision        VARCHAR, -- state or region whose holidays are closed as well, by ISO code; blank: the whole country's holidays only
    holiday_ends_shift VARCHAR -- whether a holiday also closes the rest of a night shift of the day before; blank: yes
);
