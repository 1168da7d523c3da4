-- Adds the records of a load.
INSERT INTO {name}_row BY NAME
SELECT new.*, l.system, l.source, l.load_id
FROM incoming_record AS new
INNER JOIN incoming_load AS l ON l.number = new.load_number;
