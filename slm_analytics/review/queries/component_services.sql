-- Services whose availability is known, or that stand on something.
SELECT service FROM availability_unit
WHERE kind = 'service'
    AND (
        len($customers::VARCHAR[]) = 0
        OR customer IS NULL
        OR list_contains($customers::VARCHAR[], customer)
    )
UNION
SELECT service FROM dependency
WHERE len($customers::VARCHAR[]) = 0
ORDER BY service
