"""Which service is meant by a name that somebody typed."""

from __future__ import annotations

from slm_analytics.errors import UsageError
from slm_analytics.review.availability_sums import Name
from slm_analytics.review.availability_units import counted_services
from slm_analytics.review.sentences import listed
from slm_analytics.warehouse.connection import Warehouse

_MOST = 6


def asked_service(warehouse: Warehouse, service: str, customer: str = "") -> Name:
    """Return the service of that name; one of any customer is that of each.

    Raises:
        UsageError: nothing is told of it, or it is several customers' and none is named.
    """
    names = dict.fromkeys(unit.name for unit in counted_services(warehouse))
    mine = [name for name in names if name[0] == service]
    if not mine:
        known = listed(sorted({name[0] for name in names}), most=_MOST)
        raise UsageError(
            f"No outage and no check tells of a service {service!r}.",
            remedy=f"Known are: {known}." if known else "Load outages or checks: slm import FILE.",
        )
    found = [name for name in mine if customer in ("", name[1])]
    found = found or [name for name in mine if not name[1]]
    whose = listed([name[1] or "anybody" for name in mine], most=_MOST)
    if not found:
        raise UsageError(f"{customer!r} does not have {service}.", remedy=f"It is of: {whose}.")
    if len(found) > 1:
        raise UsageError(
            f"{service} is of several customers.", remedy=f"Say --customer, one of: {whose}."
        )
    return found[0]
