"""The ordinary outages of two years: behind urgent tickets, unnoticed ones, and spare components.

Every service fails about once in two months, most often for less than an hour. Of components that
stand in for each other one fails at a time, and no service with it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from sample_data import components as on
from sample_data.components import alone, groups, services_on
from sample_data.outage import MINUTE, Outage, stages
from sample_data.portfolio import AOYAMA, CUSTOMERS, EMAIL, HALVORSEN, HR, NORDLICHT, VPN
from sample_data.seed import stream
from sample_data.sheet_csv import LIST_ZONE, clock, local
from sample_data.ticket import Ticket

FIRST, LAST = clock("2024-11-01 06:00", "UTC"), clock("2026-10-30 12:00", "UTC")
USERS = {
    VPN: 900, EMAIL: 1400, on.BILLING: 240, on.CLAIMS: 310, on.WORKPLACE: 620, HR: 450,
    on.TILLS: 310, on.SHOP: 5200, on.ORDERS: 85, on.WAREHOUSE: 130, on.PLANT: 180,
    on.PRINTING: 220, on.BACKUP: 12,
}  # fmt: skip
_OWNER = {
    service.name: customer.name
    for customer in (NORDLICHT, HALVORSEN, AOYAMA)
    for service in customer.services
    if service.name not in (VPN, EMAIL)
}
_FROM_TICKETS = {VPN: 0.16, EMAIL: 0.14, on.PLANT: 0.3, on.PRINTING: 0.4, on.TILLS: 0.22}
_USUALLY, _UNNOTICED = 0.36, 4
_SPARE_FAILURES, _LONGEST = 5, 95
_APART = timedelta(hours=9)
_CAUSES = ("hardware", "software fault", "configuration", "network", "capacity", "supplier")
_OWN_CAUSES = ("software fault", "change", "configuration", "human error", "capacity")


@dataclass(kw_only=True)
class Diary:
    """When a service or a component was down already, or must not be."""

    taken: dict[str, list[tuple[datetime, datetime]]] = field(default_factory=dict)

    def keep(self, name: str, start: datetime, stop: datetime) -> None:
        """Notes a time, with the hours around it."""
        self.taken.setdefault(name, []).append((start - _APART, stop + _APART))

    def is_free(self, names: Iterable[str], start: datetime, stop: datetime) -> bool:
        """True where none of them has anything near that time."""
        return all(
            stop <= begun or over <= start
            for name in names
            for begun, over in self.taken.get(name, ())
        )

    def note(self, outages: Iterable[Outage]) -> None:
        """Keeps the times of outages."""
        for each in outages:
            stop = each.ended_at or each.started_at + timedelta(hours=12)
            self.keep(each.service or each.component, each.started_at, stop)


def ordinary_outages(tickets: Sequence[Ticket], diary: Diary) -> list[Outage]:
    """All of them; what a diary keeps free stays free."""
    found: list[Outage] = []
    for service in USERS:
        for candidate in (*_behind_tickets(service, tickets), *_unnoticed(service)):
            found += _placed(candidate, diary)
    for name, members in groups().items():
        found += _spare(name, members, diary)
    return found


def _placed(outage: Outage, diary: Diary) -> list[Outage]:
    """The outage with its component and the services that went with it; none where one is busy."""
    rng = stream("failing component", outage.service, f"{outage.started_at:%Y%m%d%H%M}")
    component = _failing(rng, outage)
    services = (outage.service, *(s for s in _with(component, outage) if s != outage.service))
    span = (outage.started_at - 5 * MINUTE, outage.over_at + 5 * MINUTE)
    if not (diary.is_free((*services, component), *span) and _is_told(span)):
        return []
    outage.cause = rng.choice(_CAUSES if component else _OWN_CAUSES)
    outage.what = f"{component} down" if component else f"{outage.service} down"
    found = [outage, *(_went_with(outage, service, rng) for service in services[1:])]
    if component:
        found.append(_part(outage, component))
    diary.note(found)
    return found


def _failing(rng: Random, outage: Outage) -> str:
    """The component behind it; blank for a third, and where not all of its users are concerned."""
    needed = [each for each in alone(outage.service) if len(services_on(each)) == 1] * 4
    shared = [each for each in alone(outage.service) if len(services_on(each)) > 1]
    chosen = rng.choice([*needed, *shared] or [""])
    of_some = outage.site or (outage.customer and outage.service in (VPN, EMAIL))
    return "" if of_some or rng.random() < 0.34 else chosen


def _with(component: str, outage: Outage) -> Iterable[str]:
    return services_on(component) if component else services_on(outage.service)


def _went_with(outage: Outage, service: str, rng: Random) -> Outage:
    """The outage of another service on the same component: noticed a little later."""
    start = outage.started_at + timedelta(seconds=rng.randrange(10, 90))
    return Outage(
        started_at=start,
        ended_at=outage.over_at - timedelta(seconds=rng.randrange(5, 60)),
        customer=_OWNER.get(service, ""),
        service=service,
        site=outage.site,
        degree=outage.degree,
        cause=outage.cause,
        what=outage.what,
        users=USERS[service],
    )


def _part(outage: Outage, component: str) -> Outage:
    repaired = outage.stages[-1] if outage.stages else outage.ended_at
    return Outage(
        started_at=outage.started_at,
        ended_at=repaired,
        component=component,
        degree=outage.degree,
        cause=outage.cause,
        what=outage.what,
    )


def _behind_tickets(service: str, tickets: Sequence[Ticket]) -> Iterator[Outage]:
    """Outages that made somebody open a priority 1 ticket: begun before it, over before it."""
    rng = stream("outages behind tickets", service)
    for ticket in sorted(tickets, key=lambda each: each.opened_at):
        first = ticket.updates[0]
        if ticket.service is None or ticket.service.name != service or first.step.priority != 1:
            continue
        chance, ahead, length = rng.random(), rng.randrange(120, 560), _length(rng)
        if chance < _FROM_TICKETS.get(service, _USUALLY) and ticket.parent is None:
            yield _behind(service, ticket, ahead, length, rng)


def _behind(service: str, ticket: Ticket, ahead: int, length: int, rng: Random) -> Outage:
    start = ticket.opened_at - timedelta(seconds=ahead)
    stop = start + timedelta(seconds=max(length, ahead + 300))
    everybody = service in (VPN, EMAIL) and rng.random() < 0.4
    at_site = not everybody and rng.random() < 0.15
    impact = rng.choice((10, 20, 25, 35)) if at_site else rng.choice((100, 100, 80, None))
    return Outage(
        started_at=start,
        ended_at=stop,
        customer="" if everybody else ticket.customer.name,
        service=service,
        site=ticket.site if at_site else "",
        degree="degraded" if rng.random() < 0.14 else "down",
        ticket=ticket,
        impact=impact,
        users=None if impact is None else USERS[service] * impact // 100,
        stages=stages(rng, start, stop),
    )


def _unnoticed(service: str) -> Iterator[Outage]:
    """Short ones at any hour that nobody opened a ticket for."""
    rng = stream("unnoticed outages", service)
    first = clock("2025-10-01 00:00", "UTC") if service == on.BACKUP else FIRST
    days = (LAST - first).days
    for _ in range(_UNNOTICED):
        start = first + timedelta(days=rng.randrange(days), seconds=rng.randrange(86400))
        stop = start + timedelta(seconds=rng.randrange(150, 1500))
        yield Outage(
            started_at=start,
            ended_at=stop,
            customer=_OWNER.get(service, "" if service != on.BACKUP else NORDLICHT.name),
            service=service,
            stages=stages(rng, start, stop),
        )


def _length(rng: Random) -> int:
    """Seconds: half of them below half an hour, few above an hour."""
    return min(int(rng.lognormvariate(7.35, 0.6)), _LONGEST * 60)


def _spare(name: str, members: Sequence[str], diary: Diary) -> list[Outage]:
    """Components that failed while others stood in for them: never two of a group at once."""
    rng, found = stream("spare components", name), []
    for member in members:
        for _ in range(_SPARE_FAILURES):
            start = FIRST + timedelta(
                days=rng.randrange((LAST - FIRST).days), seconds=rng.randrange(86400)
            )
            stop = start + timedelta(seconds=rng.randrange(900, 16000))
            if not (diary.is_free(members, start, stop) and _is_told((start, stop))):
                continue
            outage = Outage(
                started_at=start, ended_at=stop, component=member, cause=rng.choice(_CAUSES[:4]),
                what=f"{member} down, the others carried on", stages=stages(rng, start, stop),
            )  # fmt: skip
            diary.note([outage])
            found.append(outage)
    return found


def _is_told(span: tuple[datetime, datetime]) -> bool:
    """True within the two years, away from the hours that happen twice."""
    start, stop = span
    try:
        hours = int((stop - start) / timedelta(hours=1)) + 2
        for n in range(hours + 1):
            for zone in (LIST_ZONE, *(customer.zone for customer in CUSTOMERS)):
                local(start + timedelta(hours=n), zone)
    except ValueError:
        return False
    return start > FIRST and stop < LAST
