-- Maintenance, time that nobody watched, and exclusions of a unit.
SELECT kind, start_s, until_s, reference, reason, notice_s, is_approved
FROM unit_mask
WHERE unit_no = $unit_no
ORDER BY start_s, until_s
