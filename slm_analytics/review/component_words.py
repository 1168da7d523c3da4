"""Words of components: headlines, chances, what a failure does."""

from __future__ import annotations

from fractions import Fraction

from slm_analytics.domain.redundancy import Impact
from slm_analytics.domain.unit import floor_to, share_text
from slm_analytics.review.component_map import ServiceMap
from slm_analytics.review.dependency_links import StandsOn
from slm_analytics.review.outage_words import availability_text
from slm_analytics.review.sentences import counted, listed
from slm_analytics.statistics.failure_simulation import Basis, Chance

SIGNS = {Impact.FAILS: "▼", Impact.STANDS: "◐", Impact.NONE: ""}


def components_headline(service: str, told: ServiceMap) -> str:
    """Return measured beside expected, in a line."""
    measured = availability_text(told.measured.share, told.measured.target)
    if told.measured.share is None:
        return f"{service}: nothing tells of its availability"
    if told.expected.share is None:
        return f"{service}: {measured} available"
    expected = availability_text(told.expected.share)
    return f"{service}: {measured} available, {expected} expected from its components"


def components_subline(told: ServiceMap, on: StandsOn) -> str:
    """Return what is to be known of a service's components."""
    if on.circle:
        return ""
    if told.tree is None:
        return "No dependency says what this service stands on."
    words = [f"It stands on {counted(len(told.lines), 'component')}"]
    if told.singles:
        verb = "takes" if len(told.singles) == 1 else "each take"
        words.append(f"{listed(list(told.singles), 4)} {verb} it down alone")
    else:
        words.append("none of them takes it down alone")
    told_words = "; ".join(words)
    if told.expected.missing:
        told_words += f"; nothing tells of {listed(list(told.expected.missing), 4)}"
    return f"{told_words}."


def gap_words(told: ServiceMap) -> str:
    """Return how measured and expected differ, and what that says."""
    measured, expected = told.measured.share, told.expected.share
    if measured is None or expected is None:
        return ""
    points = points_text(abs(measured - expected))
    if measured == expected:
        return "As expected."
    if measured < expected:
        return (
            f"{points} less than its components let expect: some that stand in for each other"
            " fail together, or something that the map does not hold takes it down as well."
        )
    return (
        f"{points} more than its components let expect: they fail together, or less of the"
        " service hangs on them than the map says."
    )


def points_text(share: Fraction | float) -> str:
    """Return a difference of shares in percentage points: `0.012 points`."""
    points = floor_to(float(share) * 100, 3)
    return f"{points:.3f} points" if points else "under 0.001 points"


def chance_text(chance: Chance | None) -> str:
    """Return a chance with where it lies: `62 % (41 to 81 %)`."""
    if chance is None:
        return "–"
    low, high = (f"{floor_to(each * 100, 0):.0f}" for each in (chance.low, chance.high))
    if chance.basis is Basis.NONE:
        return f"at least {low}\u00a0%"
    return f"{share_text(chance.share, 0)} ({low} to {high}\u00a0%)"


def basis_words(chance: Chance | None, failures: int) -> str:
    """Return what a chance rests on."""
    if chance is None:
        return "no target is agreed"
    match chance.basis:
        case Basis.NONE:
            return "no failure in twelve months: how long one lasts is not known"
        case Basis.FEW:
            return f"{counted(failures, 'failure')} in twelve months: few, so it is wide"
        case _:
            return f"{counted(failures, 'failure')} in twelve months"
