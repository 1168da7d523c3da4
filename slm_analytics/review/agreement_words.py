"""Agreements in the words of a service manager."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from slm_analytics.domain.agreement import Agreement, Due, Happening, LifeCycle, Standing
from slm_analytics.domain.service_catalogue import Cell
from slm_analytics.review.sentences import counted, grouped, listed, month_name, short_name

SIGNS = {
    Standing.UP_TO_DATE: "●",
    Standing.EXPIRED: "▼",
    Standing.UNSIGNED: "▼",
    Standing.REVIEW_OVERDUE: "▼",
    Standing.UNDER_REVIEW: "◐",
    Standing.NOT_BEGUN: "○",
    Standing.IN_WORK: "○",
    Standing.OVER: "–",
}
_HAPPENS = {
    Happening.END: "ends",
    Happening.NOTICE: "last day for notice",
    Happening.REVIEW: "review",
}


def day_words(day: date) -> str:
    """Return `22 November 2026`."""
    return f"{day.day} {month_name(day)}"


def short_day(day: date) -> str:
    """Return `22 Nov 2026`, which is not broken over two lines."""
    return f"{day.day}\u00a0{short_name(day.month)}\u00a0{day.year}"


def headline(covered: int, live: int, agreements: int) -> str:
    """Return how many live services have an up-to-date SLA."""
    if not agreements:
        return "No agreement is in the register yet"
    if not live:
        return f"{counted(agreements, 'agreement')}, and no live service in the catalogue"
    if covered == live:
        every = (
            "The one live service has" if live == 1 else f"All {grouped(live)} live services have"
        )
        return f"{every} an up-to-date SLA"
    verb = "has" if covered == 1 else "have"
    return f"{grouped(covered)} of {counted(live, 'live service')} {verb} an up-to-date SLA"


def subline(on: date, lacking: Mapping[Standing, int], without: Sequence[str]) -> str:
    """Return what lacks on a day, in a sentence."""
    words = {
        Standing.EXPIRED: "expired but live",
        Standing.UNSIGNED: "not signed",
        Standing.REVIEW_OVERDUE: "with its review overdue",
    }
    parts = [f"{grouped(lacking[each])} {words[each]}" for each in words if lacking.get(each)]
    if without:
        parts.append(f"without an SLA: {listed(list(without))}")
    told = "; ".join(parts) if parts else "nothing lacks"
    return f"On {day_words(on)}: {told}."


def life_words(status: LifeCycle) -> str:
    """Return a step of an agreement's life as people say it."""
    return status.value.capitalize()


def standing_words(standings: Sequence[Standing]) -> str:
    """Return how an agreement stands: `expired but live, review overdue`."""
    return ", ".join(each.value for each in standings)


def parties(agreement: Agreement) -> str:
    """Return with whom it is agreed: the customer, else the group or supplier."""
    return agreement.customer or agreement.provider or "any customer"


def days_words(days: int) -> str:
    """Return `today`, `in 12 days`, `3 days ago`."""
    if not days:
        return "today"
    return f"in {counted(days, 'day')}" if days > 0 else f"{counted(-days, 'day')} ago"


def due_words(due: Due) -> str:
    """Return what is due in a line: `SLA workplace: ends 31 December 2026`."""
    return f"{due.agreement.title}: {_HAPPENS[due.what]} {day_words(due.due_on)}"


def cell_words(cell: Cell) -> str:
    """Return how a service stands with one kind of agreement."""
    told = "none" if cell.standing is None else cell.standing.value
    if cell.of > 1 and not cell.is_covered:
        return f"{told}; up to date for {grouped(cell.covered)} of {grouped(cell.of)} customers"
    return told
