-- Lines of contracts, as they stand in the register: those of some customers, and those for any.
SELECT *
FROM register_service_level
WHERE len($customers::VARCHAR[]) = 0
    OR customer IS NULL
    OR list_contains($customers::VARCHAR[], customer)
ORDER BY line
