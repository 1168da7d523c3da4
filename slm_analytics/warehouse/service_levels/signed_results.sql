-- What the lines of a customer came to in a month.
SELECT *
FROM service_level_result
WHERE month = $month
    AND level_id IN (
        SELECT level_id FROM register_service_level WHERE coalesce(customer, '') = $customer
    )
ORDER BY level_id, condition_no
