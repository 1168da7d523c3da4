"""Stories about months and lists: a target missed or kept by minutes, a ticket nobody backs."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sample_data import components as on
from sample_data.outage import Outage
from sample_data.portfolio import HALVORSEN
from sample_data.sheet_csv import clock
from sample_data.story import Story
from sample_data.ticket import Ticket

TARGET_PERCENT = 99.9
MISSED, KEPT = "2026-05", "2026-08"
_MONTHS = {
    MISSED: (
        ("2026-05-05 19:02:10", 1260), ("2026-05-14 07:40:00", 905), ("2026-05-26 21:15:30", 600),
    ),
    KEPT: (("2026-08-06 12:31:00", 1500), ("2026-08-19 18:04:20", 1065)),
}  # fmt: skip
_UNBACKED, _BY_SECONDS = "Order API timeout", "2026-09"


def quiet_times(tickets: Sequence[Ticket]) -> list[tuple[str, datetime, datetime]]:
    """Service, from and until: nothing but what stories plant."""
    firsts = [clock(f"{month}-01 00:00", "UTC") for month in _MONTHS]
    months = [(on.SHOP, first, first + timedelta(days=32)) for first in firsts]
    opened = _unbacked(tickets).opened_at
    told = clock("2026-04-16 12:00", "UTC")
    three_days = timedelta(days=3)
    return [
        *months,
        (on.ORDERS, opened - three_days, opened + three_days),
        (on.WAREHOUSE, told - three_days, told + three_days),
    ]


def months_and_lists(tickets: Sequence[Ticket]) -> list[Story]:
    """All stories of this module."""
    return [_by_minutes(MISSED, "missed"), _by_minutes(KEPT, "kept"), _ticket_alone(tickets)]


def _by_minutes(month: str, verdict: str) -> Story:
    down = [
        Outage(
            started_at=clock(start, HALVORSEN.zone),
            ended_at=clock(start, HALVORSEN.zone) + timedelta(seconds=seconds),
            customer=HALVORSEN.name,
            service=on.SHOP,
            cause="software fault",
            users=4700,
            what="Checkout shows error 500",
            seen=(40, 0),
        )
        for start, seconds in _MONTHS[month]
    ]
    total = sum(seconds for _, seconds in _MONTHS[month])
    return Story(
        name=f"target_{verdict}_by_minutes",
        title=f"Web shop in {month}: {TARGET_PERCENT} % {verdict} by minutes",
        what=f"Around the clock, {TARGET_PERCENT} % of the month less the two hours of agreed "
        f"maintenance allow 44 min 31 s; the shop was down for {total // 60} min {total % 60} s.",
        tickets=[],
        facts={
            "customer": HALVORSEN.name,
            "service": on.SHOP,
            "month": month,
            "target_percent": TARGET_PERCENT,
            "outages": down,
            "down_seconds": total,
            "is_met": verdict == "kept",
        },
    )


def _unbacked(tickets: Sequence[Ticket]) -> Ticket:
    """The first priority 1 ticket of its kind in July 2026."""
    return next(
        ticket
        for ticket in sorted(tickets, key=lambda each: each.opened_at)
        if ticket.subject == _UNBACKED
        and ticket.updates[0].step.priority == 1
        and f"{ticket.opened_at:%Y-%m}" == "2026-07"
    )


def _ticket_alone(tickets: Sequence[Ticket]) -> Story:
    ticket = _unbacked(tickets)
    return Story(
        name="major_ticket_without_outage",
        title="Order API, July 2026: a priority 1 ticket, and no outage on any list",
        what="Neither the list of outages nor a monitor knows anything of the Order API within "
        "three days of this ticket.",
        tickets=[ticket],
        facts={"customer": HALVORSEN.name, "service": on.ORDERS, "outages": []},
    )


def missed_by_seconds(outages: Sequence[Outage]) -> Story:
    """A month of the tills, found among the ordinary outages."""
    (down,) = (
        each
        for each in outages
        if each.service == on.TILLS and f"{each.started_at:%Y-%m}" == _BY_SECONDS
    )
    seconds = int((down.over_at - down.started_at).total_seconds())
    return Story(
        name="target_missed_by_seconds",
        title=f"Point of sale in {_BY_SECONDS}: {TARGET_PERCENT} % missed by three seconds",
        what="Around the clock, 99.9 % of thirty days allow 43 min 12 s, and the tills were down "
        "for 43 min 15 s: 99.8999 %, which three decimals would show as 99.900 %.",
        tickets=[down.ticket] if down.ticket else [],
        facts={
            "customer": HALVORSEN.name,
            "service": on.TILLS,
            "month": _BY_SECONDS,
            "target_percent": TARGET_PERCENT,
            "outages": [down],
            "down_seconds": seconds,
            "is_met": False,
        },
    )
