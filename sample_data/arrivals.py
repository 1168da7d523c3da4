"""When tickets are opened and what they are about: the ordinary traffic of one customer."""

from collections import Counter, deque
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from math import exp
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

from sample_data import people, reserved, subjects
from sample_data.lifecycle import simulate
from sample_data.portfolio import AOYAMA_TOOL, Customer, Service
from sample_data.quiet_hours import settled
from sample_data.seed import stream
from sample_data.ticket import Ticket
from sample_data.tool_clock import history

WARM_UP, UNTIL = date(2024, 10, 1), date(2026, 11, 1)
MIDDLE = date(2025, 11, 1)
GROWTH_PER_YEAR = 0.07
WEEKDAYS = (1.26, 1.09, 1.0, 0.98, 0.87)
DAYS_WORTH = 23.4
NIGHT_TO_NIGHT = (
    *(0.10, 0.07, 0.05, 0.05, 0.08, 0.15, 0.30, 0.70),
    *(1.50, 1.80, 1.60, 1.35, 0.80, 1.15, 1.30, 1.10),
    *(0.85, 0.50, 0.30, 0.22, 0.20, 0.18, 0.15, 0.12),
)
CHANNELS = {"phone": 35, "email": 21, "self-service": 29, "chat": 9, "monitoring": 6}
PRIORITIES = {1: 1.3, 2: 12.0, 3: 56.0, 4: 30.7}
MONITORED = {1: 8.0, 2: 30.0, 3: 50.0, 4: 12.0}
CLOSE_CODES = {
    "Solution provided": 62,
    "Workaround provided": 14,
    "Resolved by caller": 8,
    "User error": 8,
    "Known error": 5,
    "No resolution provided": 3,
}
NO_SERVICE, DUPLICATE = 0.005, 0.018
DUPLICATE_WITHIN = timedelta(hours=30)
VERDICT_TRIES = 400

T = TypeVar("T")


def pick(rng: Random, weights: Mapping[T, float]) -> T:
    """One key, by weight."""
    return rng.choices(list(weights), list(weights.values()))[0]


def opening_times(customer: Customer) -> Iterator[datetime]:
    """UTC instants at which the customer's people open tickets, in order."""
    rng = stream("arrivals", customer.name)
    day = WARM_UP
    while day < UNTIL:
        count = _poisson(rng, expected_openings(customer, day))
        yield from sorted(_moment(customer, day, rng) for _ in range(count))
        day += timedelta(days=1)


def expected_openings(customer: Customer, day: date) -> float:
    """Mean number of tickets of one day: weekday, season, holidays and growth."""
    off = day.weekday() >= 5 or day in customer.holidays
    weight = customer.weekend if off else WEEKDAYS[day.weekday()]
    growth = 1 + GROWTH_PER_YEAR * (day - MIDDLE).days / 365
    season = customer.season[day.month - 1]
    return customer.volume / DAYS_WORTH * weight * growth * season


def _poisson(rng: Random, mean: float) -> int:
    """A Poisson count, by Knuth's method."""
    limit, product, count = exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count


def _moment(customer: Customer, day: date, rng: Random) -> datetime:
    hour = rng.choices(range(24), NIGHT_TO_NIGHT)[0]
    local = datetime.combine(day, time(hour), ZoneInfo(customer.zone))
    instant = local.astimezone(UTC) + timedelta(seconds=rng.randrange(3600))
    return settled(instant, customer.export_zone)


class Desk:
    """Takes the calls of one customer and turns each into a ticket."""

    def __init__(self, customer: Customer) -> None:
        """Takes the customer whose calls come in."""
        self.customer = customer
        self.rng = stream("tickets", customer.name)
        self.callers = people.callers(customer.people, customer.caller_count)
        self.recent: deque[tuple[datetime, Ticket]] = deque(maxlen=40)
        self.drifting: Counter[str] = Counter()

    def take(self, opened: datetime) -> Ticket:
        """A ticket with its whole history."""
        rng = self.rng
        month = f"{opened.astimezone(ZoneInfo(self.customer.export_zone)):%Y-%m}"
        service = self._service(month)
        ticket = describe(self.customer, service, rng.choice(self.callers), rng)
        if rng.random() < NO_SERVICE:
            ticket.service = None
        elif rng.random() < DUPLICATE:
            self._mark_duplicate(ticket, opened)
        self._let_live(ticket, opened, month)
        self.recent.append((opened, ticket))
        return ticket

    def _service(self, month: str) -> Service:
        services = [s for s in self.customer.services if not reserved.is_reserved(s, month)]
        return pick(self.rng, {service: service.share for service in services})

    def _mark_duplicate(self, ticket: Ticket, opened: datetime) -> None:
        """Points to a fresh ticket about the same service, where there is one."""
        for at, other in reversed(self.recent):
            same = other.service is ticket.service and other.duplicate_of is None
            if same and timedelta(minutes=1) < opened - at < DUPLICATE_WITHIN:
                ticket.duplicate_of, ticket.close_code = other, "Duplicate"
                ticket.subject, ticket.ci = other.subject, other.ci
                return

    def _let_live(self, ticket: Ticket, opened: datetime, month: str) -> None:
        """Simulates until the tool's verdict is the one a story asks for; mostly none asks."""
        wanted = None
        drifting = reserved.is_drifting(self.customer, ticket.service)
        if drifting and ticket.duplicate_of is None:
            wanted = reserved.wanted_verdict(month, self.drifting[month])
            self.drifting[month] += 1
        ranks = MONITORED if ticket.channel == "monitoring" else PRIORITIES
        for _ in range(VERDICT_TRIES):
            priority = pick(self.rng, ranks)
            ticket.updates = history(self.customer, simulate(ticket, opened, priority, self.rng))
            if wanted is None or (ticket.updates[-1].made_sla is wanted and _is_brief(ticket)):
                return
        raise RuntimeError(f"no life of a ticket opened {opened} ends as asked")


def describe(customer: Customer, service: Service, caller: str, rng: Random) -> Ticket:
    """A ticket without history: who calls, from where, about what."""
    channel = pick(rng, CHANNELS)
    site = rng.choices(customer.sites, (5, 3, 2))[0]
    request = customer.tool == AOYAMA_TOOL and channel != "monitoring" and rng.random() < 0.36
    return Ticket(
        customer=customer,
        service=service,
        subject=_subject(customer, service, rng),
        caller="Monitoring" if channel == "monitoring" else caller,
        site=site,
        ci=rng.choice(service.cis),
        category=service.category,
        subcategory=rng.choice(service.subcategories),
        channel=channel,
        close_code=pick(rng, CLOSE_CODES),
        record_type="Service request" if request else "Incident",
    )


def _subject(customer: Customer, service: Service, rng: Random) -> str:
    tails = subjects.TAILS_JA if customer.tool == AOYAMA_TOOL else subjects.TAILS
    subject = rng.choice(service.subjects)
    return f"{subject} {rng.choice(tails)}" if rng.random() < 0.3 else subject


def _is_brief(ticket: Ticket) -> bool:
    """True where all is over in two weeks, so that the months of a story do not blur."""
    return ticket.updates[-1].step.at - ticket.opened_at < timedelta(days=14)


def ordinary_tickets(customer: Customer) -> list[Ticket]:
    """The ordinary tickets of one customer, from a month before the first extract."""
    desk = Desk(customer)
    return [desk.take(opened) for opened in opening_times(customer)]
