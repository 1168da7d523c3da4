"""What the planted stories ask of the ordinary tickets around them."""

from math import floor

from sample_data.portfolio import HR, NORDLICHT, VPN, Customer, Service

TINY_MONTH = "2026-02"
DRIFT = {"2026-06": 0.08, "2026-07": 0.11, "2026-08": 0.14, "2026-09": 0.17, "2026-10": 0.24}
BEFORE_DRIFT = 0.02


def is_reserved(service: Service, month: str) -> bool:
    """True where a story alone plants the tickets of a service opened in a month."""
    return service.name == HR and month == TINY_MONTH


def is_drifting(customer: Customer, service: Service | None) -> bool:
    """True for the service of the story `drifting_service`."""
    return customer is NORDLICHT and service is not None and service.name == VPN


def wanted_verdict(month: str, nth: int) -> bool:
    """The verdict of the n-th ticket (from 0) of the drifting service opened in a month.

    The misses of a month lie evenly among its tickets. Before the drift every other month has one.
    """
    missed = DRIFT.get(month, BEFORE_DRIFT if int(month[-2:]) % 2 == 0 else 0.0)
    return floor((nth + 1) * missed + 0.5) == floor(nth * missed + 0.5)
