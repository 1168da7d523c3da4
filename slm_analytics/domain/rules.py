"""The rules in force: effective-dated calendars and targets, and which of them holds when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from slm_analytics.domain.availability_terms import AvailabilityTerms, Exclusion
from slm_analytics.domain.service_calendar import DAY, ServiceCalendar
from slm_analytics.domain.service_level import ServiceLevel
from slm_analytics.domain.service_time import CalendarPart
from slm_analytics.domain.sign_off import SignedMonth
from slm_analytics.domain.target import ClockKind, Keys, Target, VersionRule
from slm_analytics.domain.typed import Delivery, MonthlyValue
from slm_analytics.domain.zone import to_utc

_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_SITE_OF_ALL = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarVersion:
    """A service calendar from `valid_from` until the next version of its name and site."""

    calendar_id: str
    site: str = _SITE_OF_ALL
    valid_from: date = date(1970, 1, 1)
    calendar: ServiceCalendar = field(default_factory=ServiceCalendar)


@dataclass(frozen=True, slots=True)
class Match:
    """The target that holds; None where none does, or where several are equally exact."""

    target: Target | None
    tied: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Everything agreed that clocks and results need.

    Attributes:
        calendars: versions of calendars, ordered by name, site and first day.
        targets: the register of targets.
        levels: the lines of contracts.
        deliveries, values: what is typed in for them.
        signed: months that were signed off.
        availability: what is agreed on the availability of services.
        exclusions: time that does not count as downtime, or is proposed not to.
    """

    calendars: tuple[CalendarVersion, ...] = ()
    targets: tuple[Target, ...] = ()
    levels: tuple[ServiceLevel, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    values: tuple[MonthlyValue, ...] = ()
    signed: tuple[SignedMonth, ...] = ()
    availability: tuple[AvailabilityTerms, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()

    def versions(self, calendar_id: str, site: str = "") -> tuple[CalendarVersion, ...]:
        """Return the versions of a calendar, of a site where the site has its own."""
        named = [each for each in self.calendars if each.calendar_id == calendar_id]
        own = [each for each in named if each.site == site]
        chosen = own or [each for each in named if each.site == _SITE_OF_ALL]
        return tuple(sorted(chosen, key=lambda version: version.valid_from))

    def version_at(self, calendar_id: str, site: str, at: int) -> CalendarVersion | None:
        """Return the version in force at an instant; before the first, the first holds."""
        versions = self.versions(calendar_id, site)
        begun = [each for each in versions if instant_of(each.valid_from, each.calendar.zone) <= at]
        return begun[-1] if begun else next(iter(versions), None)

    def match(self, clock: ClockKind, keys: Keys, at: int, holder: str = "") -> Match:
        """Return the most exact target in force at an instant (second UTC)."""
        found = [
            target
            for target in self.targets
            if target.clock is clock
            and target.holder == holder
            and target.names(keys)
            and self.valid(target)[0] <= at < self.valid(target)[1]
        ]
        most = max((target.exactness for target in found), default=0)
        best = tuple(target for target in found if target.exactness == most)
        return Match(best[0]) if len(best) == 1 else Match(None, best)

    def valid(self, target: Target) -> tuple[int, int]:
        """Return the instants from and until which a target holds: midnights of its zone."""
        versions = self.versions(target.calendar)
        zone = versions[-1].calendar.zone if versions else "UTC"
        return instant_of(target.valid_from, zone), instant_of(target.valid_until, zone)

    def boundaries(self, clock: ClockKind, start: int, until: int) -> tuple[int, ...]:
        """Return the instants between two at which a target begins or ends to hold."""
        ends = {end for each in self.targets if each.clock is clock for end in self.valid(each)}
        return tuple(sorted(end for end in ends if start < end < until))

    def parts(
        self, calendar_id: str, site: str, at: int, rule: VersionRule, span: tuple[int, int]
    ) -> tuple[CalendarPart, ...]:
        """Return what a calendar is over a span of instants: empty when there is no such calendar.

        The version in force at `at` all the way, or each version while it is in force.
        """
        if rule is VersionRule.AT_OPENING:
            version = self.version_at(calendar_id, site, at)
            return () if version is None else (CalendarPart(version.calendar, *span),)
        versions = self.versions(calendar_id, site)
        if not versions:
            return ()
        begins = [instant_of(each.valid_from, each.calendar.zone) for each in versions]
        starts = [span[0], *(max(begin, span[0]) for begin in begins[1:])]
        untils = [*(min(start, span[1]) for start in starts[1:]), span[1]]
        return tuple(
            CalendarPart(version.calendar, start, until)
            for version, start, until in zip(versions, starts, untils, strict=True)
            if start < until
        )


def instant_of(day: date, zone: str) -> int:
    """Return the second UTC at which a civil day begins in a zone."""
    return to_utc((day.toordinal() - _EPOCH_ORDINAL) * DAY, zone)[0]
