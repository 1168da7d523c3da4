line AS (
    SELECT
        unnest($numbers::INTEGER[]) AS number,
        unnest($clocks::VARCHAR[]) AS clock,
        unnest($holders::VARCHAR[]) AS holder,
        unnest($seconds::BIGINT[]) AS seconds,
        unnest($customers::VARCHAR[]) AS customer,
        unnest($services::VARCHAR[][]) AS services,
        unnest($record_types::VARCHAR[][]) AS record_types,
        unnest($priorities::VARCHAR[][]) AS priorities,
        unnest($categories::VARCHAR[][]) AS categories,
        unnest($sites::VARCHAR[][]) AS sites,
        unnest($groups::VARCHAR[][]) AS groups,
        unnest($vips::VARCHAR[][]) AS vips
)
