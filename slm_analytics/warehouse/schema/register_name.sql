-- Sheet names of the register, cells as written. Key: kind, written.
CREATE TABLE register_name (
    line    INTEGER NOT NULL, -- line in the exported sheet
    kind    VARCHAR NOT NULL, -- whether it is a customer or a service
    written VARCHAR NOT NULL, -- the name as the extract writes it, letter by letter
    name    VARCHAR NOT NULL -- the name as people say it; tickets count under it
);
