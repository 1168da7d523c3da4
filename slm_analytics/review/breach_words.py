"""Breaches in words: headline, subline, and the titles of the cards."""

from __future__ import annotations

import pandas as pd

from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.scope import NONE, Scope
from slm_analytics.domain.unit import floor_to, service_text, share_text
from slm_analytics.review.coverage import Coverage
from slm_analytics.review.sentences import counted, grouped, month_name, number_word

_LATE = {"resolution": "resolved late", "response": "answered late", "holding": "handed on late"}
_MOST = 1 / 3  # of all breaches, from which on one service makes the headline


def breach_headline(
    clock: str,
    missed: int,
    decided: int,
    services: pd.DataFrame,
    scope: Scope,
    month: Month,
    data: Coverage,
) -> str:
    """Return how many targets were missed, and where most of them.

    Args:
        clock, missed, decided: as in `Breaches`.
        services: `Breaches.causes` by service.
        scope: its period is told.
        month: the last of it.
        data: what is loaded.
    """
    when = when_text(scope.period, month)
    if not decided:
        return f"No {clock} clock was decided {when}"
    if not missed:
        return f"No ticket was {_LATE[clock]} {when}"
    verb = "was" if missed == 1 else "were"
    if data.begins is not None and month < data.begins:
        when = f"{when}, which is only partly in the data"
    first = services.iloc[0]
    leads = len(services) > 1 and first["breaches"] >= _MOST * missed and missed > 2
    words = f"{counted(missed, 'ticket')} {verb} {_LATE[clock]} {when}"
    if not leads or first["name"] is None:
        return words
    return f"{words}, {grouped(first['breaches'])} of them for {first['name']}"


def when_text(period: Period | None, month: Month) -> str:
    """Return `in October 2026`, or `in the 12 months up to October 2026`."""
    months = period.months if period is not None else ()
    if len(months) <= 1:
        return f"in {month_name(month)}"
    return f"in the {number_word(len(months))} months up to {month_name(month)}"


def breach_subline(clock: str, missed: int, decided: int, severity: pd.DataFrame) -> str:
    """Return the share missed, how badly, and the hours of overrun."""
    if not missed:
        return f"{counted(decided, 'ticket')} counted by the {clock} clock." if decided else ""
    share = share_text(missed / decided)
    twice = int(severity["breaches"].iloc[-1])
    hours = float(severity["overrun_hours"].sum())
    return (
        f"{grouped(missed)} of {grouped(decided)} = {share} missed the target;"
        f" {grouped(twice)} took more than twice the time allowed;"
        f" {grouped(floor_to(hours, 0))} service hours too long in all."
    )


def severity_title(severity: pd.DataFrame) -> str:
    """Return how many breaches are bad ones."""
    missed, twice = int(severity["breaches"].sum()), int(severity["breaches"].iloc[-1])
    if not twice:
        return "No breach took more than twice the time allowed"
    many = counted(missed, "breach", "breaches")
    return f"{grouped(twice)} of {many} took more than twice the time allowed"


def lateness_title(lateness: pd.DataFrame) -> str:
    """Return how many breaches were over within four hours."""
    missed, soon = int(lateness["breaches"].sum()), int(lateness["breaches"].iloc[:2].sum())
    verb = "was" if soon == 1 else "were"
    many = counted(missed, "breach", "breaches")
    return f"{grouped(soon)} of {many} {verb} up to four hours late"


def causes_title(causes: pd.DataFrame, by: str) -> str:
    """Return how few values most of the breaches come from."""
    half = int((causes["so_far"] < 0.5).sum()) + 1
    first = causes.iloc[0]
    name = NONE if first["name"] is None else str(first["name"])
    if half == 1:
        return f"{share_text(first['so_far'], 0)} of the breaches: {by} {name}"
    many = counted(len(causes), by, f"{by[:-1]}ies" if by.endswith("y") else "")
    words = number_word(half)
    return f"{words[:1].upper()}{words[1:]} of {many} with breaches have half of them"


def holders_title(holders: pd.DataFrame) -> str:
    """Return who held the late tickets longest."""
    first = holders.iloc[0]
    held = service_text(first["hours"])
    if first["name"] is None:
        return f"No group is named for {held} of the service time of late tickets"
    return f"{first['name']} held late tickets longest: {held} of service time"
