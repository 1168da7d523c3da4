-- One row: what this generation was made from.
CREATE TABLE generation (
    number           INTEGER NOT NULL, -- its number
    parent           INTEGER, -- the generation it came from
    as_of            TIMESTAMP, -- latest instant in the loads; null: nothing is loaded
    register_version INTEGER NOT NULL, -- version of what people agreed and mapped
    code_version     VARCHAR NOT NULL, -- version of the program
    schema_version   INTEGER NOT NULL, -- version of these tables
    tzdata_version   VARCHAR NOT NULL, -- version of the time zone database
    inputs           VARCHAR NOT NULL -- what its manifest says of its making, as JSON
);
