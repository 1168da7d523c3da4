-- Sheet holidays of the register, cells as written. Key: calendar_id, site, date.
CREATE TABLE register_holiday (
    line        INTEGER NOT NULL, -- line in the exported sheet
    calendar_id VARCHAR NOT NULL, -- name of the calendar
    site        VARCHAR, -- the site it holds for; a site without rows of its own has those without a site; blank: all sites
    date        VARCHAR NOT NULL, -- the day
    name        VARCHAR, -- what it is
    closed      VARCHAR -- no: a public holiday of the country that is a day like any other here; blank: yes
);
