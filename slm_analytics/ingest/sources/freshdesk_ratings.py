"""Freshdesk: the ratings that stand in the list of tickets, a second reading.

`Survey results` holds the rating; what is known of ratings stands in `ingest.freshworks`.
"""

from __future__ import annotations

from slm_analytics.ingest.freshworks import ratings_in_tickets

MAPPING = ratings_in_tickets(
    "Freshdesk",
    rating="Survey results",
    columns={
        "ticket_id": ("Ticket ID",),
        "customer": ("Company Name", "Company"),
        "service": ("Product",),
        "assignment_group": ("Group",),
    },
)
