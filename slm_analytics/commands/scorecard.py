"""`scorecard` and `service-levels`: what the lines of a contract came to, and which there are."""

from __future__ import annotations

from typing import Any

from slm_analytics import console
from slm_analytics.commands.answer import Answer, Arguments
from slm_analytics.commands.question import warehouse_in_force
from slm_analytics.domain.period import Month
from slm_analytics.errors import UsageError
from slm_analytics.review.coverage import coverage
from slm_analytics.review.levels import levels_in_force
from slm_analytics.review.scorecard import Scorecard, ScoreLine, scorecard
from slm_analytics.review.scorecard_words import target_words
from slm_analytics.settings import DataFolder


def card(folder: DataFolder, given: Arguments) -> Answer:
    """Show the scorecard of a customer and month.

    Raises:
        UsageError: nothing is loaded.
    """
    warehouse = warehouse_in_force(folder)
    month = Month.parse(given.month) if given.month else coverage(warehouse).review_month
    if month is None:
        raise UsageError("Nothing is loaded.", remedy="Load tickets first: slm import FILE.")
    told = scorecard(warehouse, tuple(given.customer or ()), month)
    return Answer(_values(told), _lines(told))


def _values(told: Scorecard) -> dict[str, Any]:
    return {
        "month": str(told.month),
        "headline": told.headline,
        "subline": told.subline,
        "lines": [_plain(line) for line in told.lines],
    }


def _plain(line: ScoreLine) -> dict[str, Any]:
    level = line.level
    return {
        "level_id": level.level_id,
        "name": level.name,
        "customer": level.population.customer,
        "class": level.level_class.value,
        "kind": level.kind.value,
        "state": line.state.value,
        "why": line.why,
        "agreed": line.target.replace("\u00a0", " "),
        "reached": line.actual.replace("\u00a0", " "),
        "misses": line.misses,
        "left": line.margin,
        "from": str(line.first),
        "to": str(line.last),
        "is_new": line.is_new,
        "is_below_minimum": line.is_below_minimum,
        "held": line.held,
        "few_tickets": line.small,
        "open_past_target": line.beside.open_late,
        "cancelled": line.beside.cancelled,
        "cancelled_after_breach": line.beside.cancelled_late,
        "duplicates": line.beside.duplicates,
        "children": line.beside.children,
        "unanswered": line.unanswered,
        "version_row": level.line,
    }


def _lines(told: Scorecard) -> list[str]:
    rows = [
        {
            "State": line.state.value,
            "Line": line.level.name,
            "Customer": line.level.population.customer,
            "Agreed": line.target,
            "Reached": line.actual,
            "Misses": line.misses,
            "Left": "" if line.margin is None else str(line.margin),
        }
        for line in told.lines
    ]
    return [told.headline, *filter(None, [told.subline]), "", *console.table(rows)]


def service_levels(folder: DataFolder, given: Arguments) -> Answer:
    """List the lines of contracts, each version."""
    del given
    rows = [
        {
            "level_id": each.level_id,
            "name": each.name,
            "customer": each.population.customer,
            "kind": each.kind.value,
            "class": each.level_class.value,
            "agreed": target_words(each).replace("\u00a0", " "),
            "valid_from": each.valid_from.isoformat(),
            "valid_until": each.valid_until.isoformat(),
        }
        for each in levels_in_force(warehouse_in_force(folder))
    ]
    return Answer(rows, console.table(rows))
