-- Whether a line is about a ticket; the customer, by which lines are joined, stands apart.
-- Slots: {ticket}: the ticket; {line: x}: the list x of the line, empty: any.
(len({line: services}) = 0 OR list_contains({line: services}, {ticket}.service))
AND (len({line: record_types}) = 0 OR list_contains({line: record_types}, {ticket}.record_type))
AND (len({line: priorities}) = 0 OR list_contains({line: priorities}, {ticket}.priority))
AND (len({line: categories}) = 0 OR list_contains({line: categories}, {ticket}.category))
AND (len({line: sites}) = 0 OR list_contains({line: sites}, {ticket}.site))
AND (len({line: groups}) = 0 OR list_contains({line: groups}, {ticket}.assignment_group))
AND (len({line: vips}) = 0 OR list_contains({line: vips}, CASE WHEN {ticket}.is_vip THEN 'yes' ELSE 'no' END))
