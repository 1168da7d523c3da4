-- What services stand on, as the map of dependencies says; other services are no components.
SELECT DISTINCT d.service, d.component, d.valid_from, d.valid_to
FROM dependency AS d
ANTI JOIN (SELECT DISTINCT service FROM dependency) AS s ON s.service = d.component
ORDER BY d.service, d.component, d.valid_from;
