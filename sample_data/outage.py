"""An outage as Meridian's service managers write it down, and their list of outages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from sample_data.sheet_csv import LIST_ZONE, local, sheet
from sample_data.ticket import Ticket

MINUTE = timedelta(minutes=1)

_HEADINGS = (
    "outage_id", "customer", "service", "component", "site", "started_at", "ended_at",
    "tool_seconds", "kind", "degree", "excluded", "exclusion_reason", "approved_by",
    "impact_percent", "users_affected", "detected_at", "diagnosed_at", "repaired_at",
    "restored_at", "cause_code", "ticket_id", "description",
)  # fmt: skip


@dataclass(kw_only=True, eq=False)
class Outage:
    """One line of the list.

    Attributes:
        ended_at: None while it goes on.
        customer: Blank where all customers of the service are concerned.
        service: Blank where a component alone was down.
        impact: Percent of the users concerned; None where nobody says.
        stages: Detected, diagnosed, repaired; as many as are known.
        excluded: "yes" where it is agreed that it does not count; blank for most.
        seen: Seconds after start and after end at which monitors see it; None: as chance has it.
        number: Given last, in order of start.
    """

    started_at: datetime
    ended_at: datetime | None
    customer: str = ""
    service: str = ""
    component: str = ""
    site: str = ""
    kind: str = "unplanned"
    degree: str = "down"
    cause: str = ""
    what: str = ""
    ticket: Ticket | None = None
    users: int | None = None
    impact: int | None = None
    stages: Sequence[datetime] = ()
    excluded: str = ""
    exclusion_reason: str = ""
    approved_by: str = ""
    seen: tuple[int, int] | None = None
    number: str = ""

    @property
    def over_at(self) -> datetime:
        """Its end.

        Raises:
            ValueError: it goes on.
        """
        if self.ended_at is None:
            raise ValueError(f"The outage of {self.started_at} goes on.")
        return self.ended_at

    @property
    def half_year(self) -> str:
        """The file it stands in."""
        start = self.started_at.astimezone(ZoneInfo(LIST_ZONE))
        return f"{start.year}-H{1 if start.month <= 6 else 2}"


def stages(rng: Random, started_at: datetime, ended_at: datetime) -> tuple[datetime, ...]:
    """When an outage was noticed, understood and repaired: in order, within it."""
    length = int((ended_at - started_at).total_seconds())
    detected = int(length * rng.uniform(0.04, 0.22))
    diagnosed = detected + int((length - detected) * rng.uniform(0.25, 0.6))
    repaired = diagnosed + int((length - diagnosed) * rng.uniform(0.5, 0.9))
    return tuple(started_at + timedelta(seconds=each) for each in (detected, diagnosed, repaired))


def number(outages: Iterable[Outage]) -> list[Outage]:
    """Gives the outages their numbers, and returns them in that order."""
    in_order = sorted(outages, key=lambda o: (o.started_at, o.service, o.component, o.customer))
    for n, outage in enumerate(in_order, start=1):
        outage.number = f"OUT-{n:04d}"
    return in_order


def outage_list(outages: Iterable[Outage]) -> bytes:
    """The list, local times of Meridian's own zone."""
    return sheet(_HEADINGS, (_row(each) for each in outages))


def _row(outage: Outage) -> dict[str, object]:
    noticed = dict(zip(("detected_at", "diagnosed_at", "repaired_at"), outage.stages, strict=False))
    return {
        "outage_id": outage.number,
        "customer": outage.customer,
        "service": outage.service,
        "component": outage.component,
        "site": outage.site,
        "started_at": local(outage.started_at),
        "ended_at": local(outage.ended_at),
        "tool_seconds": _length(outage),
        "kind": outage.kind,
        "degree": outage.degree,
        "excluded": outage.excluded,
        "exclusion_reason": outage.exclusion_reason,
        "approved_by": outage.approved_by,
        "impact_percent": _said(outage.impact),
        "users_affected": _said(outage.users),
        **{name: local(at) for name, at in noticed.items()},
        "restored_at": local(outage.ended_at) if outage.service and outage.stages else "",
        "cause_code": outage.cause,
        "ticket_id": outage.ticket.number if outage.ticket else "",
        "description": outage.what,
    }


def _said(count: int | None) -> object:
    return "" if count is None else count


def _length(outage: Outage) -> str:
    """The true length, which local times do not tell in the nights of the clock change."""
    return "" if outage.ended_at is None else str(outage.ended_at - outage.started_at)
