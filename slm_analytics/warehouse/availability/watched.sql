-- Services and components that something is told of: by which lists, and since when by monitors.
SELECT
    coalesce(service, '') AS service,
    coalesce(component, '') AS component,
    list(DISTINCT system) FILTER (WHERE told_by = 'outages') AS list_systems,
    min(from_s) FILTER (WHERE told_by <> 'outages') AS since_s
FROM uptime_claim
GROUP BY GROUPING SETS ((service, component), (service))
HAVING service IS NOT NULL OR component IS NOT NULL;
