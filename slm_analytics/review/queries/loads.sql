-- The loads in force, newest first.
SELECT *
FROM load
ORDER BY number DESC
