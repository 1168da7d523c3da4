-- Sheet monthly_values of the register, cells as written. Key: level_id, month.
CREATE TABLE register_monthly_value (
    line     INTEGER NOT NULL, -- line in the exported sheet
    level_id VARCHAR NOT NULL, -- the line of the sheet service_levels that it is for
    month    VARCHAR NOT NULL, -- month it is of
    value    VARCHAR NOT NULL, -- the figure. Of a percentage: with its sign, or with a base the number of hits
    base     VARCHAR, -- what it is counted of; several months are pooled by it; blank: it stands alone
    evidence VARCHAR NOT NULL -- where the figure comes from: a report, a link, a name
);
