-- How many targets of resolution are agreed.
SELECT count(*) AS n
FROM register_target
WHERE coalesce(clock, 'resolution') = 'resolution'
