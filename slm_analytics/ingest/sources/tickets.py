"""Tickets in the product's own form: the headings are the field names.

Any tool's list becomes this form by mapping its headings on the screen, once;
the mapping is kept for next month. A file that already has these headings
needs no mapping.
"""

from __future__ import annotations

from slm_analytics.ingest.fields import FIELDS
from slm_analytics.ingest.mapping import SourceMapping

MAPPING = SourceMapping(
    name="tickets",
    title="Tickets (own headings)",
    system="tickets",
    columns={name: (name,) for name in FIELDS},
    signature=("ticket_id", "opened_at"),
    recipe=(
        "Any list of tickets with the headings of docs/data_dictionary.md; at least ticket_id"
        " and opened_at."
    ),
)
