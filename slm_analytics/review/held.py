"""Who backs promises, and what the time each held tickets came to against its own line."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from slm_analytics.domain.level_results import version_in
from slm_analytics.domain.period import Month
from slm_analytics.domain.service_level import LevelKind, ServiceLevel, State
from slm_analytics.review.chain import Chain, chains
from slm_analytics.review.chain_words import WORDS as BACKED
from slm_analytics.review.chain_words import Calendars, case_words, legs_words, sum_words
from slm_analytics.review.levels import levels_in_force
from slm_analytics.review.queries import statement
from slm_analytics.review.registered import supports_in_force
from slm_analytics.review.rows import Rows
from slm_analytics.review.scorecard_words import target_words
from slm_analytics.review.ticket_times import rules_in_force
from slm_analytics.warehouse.connection import Warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class Backed:
    """The promises on a day with what backs them; `calendars` says what people call these."""

    on: date
    chains: tuple[Chain, ...]
    calendars: Calendars


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a line of a group or supplier came to in a month.

    Attributes:
        within, of: tickets within its time, of how many.
        hours, median_hours: service time that they took, in all and of the middle one; of a
            holding line the time that the provider held them. None: no ticket was done.
    """

    level: ServiceLevel
    state: State
    why: str
    within: int
    of: int
    hours: float | None
    median_hours: float | None


def backed(warehouse: Warehouse, on: date) -> Backed:
    """Return what backs the promises that are in force on a day."""
    rules = rules_in_force(warehouse)
    frame = warehouse.query(statement("register_sheet", sheet="register_calendar"))
    return Backed(
        on=on,
        chains=chains(rules, levels_in_force(warehouse), supports_in_force(warehouse), on),
        calendars={
            str(row["calendar_id"]): (
                str(row["calendar_id"] if pd.isna(row["name"]) else row["name"]),
                str(row["timezone"]),
            )
            for row in frame.to_dict("records")
        },
    )


def held_times(warehouse: Warehouse, month: Month) -> tuple[Held, ...]:
    """Return what the lines of groups and suppliers came to in a month, missed ones first."""
    versions: dict[str, list[ServiceLevel]] = {}
    for each in levels_in_force(warehouse):
        if each.kind is not LevelKind.SLA:
            versions.setdefault(each.level_id, []).append(each)
    rows = warehouse.query(
        statement("held_times"), {"month": month.first, "levels": sorted(versions)}
    )
    found = [_held(row, versions, month) for row in rows.to_dict("records")]
    order = [State.MISSED, State.OPEN, State.KEPT, State.NOT_MEASURED]
    known = [each for each in found if each is not None]
    return tuple(sorted(known, key=lambda each: (order.index(each.state), each.level.name)))


def _held(
    row: dict[Hashable, Any], versions: dict[str, list[ServiceLevel]], month: Month
) -> Held | None:
    level = version_in(versions[str(row["level_id"])], month)
    if level is None:
        return None
    return Held(
        level=level,
        state=State(str(row["state"])),
        why=str(row["why"] or ""),
        within=int(str(row["within"])),
        of=int(str(row["counted"])),
        hours=_known(row["hours"]),
        median_hours=_known(row["median_hours"]),
    )


def _known(value: object) -> float | None:
    return float(value) if isinstance(value, float) and not pd.isna(value) else None


def chain_rows(told: Backed) -> Rows:
    """Return the promises with what backs them, one row per case."""
    rows = [
        (
            chain.level.population.customer or None,
            chain.level.name,
            target_words(chain.level),
            case_words(case) or None,
            BACKED[case.backing],
            legs_words(case) or None,
            sum_words(chain.level, case, told.calendars),
            chain.level.level_id,
        )
        for chain in told.chains
        for case in chain.cases
    ]
    titles = ["Customer", "Promise", "Agreed", "Tickets", "Backing", "By", "How", "Line"]
    return Rows(pd.DataFrame(rows, columns=titles))


def held_rows(found: Sequence[Held]) -> Rows:
    """Return what groups and suppliers came to, as rows."""
    rows = [
        (
            each.level.provider, each.level.kind.value, each.level.name, target_words(each.level),
            each.state.value, each.within, each.of, each.hours, each.median_hours,
        )
        for each in found
    ]  # fmt: skip
    titles = [
        "Provider", "Kind", "Line", "Agreed", "State", "Within", "Of", "Service hours in all",
        "Median service hours",
    ]  # fmt: skip
    return Rows(pd.DataFrame(rows, columns=titles))
