-- Whether tickets were within all conditions of a line, by the wording in force.
SELECT v.ticket_no, v.cycle, bool_and(v.is_within) AS is_within
FROM ticket_verdict AS v
WHERE v.level_id = $level_id AND v.month >= $start AND v.month < $until AND v.is_within IS NOT NULL
GROUP BY v.ticket_no, v.cycle
