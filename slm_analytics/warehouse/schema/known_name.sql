-- The services and customers a tool ever told, with the load that told them first.
-- Key: system, field, word.
CREATE TABLE known_name (
    system      VARCHAR NOT NULL, -- the tool
    field       VARCHAR NOT NULL, -- service or customer
    word        VARCHAR NOT NULL, -- the name
    load_number INTEGER NOT NULL -- the place, in the order of loads, of the first that told it
);
