-- What a word of the tool means.
LEFT JOIN value_map AS {field}_word
    ON {field}_word.system = r.system
    AND {field}_word.field = '{field}'
    AND {field}_word.word = lower(r.{field})
