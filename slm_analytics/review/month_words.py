"""What is to be done next about a customer's month, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from slm_analytics.domain.period import Month
from slm_analytics.review.month_inputs import Cover, Lack, MonthInput
from slm_analytics.review.sentences import counted, grouped, month_name


class Next(StrEnum):
    """Where the next step is done."""

    NOTHING = "nothing to do"
    LOAD = "load"
    SCORECARD = "scorecard"
    RUNNING = "running month"
    REGISTER = "register"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is known of a customer's month: its inputs, its lines, and whether it still runs."""

    month: Month
    inputs: tuple[MonthInput, ...]
    kept: int
    missed: int
    known: int
    at_risk: int
    runs: bool


def step(told: Told) -> tuple[str, Next]:
    """Return the next step: `September: complete; 2 lines missed: see the scorecard`."""
    name = month_name(told.month).rpartition(" ")[0]
    lacking = [each for each in told.inputs if each.cover is not Cover.WHOLE]
    if lacking:
        words = "; ".join(_load(each) for each in lacking)
        so_far = f". So far {_lines_so_far(told)}" if told.runs and told.known else ""
        return f"{name}: {words}{so_far}", Next.LOAD
    if not told.inputs:
        return f"{name}: no ticket of this customer is loaded", Next.LOAD
    if not told.known:
        return f"{name}: complete; no service level was measured", Next.REGISTER
    if told.missed:
        missed = f"{counted(told.missed, 'line')} missed"
        return f"{name}: complete; {missed}: see the scorecard", Next.SCORECARD
    running = told.known - told.kept
    kept = f"{grouped(told.kept)} of {counted(told.known, 'line')} kept"
    if not running:
        kept = "the one line is kept" if told.kept == 1 else f"all {told.kept} lines kept"
    more = f", {grouped(running)} still counting" if running else ""
    return f"{name}: complete; {kept}{more}", Next.NOTHING


def _load(each: MonthInput) -> str:
    if each.lack is Lack.OLDER:
        return f"load an older {each.title} - this one begins within the month"
    if each.on is None:
        return f"load the {each.title}"
    day = f"{each.on.day} {month_name(each.on).rpartition(' ')[0]}"
    if each.lack is Lack.BETWEEN:
        return f"load the {each.title} of these days - no ticket of it was opened after {day}"
    return f"load the {each.title} - its newest row is from {day}"


def _lines_so_far(told: Told) -> str:
    words = f"{counted(told.missed, 'line')} missed"
    return f"{words}, {grouped(told.at_risk)} at risk" if told.at_risk else words


def headline(month: Month, stages: Mapping[str, int], missed: int) -> str:
    """Return how many customers are complete, and how many lines were missed."""
    total, complete = sum(stages.values()), stages.get("complete", 0)
    if not total:
        return f"{month_name(month)}: no customer has a ticket yet"
    of = counted(total, "customer")
    words = f"complete for {complete} of {of}"
    if complete == total:
        words = "complete" if total == 1 else f"complete for all {of}"
    return f"{month_name(month)}: {words}; {counted(missed, 'line')} missed"


def subline(steps: int) -> str:
    """Return how many customers wait for somebody."""
    return f"{counted(steps, 'next step')} below." if steps else "Nothing is left to do for it."
