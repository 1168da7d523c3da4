"""The services whose availability is counted: for whom, in which zone, and over which months."""

from __future__ import annotations

from dataclasses import dataclass, field

from slm_analytics.domain.period import Month
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A service whose availability is counted.

    Attributes:
        customer: for whom; "": any.
        first, last: the months between which it is counted.
    """

    service: str
    customer: str
    zone: str
    first: Month
    last: Month


@dataclass(frozen=True, slots=True)
class Places:
    """The services whose availability is counted."""

    all: tuple[Place, ...] = field(default=())

    @property
    def services(self) -> list[str]:
        """Their names."""
        return list(dict.fromkeys(each.service for each in self.all))

    @property
    def customers(self) -> list[str]:
        """For whom they are counted."""
        return sorted({each.customer for each in self.all} - {""})

    @property
    def months(self) -> tuple[Month, ...]:
        """Every month in which any is counted."""
        if not self.all:
            return ()
        first, last = min(each.first for each in self.all), max(each.last for each in self.all)
        count = (last.year - first.year) * 12 + last.number - first.number + 1
        return tuple(first.plus(step) for step in range(count))

    def zone(self, service: str, customer: str = "") -> str:
        """Return the zone that a service is counted in; UTC where it is not counted."""
        named = [each for each in self.all if each.service == service]
        own = [each for each in named if each.customer in (customer, "")]
        return (own or named)[0].zone if named else "UTC"


def places(warehouse: Warehouse) -> Places:
    """Return the services whose availability is counted."""
    rows = warehouse.query(statement("counted_services")).to_dict("records")
    return Places(
        tuple(
            Place(
                service=row["service"],
                customer=row["customer"],
                zone=row["zone"],
                first=Month.of(row["first_on"]),
                last=Month.of(row["last_on"]),
            )
            for row in rows
        )
    )
