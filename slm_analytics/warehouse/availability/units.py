"""Which services and components have an availability: their calendars, terms and lives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import duckdb

from slm_analytics.domain.availability_terms import AvailabilityTerms
from slm_analytics.domain.period import Month
from slm_analytics.domain.rules import Rules, instant_of
from slm_analytics.domain.service_calendar import DAY, Interval, ServiceCalendar
from slm_analytics.domain.service_time import CalendarPart
from slm_analytics.domain.target import VersionRule
from slm_analytics.domain.zone import local_seconds
from slm_analytics.warehouse.availability.texts import text_of

_MARGIN = 10 * DAY
_AHEAD = 370 * DAY  # what a contract year may still hold


@dataclass(frozen=True, slots=True)
class Sources:
    """Who tells of a service or component: tools with lists, and since when a monitor."""

    lists: tuple[str, ...] = ()
    watched: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is known of uptime before any terms are looked at.

    Attributes:
        as_of: the instant that stands for now, second UTC; None: nothing is loaded.
        zone: of the extracts.
        lists: tool -> since and until when its lists of outages tell: whole months.
        named: (service, component) -> what is told of it; "" is no component.
        customers: service -> customers that claims or the catalogue name.
        components: service -> (component, first day, the day after the last) it stands on.
    """

    as_of: int | None = None
    zone: str = "UTC"
    lists: Mapping[str, Interval] = field(default_factory=dict)
    named: Mapping[tuple[str, str], Sources] = field(default_factory=dict)
    customers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    components: Mapping[str, tuple[tuple[str, date | None, date | None], ...]] = field(
        default_factory=dict
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A service of a customer, or a component of it, under one version of terms.

    Attributes:
        component: "": the service itself.
        calendar_no: place of its calendar among those compiled.
        start, until: seconds UTC between which it is counted.
        dark: what of that time is known only where a source says so.
    """

    customer: str
    service: str
    component: str = ""
    terms: AvailabilityTerms
    is_agreed: bool
    calendar_no: int
    zone: str
    start: int
    until: int
    dark: Interval | None = None

    @property
    def days(self) -> tuple[int, int]:
        """The first and the last local day, counted from 1970."""
        last = max(self.until - 1, self.start)
        return local_seconds(self.start, self.zone) // DAY, local_seconds(last, self.zone) // DAY


def told_of(connection: duckdb.DuckDBPyConnection) -> Told:
    """Return what a generation tells of uptime."""
    reach = connection.execute(text_of("reach")).fetchone()
    if reach is None:
        return Told()
    as_of, zone = reach
    customers = dict(connection.execute(text_of("customers")).fetchall())
    components: dict[str, tuple[tuple[str, date | None, date | None], ...]] = {}
    for service, component, begins, ends in connection.execute(text_of("components")).fetchall():
        after = ends + timedelta(days=1) if ends else None
        components[service] = (*components.get(service, ()), (component, begins, after))
    return Told(
        as_of=as_of,
        zone=zone,
        lists={
            system: (_month_begins(first, zone), _month_begins(last, zone, 1))
            for system, first, last in connection.execute(text_of("listed")).fetchall()
        },
        named={
            (service, component): Sources(tuple(sorted(lists or ())), watched)
            for service, component, lists, watched in connection.execute(
                text_of("watched")
            ).fetchall()
        },
        customers={service: tuple(found) for service, found in customers.items()},
        components=components,
    )


def _month_begins(at: int, zone: str, later: int = 0) -> int:
    """Return the second at which the local month of an instant begins, or one so many later."""
    day = date(1970, 1, 1) + timedelta(seconds=local_seconds(at, zone))
    return instant_of(Month.of(day).plus(later).first, zone)


class Units:
    """The units of a generation, and the calendars that they are counted in."""

    def __init__(self, rules: Rules, told: Told) -> None:
        """Make them from what is agreed and what is told."""
        self._rules, self._told = rules, told
        self._agreed: dict[str, list[AvailabilityTerms]] = defaultdict(list)
        for each in rules.availability:
            self._agreed[each.service].append(each)
        self._numbers: dict[str, int] = {}
        self.calendars: list[tuple[CalendarPart, ...]] = []
        self.units = tuple(self._all()) if told.as_of is not None else ()

    @property
    def span(self) -> tuple[int, int]:
        """The instants that all units lie between, and the time to come."""
        return min(u.start for u in self.units), max(u.until for u in self.units) + _AHEAD

    def _all(self) -> Iterator[Unit]:
        for service in self._services():
            for customer in self._customers(service):
                for terms in self._terms(service, customer):
                    unit = self._unit(service, customer, terms)
                    if unit is not None:
                        yield unit
                        yield from self._components(unit)

    def _services(self) -> list[str]:
        """Return the services that something is told of, and those with terms of their own."""
        told = {service for service, _ in self._told.named if service}
        agreed = set(self._agreed) - {""}
        return sorted(told | (agreed if self._told.lists else set()))

    def _customers(self, service: str) -> list[str]:
        own = {each.customer for each in self._agreed.get(service, ())} - {""}
        return sorted(own | set(self._told.customers.get(service, ()))) or [""]

    def _terms(self, service: str, customer: str) -> Sequence[AvailabilityTerms]:
        found = [
            each
            for name in ("", service)
            for each in self._agreed.get(name, ())
            if each.customer in ("", customer)
        ]
        most = max((each.exactness for each in found), default=0)
        exact = [each for each in found if each.exactness == most]
        return sorted(exact, key=lambda each: each.valid_from) or [AvailabilityTerms()]

    def _unit(self, service: str, customer: str, terms: AvailabilityTerms) -> Unit | None:
        known = self._known(service, "")
        if known is None:
            return None
        number, zone = self._calendar(terms.calendar)
        begins = [known[0], instant_of(terms.valid_from, zone)]
        ends = [self._told.as_of or 0, instant_of(terms.valid_until, zone)]
        if terms.starts_on:
            begins.append(instant_of(terms.starts_on, zone))
        if terms.ends_on:
            ends.append(instant_of(terms.ends_on + timedelta(days=1), zone))
        if max(begins) >= min(ends):
            return None
        return Unit(
            customer=customer,
            service=service,
            terms=terms,
            is_agreed=terms.line > 0,
            calendar_no=number,
            zone=zone,
            start=max(begins),
            until=min(ends),
            dark=_dark(max(begins), min(ends), known[1]),
        )

    def _known(self, service: str, component: str) -> tuple[int, int] | None:
        """Return since when something is known, and from when on only where a source says so.

        Of lists nothing is heard where nothing was down; a monitor is heard all the time.
        """
        told = self._told
        named = [told.named.get(key, Sources()) for key in {(service, component), ("", component)}
                 if any(key)]  # fmt: skip
        watched = min((n.watched for n in named if n.watched is not None), default=None)
        systems = [system for n in named for system in n.lists]
        if not systems and watched is None:
            systems = list(told.lists)
        lists = [told.lists[system] for system in systems]
        since = min([at for at, _ in lists] + ([] if watched is None else [watched]), default=None)
        if since is None:
            return None
        if watched is not None:
            return since, watched
        return since, max(until for _, until in lists)

    def _components(self, unit: Unit) -> Iterator[Unit]:
        """Yield the components that a service stands on, under its terms."""
        for component, begins, ends in self._told.components.get(unit.service, ()):
            known = self._known(unit.service, component)
            if known is None:
                continue
            start = max(unit.start, known[0], instant_of(begins, unit.zone) if begins else 0)
            until = min(unit.until, instant_of(ends, unit.zone) if ends else unit.until)
            if start < until:
                dark = _dark(start, until, known[1])
                yield replace(unit, component=component, start=start, until=until, dark=dark)

    def _calendar(self, name: str) -> tuple[int, str]:
        """Return the number of a calendar, and its zone; around the clock where none is agreed."""
        if name not in self._numbers:
            self._numbers[name] = len(self.calendars)
            self.calendars.append(self._parts(name))
        number = self._numbers[name]
        return number, self.calendars[number][-1].calendar.zone

    def _parts(self, name: str) -> tuple[CalendarPart, ...]:
        told = self._told
        watched = [each.watched for each in told.named.values() if each.watched is not None]
        first = min([*watched, *(since for since, _ in told.lists.values())])
        span = (first - _MARGIN, (told.as_of or first) + _AHEAD + _MARGIN)
        parts = self._rules.parts(name, "", span[0], VersionRule.PER_STRETCH, span) if name else ()
        whole = ServiceCalendar(zone=told.zone, always_open=True)
        return parts or (CalendarPart(whole, *span),)


def _dark(start: int, until: int, since: int) -> Interval | None:
    since = max(start, since)
    return (since, until) if since < until else None
