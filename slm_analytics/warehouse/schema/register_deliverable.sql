-- Sheet deliverables of the register, cells as written. Key: level_id, deliverable, due_on.
CREATE TABLE register_deliverable (
    line         INTEGER NOT NULL, -- line in the exported sheet
    level_id     VARCHAR NOT NULL, -- the line of the sheet service_levels that it is for
    deliverable  VARCHAR NOT NULL, -- what it is
    due_on       VARCHAR NOT NULL, -- last day on which it is on time
    delivered_on VARCHAR, -- when it was delivered; blank: not yet; missed once its day is over
    accepted_on  VARCHAR, -- when the customer accepted it; told, not counted
    evidence     VARCHAR -- where that can be seen
);
