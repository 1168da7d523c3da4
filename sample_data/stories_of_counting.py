"""Stories about what is counted: a major incident, few tickets, cancelled ones, a slow decline."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sample_data import reserved
from sample_data.extracts import MONTHS
from sample_data.portfolio import HALVORSEN, HR, NORDLICHT, VPN, Customer
from sample_data.scripted import begun, cancelled, opened, resolved, scripted
from sample_data.seed import stream
from sample_data.story import Story
from sample_data.ticket import Ticket

MAJOR_DAY = "2025-11-28"
CHILDREN = 40


def major_incident() -> Story:
    """Black Friday: the tills of every store stand still."""
    service = "Point of sale"
    parent = _on_black_friday(
        1, "All tills offline in all stores", "09:12:40", "09:16:05", "14:40:10"
    )
    rng = stream("major incident")
    children = []
    for start in sorted(rng.sample(range(9 * 3600 + 900, 11 * 3600 + 2700), CHILDREN)):
        times = (start, start + rng.randrange(240, 1500), rng.randrange(53400, 55800))
        subject = f"Store {rng.randrange(101, 180)}: till offline"
        priority = 2 if rng.random() < 0.75 else 3
        child = _on_black_friday(priority, subject, *(str(timedelta(seconds=t)) for t in times))
        child.parent = parent
        child.site = rng.choice(HALVORSEN.sites)
        children.append(child)
    return Story(
        name="major_incident",
        title="Black Friday 2025: all tills offline, one parent with 40 children",
        what="The parent took 5 h 27 min of 4 h and is missed. Its 40 children are all met, so "
        "counting them hides the outage.",
        tickets=[parent, *children],
        facts={
            "customer": HALVORSEN.name,
            "service": service,
            "opened_on": MAJOR_DAY,
            "parent": parent,
            "children": CHILDREN,
            "parent_made_sla": False,
            "children_made_sla": True,
        },
    )


def _on_black_friday(priority: int, subject: str, start: str, work: str, stop: str) -> Ticket:
    """A till ticket of the day; times are those of New York."""
    clock = [f"{MAJOR_DAY} {time:0>8}" for time in (start, work, stop)]
    return scripted(
        HALVORSEN,
        "Point of sale",
        priority,
        subject,
        opened(clock[0]),
        begun(clock[1]),
        resolved(clock[2]),
        zone=HALVORSEN.zone,
    )


def tiny_month() -> Story:
    """Three tickets in a month: one miss is 33 points."""
    lines = (
        ("Leave request not sent to manager", "2026-02-04 09:12:33", "2026-02-04 15:40:00"),
        ("Gehaltsabrechnung nicht sichtbar", "2026-02-11 13:45:09", "2026-02-12 10:05:12"),
        ("New employee missing in HR system", "2026-02-18 10:30:00", "2026-02-23 11:15:48"),
    )
    tickets = [
        scripted(
            NORDLICHT, HR, 3, subject, opened(start), begun(start[:14] + "55:20"), resolved(at)
        )
        for subject, start, at in lines
    ]
    return Story(
        name="tiny_month",
        title="HR system had three tickets in February 2026",
        what="Two of three were met. A percentage of three tickets says little; a small-volume "
        "rule decides what it means.",
        tickets=tickets,
        facts={
            "customer": NORDLICHT.name,
            "service": HR,
            "month": reserved.TINY_MONTH,
            "opened": len(tickets),
            "made_sla": 2,
        },
    )


def cancelled_after_due() -> Story:
    """Tickets withdrawn once they were late."""
    lines: tuple[tuple[Customer, str, int, str, str], ...] = (
        (NORDLICHT, "Prämienrechnung", 3, "2025-03-10 09:14:20", "2025-03-14 16:20:00"),
        (NORDLICHT, "Workplace", 2, "2025-07-08 08:31:05", "2025-07-09 15:02:47"),
        (NORDLICHT, "Claims portal", 3, "2025-11-17 10:05:59", "2025-11-21 09:44:10"),
        (HALVORSEN, "Web shop", 2, "2025-09-16 15:20:00", "2025-09-17 20:10:31"),
        (HALVORSEN, "Data warehouse", 4, "2026-01-12 16:02:12", "2026-01-20 17:33:08"),
        (HALVORSEN, "Order API", 3, "2026-08-17 15:48:40", "2026-08-21 19:01:00"),
    )
    tickets = [
        scripted(
            customer,
            service,
            priority,
            f"No longer needed ({service})",
            opened(start),
            begun(start[:14] + "59:59"),
            cancelled(stop),
        )
        for customer, service, priority, start, stop in lines
    ]
    return Story(
        name="cancelled_after_due",
        title="Six tickets were cancelled after they had become late",
        what="Cancelled tickets leave the population; these left it as misses.",
        tickets=tickets,
        facts={"count": len(tickets), "made_sla": False, "state": "Canceled"},
    )


def drifting_service(ordinary: Sequence[Ticket], until: datetime) -> Story:
    """VPN access of Nordlicht, told from the ordinary tickets.

    Args:
        ordinary: All tickets.
        until: End of the last extract; later updates are not counted.
    """
    met = {month: [0, 0] for month in MONTHS}
    missed: list[Ticket] = []
    for ticket in ordinary:
        past = [update for update in ticket.updates if update.step.at < until]
        drifting = reserved.is_drifting(ticket.customer, ticket.service)
        if not drifting or not past or past[-1].resolved_at is None or ticket.duplicate_of:
            continue
        month = f"{past[-1].resolved_at.astimezone(ZoneInfo(ticket.customer.export_zone)):%Y-%m}"
        if month not in met:
            continue
        met[month][0] += past[-1].made_sla
        met[month][1] += 1
        if not past[-1].made_sla and month in reserved.DRIFT:
            missed.append(ticket)
    return Story(
        name="drifting_service",
        title="VPN access has missed 95 % for five months, each worse than the last",
        what="By the tool's own flag and by month of resolution, duplicates and cancelled tickets "
        "left out, VPN access of Nordlicht stays above 95 % until 2026-05 and below it from "
        "2026-06 on. `made_sla_of_resolved` has [met, resolved] for each month; `tickets` are the "
        "misses of the five months.",
        tickets=missed,
        facts={
            "customer": NORDLICHT.name,
            "service": VPN,
            "target_percent": 95,
            "months": list(reserved.DRIFT),
            "made_sla_of_resolved": met,
        },
    )
