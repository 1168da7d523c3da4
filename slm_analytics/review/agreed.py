"""What is agreed for a ticket, which target won over which, and when the ticket would be due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pandas as pd

from slm_analytics.domain.clock import Counting, LineKind, Piece, ledger
from slm_analytics.domain.rules import Rules
from slm_analytics.domain.service_calendar import DAY, ClosingRule
from slm_analytics.domain.service_time import ServiceTime, service_seconds
from slm_analytics.domain.target import BEGINNING, ClockKind, Keys, Target, VersionRule
from slm_analytics.domain.zone import local_seconds, to_utc
from slm_analytics.register.length import Length, seconds_text
from slm_analytics.review.sentences import listed

_BEFORE, _AFTER = 40 * DAY, 3 * 366 * DAY
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WHAT = {
    LineKind.COUNTED: "open",
    LineKind.CLOSED: "closed",
    LineKind.HOLIDAY: "holiday",
}
_KEYS = ("customer", "service", "record_type", "priority")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What one clock is to keep for a ticket.

    Attributes:
        holder: the group or supplier of a holding clock.
        target: the target that holds; None where none does, or several tie.
        due: when a ticket opened then would be due, second UTC; None where
            that cannot be told.
        zone: the zone of the calendar.
        why: why this target and no other.
    """

    clock: ClockKind
    holder: str
    target: Target | None
    due: int | None
    zone: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A length of time run through a calendar: when it ends, and the ledger up to there.

    `lines` has one row per stretch: From, Until, What, Counted.
    """

    due: int | None
    zone: str
    lines: pd.DataFrame

    @property
    def due_text(self) -> str:
        """When it ends, on the clock of the calendar."""
        return "never within three years" if self.due is None else moment_text(self.due, self.zone)


def agreed(rules: Rules, keys: Keys, at: int) -> list[Agreed]:
    """Return what is agreed for a ticket opened at an instant (second UTC), clock by clock."""
    named = [target for target in rules.targets if target.names(keys)]
    clocks = dict.fromkeys((target.clock, target.holder) for target in named)
    order = list(ClockKind)
    return [
        _agreed(rules, keys, at, clock, holder)
        for clock, holder in sorted(clocks, key=lambda each: (order.index(each[0]), each[1]))
    ]


def _agreed(rules: Rules, keys: Keys, at: int, clock: ClockKind, holder: str) -> Agreed:
    match = rules.match(clock, keys, at, holder)
    due, zone = None, "UTC"
    if match.target is not None:
        due, zone = due_of(rules, match.target, keys.site, at)
    return Agreed(
        clock=clock,
        holder=holder,
        target=match.target,
        due=due,
        zone=zone,
        why=_why(rules, keys, at, (clock, holder), match.target, match.tied),
    )


def due_of(rules: Rules, target: Target, site: str, at: int) -> tuple[int | None, str]:
    """Return when a ticket opened at an instant is due under a target, and the calendar's zone."""
    length = Length(seconds=target.seconds, days=target.days, by_time=target.by_time)
    service = _service(rules, target.calendar, site, at, target.policy.version)
    if service is None:
        return None, "UTC"
    return _due(service, at, length, target.policy.closing), service.zone


def _service(
    rules: Rules, calendar_id: str, site: str, at: int, version: VersionRule
) -> ServiceTime | None:
    parts = rules.parts(calendar_id, site, at, version, (at - _BEFORE, at + _AFTER))
    return ServiceTime(parts) if parts else None


def _due(service: ServiceTime, at: int, length: Length, closing: ClosingRule) -> int | None:
    seconds = service_seconds(service, at, length.seconds, length.days, length.by_time)
    return None if seconds is None else service.open.due(at, seconds, closing)


def _why(
    rules: Rules,
    keys: Keys,
    at: int,
    which: tuple[ClockKind, str],
    target: Target | None,
    tied: Sequence[Target],
) -> str:
    of_clock = [each for each in rules.targets if (each.clock, each.holder) == which]
    named = [each for each in of_clock if each.names(keys)]
    if tied:
        rows = listed([f"{each.target_id} (row {each.line})" for each in tied])
        return f"{rows} are equally exact: a tie, so no target holds."
    if target is None:
        return "Nothing is in force on that day."
    begun = [each for each in named if rules.valid(each)[0] <= at < rules.valid(each)[1]]
    lesser = sorted((each for each in begun if each != target), key=lambda each: -each.exactness)
    later = [each for each in named if each not in begun and each.exactness >= target.exactness]
    words = f"It names {_named(target)}"
    if lesser:
        rows = listed([f"{each.target_id} ({_named(each)})" for each in lesser])
        words += f", and so goes before {rows}"
    words += "; no other is in force." if not lesser else "."
    if later:
        words += f" Not in force on that day: {listed([_version(each) for each in later])}."
    return words


def _named(target: Target) -> str:
    names = [key.replace("_", " ") for key in _KEYS if getattr(target, key)]
    return listed(names, most=4) if names else "any ticket"


def _version(target: Target) -> str:
    held = f"from {target.valid_from.isoformat()}"
    if target.valid_from == BEGINNING:
        held = f"until {target.valid_until.isoformat()}"
    return f"{target.target_id} {held} (row {target.line})"


def preview(
    rules: Rules, calendar_id: str, site: str, at: int, length: Length, closing: ClosingRule
) -> Preview:
    """Return when a length of time that begins at an instant ends in a calendar, and why then."""
    service = _service(rules, calendar_id, site, at, VersionRule.PER_STRETCH)
    if service is None:
        return Preview(due=None, zone="UTC", lines=_frame([]))
    due = _due(service, at, length, closing)
    if due is None:
        return Preview(due=None, zone=service.zone, lines=_frame([]))
    piece = Piece(at, None, Counting.RUNS)
    lines = ledger([piece], service.open, service.usual, at, due)
    rows = [
        (
            moment_text(line.start, service.zone),
            moment_text(line.until, service.zone),
            _WHAT.get(line.kind, line.kind.value),
            seconds_text(line.counted) if line.counted else "–",
        )
        for line in lines
    ]
    return Preview(due=due, zone=service.zone, lines=_frame(rows))


def _frame(rows: Sequence[tuple[str, str, str, str]]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["From", "Until", "What", "Counted"])


def moment_text(at: int, zone: str) -> str:
    """Return an instant on the clock of a zone: `Fri 20 Nov 2026 16:00`."""
    local = _EPOCH + timedelta(seconds=local_seconds(at, zone))
    return local.strftime("%a %-d %b %Y %H:%M:%S" if local.second else "%a %-d %b %Y %H:%M")


def instant_on(day: datetime, zone: str) -> int:
    """Return the second UTC of a local time, given without a zone."""
    return to_utc(int((day.replace(tzinfo=UTC) - _EPOCH).total_seconds()), zone)[0]


def length_text(target: Target) -> str:
    """Return how long a target is, as it is written: 8 h, 2 d, 1 d by 17:00."""
    return str(Length(seconds=target.seconds, days=target.days, by_time=target.by_time))
