-- Tests of what stands in for something else, in the order in which they are planned.
SELECT test_id, service, component, planned_on, done_on, result, interval_months, evidence
FROM failover_test
ORDER BY planned_on, test_id
