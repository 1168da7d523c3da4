-- The day a clock `c` of the ticket {ticket} counts on; null: it counts in no month yet.
CASE
    WHEN {is_decided} AND (c.answer IN ('met', 'missed') OR c.is_late)
    THEN least(c.stopped_on, c.due_on)
    WHEN {is_decided} THEN NULL
    WHEN c.clock = 'response' THEN {ticket}.opened_on
    ELSE c.stopped_on
END
