"""Rules with one thing changed: what a tool may do otherwise than was agreed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from slm_analytics.domain.rules import CalendarVersion, Rules
from slm_analytics.domain.target import (
    ChangeRule,
    ClockKind,
    PauseTime,
    Policy,
    ReopenRule,
    Target,
    VersionRule,
)
from slm_analytics.domain.ticket import State

_MANY_DAYS = 10_000


class Difference(StrEnum):
    """The classes of differences, by what lies behind them."""

    ROUNDING = "rounding"
    PAUSE = "pause"
    CALENDAR = "calendar"
    CHANGE = "priority change"
    REOPEN = "reopening"
    VERSION = "target version"
    STOP = "judged at closing"
    NO_CLOCK = "no clock in the tool"
    TWICE = "hour that stood twice"
    HISTORY = "missing history"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """One changed rule.

    Attributes:
        difference: the class it stands for.
        words: what the tool then does otherwise, to follow "the tool".
        rules: all rules with that one changed.
        clock: the clock to look at.
    """

    difference: Difference
    words: str
    rules: Rules
    clock: ClockKind = ClockKind.RESOLUTION


def variations(rules: Rules) -> tuple[Variation, ...]:
    """Return the changes of rules that are tried, in this order; those that change nothing not."""
    timed = replace(rules, targets=tuple(_timed(rules)))
    if not timed.targets:
        return ()
    return tuple(
        Variation(difference=difference, words=words, rules=changed, clock=clock)
        for difference, words, changed, clock in _changes(timed)
        if changed != timed
    )


def together(tried: Sequence[Variation]) -> Rules:
    """Return one set of rules that answers for every variation at once.

    Each is a clock of its own, told apart by a holder: its place in `tried`.
    Calendars that differ between them go by different names.
    """
    laid_out: list[tuple[CalendarVersion, ...]] = []
    targets: list[Target] = []
    for place, variation in enumerate(tried):
        calendars = variation.rules.calendars
        number = next((at for at, each in enumerate(laid_out) if each is calendars), len(laid_out))
        if number == len(laid_out):
            laid_out.append(calendars)
        targets += [
            replace(each, holder=str(place), calendar=f"{each.calendar}/{number}")
            for each in variation.rules.targets
        ]
    versions = [
        replace(each, calendar_id=f"{each.calendar_id}/{number}")
        for number, calendars in enumerate(laid_out)
        for each in calendars
    ]
    return Rules(calendars=tuple(versions), targets=tuple(targets))


_Change = tuple[Difference, str, Rules, ClockKind]
_RESOLUTION = ClockKind.RESOLUTION


def _changes(rules: Rules) -> Iterator[_Change]:
    plain = _without_holidays(rules)
    yield from _with_other_policies(rules)
    yield Difference.CALENDAR, "knows no holidays", plain, _RESOLUTION
    yield Difference.VERSION, "uses the target before this one", _shifted(rules, 1), _RESOLUTION
    yield Difference.VERSION, "uses the target after this one", _shifted(rules, -1), _RESOLUTION
    yield Difference.CALENDAR, "counts around the clock", _around_the_clock(rules), _RESOLUTION
    closing = _at_closing(rules)
    yield Difference.STOP, "judged it again when it was closed", closing, ClockKind.CLOSURE
    if plain != rules:
        for difference, words, other, clock in _with_other_policies(plain):
            if words in _ALSO and other != plain:
                yield difference, f"knows no holidays and {words}", other, clock


def _with_other_policies(rules: Rules) -> Iterator[_Change]:
    for difference, words, policies in _POLICIES:
        targets = (replace(each, policy=policies(each.policy)) for each in rules.targets)
        yield difference, words, replace(rules, targets=tuple(targets)), _RESOLUTION


def _pauses(*words: str) -> Callable[[Policy], Policy]:
    return lambda policy: replace(policy, pauses=frozenset(words))


def _changed(rule: ChangeRule) -> Callable[[Policy], Policy]:
    return lambda policy: replace(policy, change=rule)


def _reopened(rule: ReopenRule) -> Callable[[Policy], Policy]:
    return lambda policy: replace(policy, reopen=rule, reopen_days=_MANY_DAYS)


_POLICIES: tuple[tuple[Difference, str, Callable[[Policy], Policy]], ...] = (
    (Difference.PAUSE, "takes no pause off", _pauses()),
    (Difference.PAUSE, "pauses on every hold", _pauses(State.ON_HOLD.value)),
    (
        Difference.PAUSE,
        "takes the whole length of a pause off",
        lambda policy: replace(policy, pause_time=PauseTime.WALL_CLOCK),
    ),
    (
        Difference.CHANGE,
        "counts a new priority from the opening",
        _changed(ChangeRule.FROM_CREATION),
    ),
    (
        Difference.CHANGE,
        "starts a new clock when the priority changes",
        _changed(ChangeRule.FROM_CHANGE),
    ),
    (Difference.CHANGE, "keeps the target of the opening", _changed(ChangeRule.AT_OPENING)),
    (Difference.CHANGE, "counts each priority on its own", _changed(ChangeRule.EACH_STRETCH)),
    (
        Difference.CHANGE,
        "counts a raised priority from its change",
        _changed(ChangeRule.RAISED_FROM_CHANGE),
    ),
    (
        Difference.REOPEN,
        "keeps the verdict of the first resolution",
        _reopened(ReopenRule.FIRST),
    ),
    (Difference.REOPEN, "starts anew when a ticket is reopened", _reopened(ReopenRule.RESTART)),
    (
        Difference.REOPEN,
        "goes on counting whenever a ticket is reopened",
        _reopened(ReopenRule.CONTINUE),
    ),
    (
        Difference.VERSION,
        "changes to a new target under way",
        lambda policy: replace(policy, version=VersionRule.PER_STRETCH),
    ),
)


_ALSO = (  # what tools without holidays often do otherwise as well
    "takes no pause off",
    "pauses on every hold",
    "counts a new priority from the opening",
    "starts a new clock when the priority changes",
    "keeps the verdict of the first resolution",
)


def _timed(rules: Rules) -> Iterator[Target]:
    """Yield the targets of resolution: only they are compared."""
    return (each for each in rules.targets if each.clock is ClockKind.RESOLUTION)


def _without_holidays(rules: Rules) -> Rules:
    calendars = (
        replace(each, calendar=replace(each.calendar, holidays={})) for each in rules.calendars
    )
    return replace(rules, calendars=tuple(calendars))


def _around_the_clock(rules: Rules) -> Rules:
    calendars = (
        replace(each, calendar=replace(each.calendar, always_open=True)) for each in rules.calendars
    )
    return replace(rules, calendars=tuple(calendars))


def _at_closing(rules: Rules) -> Rules:
    targets = tuple(replace(each, clock=ClockKind.CLOSURE) for each in rules.targets)
    return replace(rules, targets=targets)


def _shifted(rules: Rules, step: int) -> Rules:
    """Return rules in which each version of a target says what the one `step` before it says."""
    found = []
    for target in rules.targets:
        versions = sorted(
            (each for each in rules.targets if each.target_id == target.target_id),
            key=lambda each: each.valid_from,
        )
        place = versions.index(target) - step
        other = versions[min(max(place, 0), len(versions) - 1)]
        found.append(replace(other, valid_from=target.valid_from, valid_until=target.valid_until))
    return replace(rules, targets=tuple(found))
