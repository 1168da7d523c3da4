-- What the words of a tool mean. Key: system, field, word.
CREATE TABLE value_map (
    system  VARCHAR NOT NULL, -- the tool
    field   VARCHAR NOT NULL, -- the field the word stands in
    word    VARCHAR NOT NULL, -- the word, trimmed, lower case
    meaning VARCHAR NOT NULL -- the canonical word
);
