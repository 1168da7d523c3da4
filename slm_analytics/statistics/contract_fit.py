"""How well a calendar explains due times or verdicts, and with what length of target."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from slm_analytics.domain.service_calendar import DAY, ClosingRule, ServiceCalendar
from slm_analytics.statistics.contract_cases import Cases
from slm_analytics.statistics.due_hours import Weekly
from slm_analytics.statistics.open_seconds import Flags, OpenSeconds, WeeklySeconds, local_faces
from slm_analytics.statistics.target_length import deciding_length, oddness, usual_length

_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A calendar that may lie behind what a tool says.

    Attributes:
        calendar: the calendar.
        holidays: whose holidays it keeps, in words; empty: none.
        calendar_id: its name where the register has it.
        cost: the tickets it has to explain beyond a simpler one.
    """

    calendar: ServiceCalendar
    holidays: str = ""
    calendar_id: str = ""
    cost: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A candidate with the length of target that explains most tickets.

    Attributes:
        candidate: the calendar.
        seconds: the length, in seconds of service time.
        explained, of: how many tickets it explains, of how many.
        closing: where due times on closing time lie.
        flags: which tickets it explains.
    """

    candidate: Candidate
    seconds: int
    explained: int
    of: int
    closing: ClosingRule = ClosingRule.STAYS
    flags: Flags = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))

    @property
    def net(self) -> int:
        """The tickets explained, less what being complicated costs."""
        odd = oddness(self.seconds) if self.seconds else 0
        return self.explained - self.candidate.cost - odd


def exact_fit(cases: Cases, candidate: Candidate) -> Fit:
    """Return the fit of a candidate, exact to the second: holidays, changes of clocks and all."""
    service = compiled(candidate.calendar, cases)
    elapsed = cases.elapsed(service)
    if cases.met is not None:
        length = deciding_length(elapsed, cases.met)
        flags = (elapsed <= length.seconds) == cases.met
        fit = Fit(candidate=candidate, seconds=length.seconds, explained=0, of=cases.count)
    else:
        seconds = usual_length(elapsed, cases.step)
        flags = _right(elapsed, seconds, cases.step)
        stays = flags & service.ends_a_second(cases.until)
        moves = flags & (service.opens_at(cases.until) | _before_closing(service, cases))
        moved = int(moves.sum()) > int(stays.sum())
        rule = ClosingRule.MOVES if moved else ClosingRule.STAYS
        flags = moves if moved else stays
        fit = Fit(candidate=candidate, seconds=seconds, explained=0, of=cases.count, closing=rule)
    return replace(fit, explained=int(flags.sum()), flags=flags)


class FaceSearch:
    """Weekly hours of one zone held against tickets on the local clock face: quick, not exact."""

    def __init__(self, cases: Cases, zone: str) -> None:
        self._step = cases.step
        self._faces = replace(
            cases,
            opened=local_faces(cases.opened, zone),
            until=local_faces(cases.until, zone),
            pause_start=local_faces(cases.pause_start, zone),
            pause_until=local_faces(cases.pause_until, zone),
        )
        self.zone = zone

    @property
    def ends(self) -> Cases:
        """The tickets on the clock face."""
        return self._faces

    def explained(self, weekly: Weekly) -> int:
        """Return how many tickets weekly hours explain, with the length that suits them best."""
        service = WeeklySeconds(weekly)
        elapsed = self._faces.elapsed(service)
        if self._faces.met is not None:
            return deciding_length(elapsed, self._faces.met).net
        seconds = usual_length(elapsed, self._step)
        right = _right(elapsed, seconds, self._step)
        if not right.any():
            return 0
        ends = self._faces.until[right]
        closed = service.before(ends) == service.before(ends - 1)
        opening = closed & (service.before(ends + 1) > service.before(ends))
        return int(right.sum()) - int((closed & ~opening).sum())


def compiled(calendar: ServiceCalendar, cases: Cases) -> OpenSeconds:
    """Return the open time of a calendar over the life of tickets."""
    first, last = int(cases.opened.min()), int(cases.until.max())
    return OpenSeconds(calendar.open_time(_day(first - 2 * DAY), _day(last + 2 * DAY)))


def same_open_time(one: Fit, other: Fit, cases: Cases) -> bool:
    """Return whether two calendars are open at the same instants while tickets live."""
    first, second = (compiled(fit.candidate.calendar, cases) for fit in (one, other))
    return first.same_as(second)


def _before_closing(service: OpenSeconds, cases: Cases) -> Flags:
    """Return which due times lie inside open time, closing times left out."""
    return service.ends_a_second(cases.until) & service.ends_a_second(cases.until + 1)


def _right(elapsed: np.ndarray, seconds: int, step: int) -> Flags:
    right: Flags = abs(elapsed - seconds) < step
    return right if seconds > 0 else np.zeros(len(elapsed), dtype=np.bool_)


def _day(instant: int) -> date:
    return date.fromordinal(instant // DAY + _EPOCH_ORDINAL)
