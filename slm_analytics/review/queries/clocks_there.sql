-- The clocks that tickets have, and whether any of them has a target.
SELECT clock, bool_or(answer <> 'no target') AS has_target
FROM ticket_clock
GROUP BY clock
