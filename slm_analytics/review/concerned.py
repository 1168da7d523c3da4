"""The targets that the tickets of a wording run by, and the clocks of these tickets."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from slm_analytics.domain.period import Period
from slm_analytics.domain.rules import Rules
from slm_analytics.domain.service_level import Counting, Population, ServiceLevel
from slm_analytics.domain.target import ClockKind, Target
from slm_analytics.register.in_force import rules_from
from slm_analytics.register.other_time import OtherTime, everywhere, pauses_cell
from slm_analytics.review.queries import statement
from slm_analytics.review.ticket_times import clock_register
from slm_analytics.warehouse.connection import Warehouse
from slm_analytics.warehouse.service_levels.population import (
    LISTS,
    OF_PARAMETERS,
    counted,
    day,
    population,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerned:
    """The targets that clocks of a wording's tickets run by.

    Attributes:
        target_ids: their names, in order.
        elsewhere: clocks of tickets that the wording is not about, run by these targets too.
    """

    target_ids: tuple[str, ...]
    elsewhere: int


def concerned(warehouse: Warehouse, wording: ServiceLevel) -> Concerned:
    """Return the targets that another calendar, or other pauses, of a wording would change.

    A target that names other tickets, such as that of the priority that a
    ticket had before it was lowered, is not the wording's to change.
    """
    text = statement(
        "replay_targets", counted=counted("t"), population=population("t", OF_PARAMETERS)
    )
    rows = warehouse.query(text, _clock(wording) | _about(wording))
    fitting = {each.target_id for each in _targets(warehouse) if _fits(each, wording.population)}
    rows = rows[rows["target_id"].isin(fitting)]
    return Concerned(
        target_ids=tuple(str(each) for each in rows["target_id"]),
        elsewhere=int((rows["of_all"] - rows["clocks"]).sum()),
    )


def _fits(target: Target, about: Population) -> bool:
    """Return whether a target may hold for tickets that a wording is about."""
    named = (
        (target.customer, {about.customer} - {""}),
        (target.service, about.services),
        (target.record_type, about.record_types),
        (target.priority, about.priorities),
    )
    return all(not key or not names or key in names for key, names in named)


def clocks_of(
    warehouse: Warehouse, wording: ServiceLevel, period: Period, time: OtherTime
) -> pd.DataFrame:
    """Return the clocks of a wording's tickets that count in a period, by the time tried.

    Columns: ticket_no, cycle, answer, is_late, elapsed_seconds, month.
    """
    text = statement(
        "replay_tickets",
        counted=counted("t"),
        population=population("t", OF_PARAMETERS),
        day=day("t", "$is_decided"),
    )
    parameters: dict[str, object] = {
        **_clock(wording),
        "is_decided": wording.counting is Counting.DECIDED,
        "start": period.start,
        "until": period.until,
        **_about(wording),
    }
    if not time.is_other:
        return warehouse.query(text, parameters)
    rules = _rules(warehouse, wording, time)
    named = population("ticket_fact", OF_PARAMETERS)
    only = f"($customer = '' OR customer = $customer) AND {named}"
    return warehouse.query_under(rules, text, parameters, only=only, limits=_about(wording))


def _clock(wording: ServiceLevel) -> dict[str, object]:
    return {"clock": wording.clock.value, "holder": wording.holder}


def _rules(warehouse: Warehouse, wording: ServiceLevel, time: OtherTime) -> Rules:
    """Return the rules with the time tried: only those that clocks of its tickets may need."""
    names = concerned(warehouse, wording).target_ids
    rules = rules_from(everywhere(clock_register(warehouse), names, time))
    customer = wording.population.customer
    targets = tuple(
        each
        for each in rules.targets
        if each.clock is wording.clock
        and each.holder == wording.holder
        and (not customer or each.customer in ("", customer))
    )
    used = {each.calendar for each in targets}
    calendars = tuple(each for each in rules.calendars if each.calendar_id in used)
    return Rules(calendars=calendars, targets=targets)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeInForce:
    """In which calendars the clocks of a wording run, and which states stop them.

    `pauses` as the register writes them; empty where they differ between its targets.
    """

    calendars: tuple[str, ...]
    pauses: str


def time_in_force(warehouse: Warehouse, wording: ServiceLevel) -> TimeInForce:
    """Return the hours and pauses of the targets of a wording, in their latest versions."""
    names = concerned(warehouse, wording).target_ids
    latest: dict[str, Target] = {}
    for each in sorted(_targets(warehouse), key=lambda target: target.valid_from):
        if each.target_id in names:
            latest[each.target_id] = each
    pauses = {each.policy.pauses for each in latest.values()}
    if wording.clock is ClockKind.RESPONSE:
        pauses = {frozenset()}
    return TimeInForce(
        calendars=tuple(dict.fromkeys(each.calendar for each in latest.values())),
        pauses=pauses_cell(next(iter(pauses))) if len(pauses) == 1 else "",
    )


def _targets(warehouse: Warehouse) -> tuple[Target, ...]:
    return rules_from(clock_register(warehouse)).targets


def _about(wording: ServiceLevel) -> dict[str, object]:
    about = wording.population
    return {
        "customer": about.customer,
        **{name: sorted(getattr(about, name)) for name in LISTS},
    }
