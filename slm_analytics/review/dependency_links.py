"""What services stand on, as loaded, on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from slm_analytics.domain.dependencies import DependencyMap, Link, Logic
from slm_analytics.errors import UsageError
from slm_analytics.review.outage_figures import plain_rows
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class StandsOn:
    """The map of a day.

    Attributes:
        map: services and what they stand on; None where it runs in a circle.
        circle, remedy: the words that say so; empty where it does not.
        redundancy: (service, component) -> how it is doubled, in words.
    """

    map: DependencyMap | None
    circle: str = ""
    remedy: str = ""
    redundancy: dict[tuple[str, str], str]


def stands_on(warehouse: Warehouse, day: date) -> StandsOn:
    """Return what services stand on, on a day."""
    rows = plain_rows(warehouse.query(statement("dependency_links"), {"day": day}))
    rows.sort(key=lambda row: int(row["line"]))
    links = [
        Link(
            service=row["service"],
            component=row["component"],
            group=row["group_id"],
            logic=Logic(row["logic"]) if row["logic"] in set(Logic) else Logic.SERIES,
            needed=None if row["needed"] is None else int(row["needed"]),
        )
        for row in rows
    ]
    said = {(row["service"], row["component"]): row["redundancy"] or "" for row in rows}
    try:
        return StandsOn(map=DependencyMap(links), redundancy=said)
    except UsageError as error:
        return StandsOn(map=None, circle=str(error), remedy=error.remedy, redundancy=said)
