"""The chain behind a promise in words: what is added, in which hours, and whether it fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby

from slm_analytics.domain.service_level import Measure, ServiceLevel
from slm_analytics.domain.zone import local_seconds
from slm_analytics.register.length import seconds_text
from slm_analytics.review.chain import Backing, Case, Chain, Leg, Length
from slm_analytics.review.sentences import counted, grouped, listed

SIGNS = {
    Backing.FITS: "●",
    Backing.TOO_LONG: "▼",
    Backing.NOBODY: "–",
    Backing.NOT_COMPARED: "○",
}
WORDS = {
    Backing.FITS: "fits",
    Backing.TOO_LONG: "takes too long",
    Backing.NOBODY: "nobody backs it",
    Backing.NOT_COMPARED: "cannot be compared",
}
Calendars = Mapping[str, tuple[str, str]]  # calendar_id -> what people call it, its zone


def headline(chains: Sequence[Chain]) -> str:
    """Return how many promises are backed, in a line."""
    if not chains:
        return "No line with a customer is in force"
    silent = sum(not each.is_backed for each in chains)
    fits = sum(each.backing is Backing.FITS for each in chains)
    verb = "is" if fits == 1 else "are"
    words = f"{grouped(fits)} of {counted(len(chains), 'promise')} {verb} backed in time"
    return f"{words}; {grouped(silent)} by nobody" if silent else words


def legs_words(case: Case) -> str:
    """Return who backs a promise: `Telvia 16 h, then Network 20 h`."""
    steps = [list(step) for _, step in groupby(case.legs, key=lambda leg: leg.step)]
    return ", then ".join(_step(step) for step in steps)


def _step(step: Sequence[Leg]) -> str:
    told = [f"{leg.level.provider} {length_words(leg.length)}" for leg in step]
    return told[0] if len(told) == 1 else f"the longest of {listed(told, len(told))}"


def length_words(length: Length | None) -> str:
    """Return a time; a line whose time is told in days, or not at all, has none to compare."""
    return "(no time in hours)" if length is None else seconds_text(length.seconds)


def case_words(case: Case) -> str:
    """Return which tickets a case is about: `VPN access, P1 and P2`."""
    return ", ".join(
        filter(None, (listed(list(case.services), 5), listed(list(case.priorities), 5)))
    )


def sum_words(level: ServiceLevel, case: Case, calendars: Calendars) -> str:
    """Return what was added and converted, and what it came to."""
    if case.backing is Backing.NOBODY:
        return "No line of a group or supplier backs it."
    if level.measure is Measure.AVERAGE:
        return "An average says nothing of the time of one ticket."
    if case.agreed is None:
        return "No time in hours is agreed for these tickets."
    if case.run is None:
        silent = [leg.level.name for leg in case.legs if leg.length is None]
        if silent:
            return f"No time in hours: {listed(silent)}."
        return "Its end cannot be told within two years."
    own = _calendar(case.agreed.calendar, calendars)
    took, agreed = seconds_text(case.run.seconds), seconds_text(case.agreed.seconds)
    if not case.is_converted:
        return f"Together {took}, agreed {agreed}, both in {own}."
    others = dict.fromkeys(leg.length.calendar for leg in case.legs if leg.length)
    other = [_calendar(name, calendars) for name in others if name != case.agreed.calendar]
    begun = _begun(case.run.start, case.agreed.calendar, calendars)
    return (
        f"Counted in {own}, the hours of the promise. {listed(other)} differ: every start of twelve"
        f" months was run through, and the longest takes {took} (begun {begun}); agreed {agreed}."
    )


def _calendar(name: str, calendars: Calendars) -> str:
    return calendars.get(name, (name, "UTC"))[0]


def _begun(start: int, name: str, calendars: Calendars) -> str:
    zone = calendars.get(name, (name, "UTC"))[1]
    after = "just after " if start % 60 == 1 else ""
    return f"{after}{datetime.fromtimestamp(local_seconds(start, zone), UTC):%a %d %b %Y %H:%M}"
