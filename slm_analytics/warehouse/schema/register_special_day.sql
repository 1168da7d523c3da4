-- Sheet special_days of the register, cells as written. Key: calendar_id, site, date, opens.
CREATE TABLE register_special_day (
    line        INTEGER NOT NULL, -- line in the exported sheet
    calendar_id VARCHAR NOT NULL, -- name of the calendar
    site        VARCHAR, -- the site it holds for; a site without rows of its own has those without a site; blank: all sites
    date        VARCHAR NOT NULL, -- the day
    opens       VARCHAR NOT NULL, -- when service opens
    closes      VARCHAR NOT NULL, -- when it closes; 24:00 is the end of the day. At or before the opening: the next day
    name        VARCHAR -- why
);
