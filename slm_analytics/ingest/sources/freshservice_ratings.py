"""Freshservice: the ratings that stand in the list of tickets, a second reading.

`Survey Result` holds the rating; what is known of ratings stands in `ingest.freshworks`.
"""

from __future__ import annotations

from slm_analytics.ingest.freshworks import ratings_in_tickets

MAPPING = ratings_in_tickets(
    "Freshservice",
    rating="Survey Result",
    columns={
        "ticket_id": ("Ticket Id",),
        "customer": ("Company",),
        "service": ("Service",),
        "assignment_group": ("Group",),
    },
)
