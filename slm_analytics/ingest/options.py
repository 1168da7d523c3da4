"""What a person says of a file before it is read, and what stands in where nothing was said."""

from __future__ import annotations

from dataclasses import dataclass, replace

from slm_analytics.domain.zone import check_zone
from slm_analytics.record.source_memory import Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a person said of a file; empty where nothing was said.

    `zone_origin` tells where the zone comes from: given, remembered or assumed.
    `date_order_before` is the order of the file read last.
    """

    source: str = ""
    zone: str = ""
    zone_origin: str = "given"
    customer: str = ""
    date_order: str = ""
    date_order_before: str = ""
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""


def settled(options: Options, remembered: Answers) -> Options:
    """Return the options with what was not said now taken from last time, else assumed."""
    zone, origin = options.zone, "given"
    if not zone:
        zone, origin = (remembered.zone, "remembered") if remembered.zone else ("UTC", "assumed")
    return replace(
        options,
        zone=check_zone(zone),
        zone_origin=origin,
        customer=options.customer or remembered.customer,
        date_order_before=remembered.date_order,
    )
