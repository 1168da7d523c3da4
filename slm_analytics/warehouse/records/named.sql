-- What the register's sheet of names calls it.
LEFT JOIN register_name AS {field}_name
    ON {field}_name.kind = '{field}'
    AND {field}_name.written = coalesce({field}_word.meaning, r.{field})
