"""Actions that a plan proposes, by rule: what came back, what stands alone, what is not tested."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from slm_analytics.review.component_history import Failure
from slm_analytics.review.outage_figures import MILLION
from slm_analytics.review.sentences import counted

# Words in the name of a cause -> what is proposed where it came back.
REMEDIES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("maintenance", "wartung"), "announce it in time, and have it approved"),
    (("certific", "zertifik"), "renew automatically, and warn a month before"),
    (
        ("capacity", "overload", "disk full", "kapaz"),
        "watch utilisation, and add before it is full",
    ),
    (("configur", "konfigur"), "have changes of configuration checked by a second person"),
    (("change", "release", "deploy", "änderung"), "test the change and the way back first"),
    (("software", "bug", "fault", "fehler"), "have the maker mend it, and test before release"),
    (("network", "line", "netz", "leitung"), "add a second line on another way"),
    (
        ("hardware", "power", "disk", "strom"),
        "replace the part, and double what has none beside it",
    ),
    (
        ("supplier", "provider", "third", "lieferant"),
        "take it up with the supplier, by its contract",
    ),
    (("human", "operator", "mistake"), "write down the steps, and lock what must not happen"),
    (("dns", "name resolution"), "keep a second name server, and watch both"),
    (("security", "attack", "ddos"), "have the defence tested, and agree on the steps"),
)
_ANY = "find out why, and take the cause away"
_REPEATED = 2  # from so many outages of one cause on
_MANY_CHANGES = 2


@dataclass(frozen=True, slots=True)
class Named:
    """Failures of one cause."""

    cause: str
    count: int
    down: Fraction


def by_cause(failed: Sequence[Failure]) -> tuple[Named, ...]:
    """Return the causes that are written down, the most downtime first."""
    found: dict[str, list[Failure]] = defaultdict(list)
    for each in failed:
        if each.cause:
            found[each.cause].append(each)
    named = [
        Named(
            cause, len(several), Fraction(sum(each.down_ppm_seconds for each in several), MILLION)
        )
        for cause, several in found.items()
    ]
    return tuple(sorted(named, key=lambda each: (-each.down, each.cause)))


def remedy(cause: str) -> str:
    """Return what is proposed where a cause came back."""
    known = cause.casefold()
    return next((words for signs, words in REMEDIES if any(s in known for s in signs)), _ANY)


def cause_actions(failed: Sequence[Failure], most: int = 2) -> tuple[str, ...]:
    """Return actions against causes that came back, the most downtime first."""
    again = [each for each in by_cause(failed) if each.count >= _REPEATED]
    return tuple(
        f"{counted(each.count, 'outage')} by {each.cause}: {remedy(each.cause)}"
        for each in again[:most]
    )


def change_action(with_change: int, failures: int) -> tuple[str, ...]:
    """Return what is proposed where many outages begin with a change."""
    if with_change < _MANY_CHANGES or with_change * 4 < failures:
        return ()
    return (
        f"{with_change} of {counted(failures, 'outage')} began with a change: look at how changes"
        " are assessed",
    )


def single_action(component: str, saved_minutes: str) -> tuple[str, ...]:
    """Return what is proposed for a single point of failure that cost time."""
    return (f"{component} takes it down alone: a second one would have saved {saved_minutes}",)


def ticket_action(ticketless: int, failures: int) -> tuple[str, ...]:
    """Return what is proposed where outages have no ticket."""
    if not ticketless or ticketless * 2 < failures:
        return ()
    return (f"{ticketless} of {counted(failures, 'outage')} have no ticket: open one for each",)


def failover_action(overdue: Sequence[str], never: Sequence[str]) -> tuple[str, ...]:
    """Return what is proposed where failover is not tested."""
    told = []
    if overdue:
        told.append(f"do the overdue failover test of {', '.join(overdue)}")
    if never:
        told.append(f"plan a failover test of {', '.join(never[:3])}")
    return tuple(told)
