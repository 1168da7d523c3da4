-- Adds rows that were set aside.
INSERT INTO set_aside_row BY NAME
SELECT new.* EXCLUDE (load_number), l.load_id
FROM incoming_set_aside AS new
INNER JOIN incoming_load AS l ON l.number = new.load_number;
