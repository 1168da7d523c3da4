-- Whether a ticket {ticket} counts in any line: cancelled ones, duplicates and children do not.
NOT coalesce({ticket}.is_cancelled, false)
AND NOT coalesce({ticket}.is_duplicate, false)
AND {ticket}.parent_id IS NULL
