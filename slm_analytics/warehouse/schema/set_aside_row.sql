-- One row per row of a file that was set aside. Key: load_id, line.
CREATE TABLE set_aside_row (
    load_id VARCHAR NOT NULL, -- the load it came with
    line    INTEGER NOT NULL, -- line of the file, row of the sheet
    field   VARCHAR NOT NULL, -- the field that is at fault
    heading VARCHAR NOT NULL, -- the heading it stands under
    value   VARCHAR, -- its text, cut at 200 characters
    code    VARCHAR NOT NULL, -- the rule
    reason  VARCHAR NOT NULL -- the rule in words
);
