-- The rows set aside, of one load or of all.
SELECT l.file_name, s.line, s.heading, s.value, s.code, s.reason, l.load_id
FROM set_aside_row AS s
INNER JOIN load AS l ON l.load_id = s.load_id
WHERE $load_id IS NULL OR s.load_id = $load_id
ORDER BY l.number, s.line
