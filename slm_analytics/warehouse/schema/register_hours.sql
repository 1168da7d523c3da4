-- Sheet hours of the register, cells as written. Key: calendar_id, site, valid_from, weekday, opens.
CREATE TABLE register_hours (
    line        INTEGER NOT NULL, -- line in the exported sheet
    calendar_id VARCHAR NOT NULL, -- name of the calendar
    site        VARCHAR, -- the site it holds for; a site without rows of its own has those without a site; blank: all sites
    valid_from  VARCHAR, -- the version of the calendar that has these hours; blank: every version without hours of its own
    weekday     VARCHAR NOT NULL, -- day it opens on: mon to sun, a range (mon-fri) or several (mon, wed)
    opens       VARCHAR NOT NULL, -- when service opens
    closes      VARCHAR NOT NULL -- when it closes; 24:00 is the end of the day. At or before the opening: the next day
);
