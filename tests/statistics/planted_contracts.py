"""Tickets of a known contract: due times by the clock of the domain, verdicts by comparing."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

import pandas as pd

from slm_analytics.domain.service_calendar import ClosingRule, Hours, OpenTime, ServiceCalendar

HOUR, DAY = 3600, 86_400
SPAN = (date(2024, 12, 1), date(2027, 6, 1))
_FIRST = 1_735_689_600  # 2025-01-01 UTC; two years with four changes of clocks

Frames = tuple[pd.DataFrame, pd.DataFrame]


def weekly(hours: Hours, days: str = "mon-fri", friday: Hours | None = None) -> tuple[Hours, ...]:
    """Return the same hours Monday to Friday (to Saturday, to Sunday), Friday's own if given."""
    last = {"mon-fri": 5, "mon-sat": 6, "mon-sun": 7}[days]
    week = [hours if day < last else () for day in range(7)]
    if friday is not None:
        week[4] = friday
    return tuple(week)


def office(zone: str, opens: float = 8, closes: float = 18, **more: object) -> ServiceCalendar:
    """Return office hours Monday to Friday."""
    hours = ((int(opens * HOUR), int(closes * HOUR)),)
    return ServiceCalendar(zone=zone, weekly=weekly(hours), **more)  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True)
class Planted:
    """How tickets are planted."""

    calendar: ServiceCalendar
    seconds: int
    count: int = 800
    seed: int = 1
    priority: str = "P2"
    customer: str | None = "Contoso"
    record_type: str | None = "incident"
    paused: float = 0.0  # share of tickets with a pause
    wrong: float = 0.0  # share of due times, or verdicts, that are made up
    minutes: bool = False  # the export has minutes only
    verdicts: bool = False  # verdicts and no due times
    closing: ClosingRule = ClosingRule.STAYS
    ends: float = 0.8  # of the target's length that tickets take, in the middle


def planted(*plans: Planted) -> Frames:
    """Return tickets and pauses in the columns of `guess_contract`."""
    tickets: list[dict[str, object]] = []
    pauses: list[dict[str, int]] = []
    for plan in plans:
        dice = random.Random(plan.seed)
        service = plan.calendar.open_time(*SPAN)
        for _ in range(plan.count):
            pauses += _plant(plan, service, dice, tickets)
    frame = pd.DataFrame(pauses, columns=["ticket", "start", "until"])
    return pd.DataFrame(tickets), frame


def _plant(
    plan: Planted, service: OpenTime, dice: random.Random, tickets: list[dict[str, object]]
) -> list[dict[str, int]]:
    opened = _FIRST + dice.randrange(730 * DAY)
    due = service.due(opened, plan.seconds, plan.closing)
    assert due is not None
    pauses = []
    if dice.random() < plan.paused and due - opened > 1200:
        start = dice.randrange(opened + 300, due - 300)
        until = start + dice.randrange(600, 3 * DAY)
        taken = service.elapsed(start, until)
        due = service.due(opened, plan.seconds + taken, plan.closing)
        assert due is not None
        pauses = [{"ticket": len(tickets), "start": start, "until": until}]
        due = max(due, until)
    took = int(plan.seconds * dice.lognormvariate(0, 0.6) * plan.ends)
    took += sum(service.elapsed(each["start"], each["until"]) for each in pauses)
    stopped = service.due(opened, took)
    paused = sum(
        service.elapsed(each["start"], min(each["until"], stopped or each["until"]))
        for each in pauses
        if stopped and each["start"] < stopped
    )
    met = service.elapsed(opened, stopped or opened) - paused <= plan.seconds
    if dice.random() < plan.wrong:
        due, met = opened + dice.randrange(600, 6 * DAY), not met
    step = 60 if plan.minutes else 1
    tickets.append(
        {
            "priority": plan.priority,
            "record_type": plan.record_type,
            "customer": plan.customer,
            "opened_at": opened // step * step,
            "due_at": None if plan.verdicts else due // step * step,
            "resolved_at": None if stopped is None else stopped // step * step,
            "made_sla": met if plan.verdicts else None,
            "changed": False,
        }
    )
    return pauses
