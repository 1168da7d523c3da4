-- Sheet supports of the register, cells as written. Key: level_id, supported_by.
CREATE TABLE register_support (
    line         INTEGER NOT NULL, -- line in the exported sheet
    level_id     VARCHAR NOT NULL, -- the line with the customer (kind SLA), as on the sheet service_levels
    supported_by VARCHAR NOT NULL, -- the line of the group or supplier (kind OLA or UC)
    step         VARCHAR -- its place on the way: steps follow one another; what has the same step runs at the same time; blank: 1
);
