"""What a person says of a file before it is read, and what stands in where nothing was said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from slm_analytics.domain.zone import check_zone
from slm_analytics.ingest.repairs import NO_REPAIRS, Repairs, checked, repairs_from_plain
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
    repairs: Repairs = NO_REPAIRS


def options_from_plain(said: Mapping[str, Any]) -> Options:
    """Read options that came as plain values, as `asdict` gives them.

    Raises:
        UsageError: a repair says something that does not exist.
    """
    repairs = checked(repairs_from_plain(said["repairs"]))
    return Options(**{**said, "repairs": repairs})


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
