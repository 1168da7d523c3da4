-- The shares agreed with targets, by line of the register.
SELECT line, share
FROM register_target
WHERE share IS NOT NULL
