"""A small store of outages whose figures can be worked out by hand.

Two lists and a monitor tell of Mail and Web in March 2026, clock of UTC; both stand on net-1.
"""

from __future__ import annotations

from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.scope import Scope
from slm_analytics.register.rows import Register, register_from
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse
from tests.warehouse.stores import File, Row, load_under, warehouse_of

MARCH = Scope(period=Period.of_months(Month(2026, 3), Month(2026, 3)))
AGREED = register_from(
    {
        "availability": [
            {"service": "Mail", "target": "0.999", "users": "100"},
            {"service": "Web", "target": "0.95"},
        ]
    }
)


def outage(number: int, service: str, start: str, end: str, **more: str) -> Row:
    """A row of a list of outages."""
    return {
        "outage_id": f"O-{number}",
        "service": service,
        "started_at": f"2026-{start}",
        "ended_at": f"2026-{end}" if end else "",
    } | more


OUTAGES = (
    outage(1, "Mail", "02-27 10:00", "02-27 10:10", cause_code="certificate"),
    # The monitor tells this from 10:05 to 10:50: together 10:00 to 10:50.
    outage(2, "Mail", "03-03 10:00", "03-03 10:30", cause_code="certificate", ticket_id="T00001",
           detected_at="2026-03-03 10:05", diagnosed_at="2026-03-03 10:15",
           repaired_at="2026-03-03 10:45", restored_at="2026-03-03 10:50", users_affected="40",
           cost="1200.50"),
    outage(3, "Web", "03-03 10:04", "03-03 10:24", cause_code="network", component="net-1"),
    outage(4, "Web", "03-10 14:30", "03-10 15:30", cause_code="release", ticket_id="T00009"),
    outage(5, "Mail", "03-20 02:00", "03-20 03:00", kind="planned"),
    outage(6, "Web", "03-29 23:50", "03-30 00:20", excluded="yes", approved_by="Ines"),
)  # fmt: skip
WATCH = (
    ("Mail", "up", "2026-02-01 00:00", "2026-03-03 10:05"),
    ("Mail", "down", "2026-03-03 10:05", "2026-03-03 10:50"),
    ("Mail", "up", "2026-03-03 10:50", "2026-04-01 00:00"),
    ("Web", "up", "2026-02-01 00:00", "2026-04-01 00:00"),
)
CHANGES = (
    {"change_id": "C-1", "service": "Web", "started_at": "2026-03-10 09:00",
     "ended_at": "2026-03-10 11:00"},
    {"change_id": "C-2", "component": "net-1", "started_at": "2026-03-03 06:30"},
    {"change_id": "C-3", "service": "Mail", "started_at": "2026-03-03 09:00",
     "outcome": "cancelled"},
)  # fmt: skip
LINKS = tuple(
    {"service": service, "component": component, "logic": logic, "group_id": group}
    for service, component, logic, group in (
        ("Mail", "net-1", "series", ""),
        ("Mail", "mx-1", "parallel", "mx"),
        ("Mail", "mx-2", "parallel", "mx"),
        ("Web", "net-1", "series", ""),
    )
)
TICKETS = (
    {"ticket_id": "T00001", "record_type": "incident", "service": "Mail", "priority": "P1",
     "opened_at": "2026-03-03 10:10", "resolved_at": "2026-03-03 11:00", "state": "resolved"},
    {"ticket_id": "T00002", "record_type": "incident", "service": "Web", "priority": "P1",
     "opened_at": "2026-03-12 08:00", "resolved_at": "2026-03-12 09:30", "state": "resolved"},
    {"ticket_id": "T00003", "record_type": "incident", "service": "Web", "priority": "P3",
     "opened_at": "2026-03-13 08:00", "resolved_at": "2026-03-13 09:30", "state": "resolved"},
)  # fmt: skip


def files(*, links: tuple[Row, ...] = LINKS) -> tuple[File, ...]:
    """The extracts of the store."""
    watch = [
        {"service": service, "state": state, "from_at": start, "to_at": end}
        for service, state, start, end in WATCH
    ]
    end = outage(9, "Web", "04-01 00:00", "04-01 00:01")
    return (
        File(name="tickets.csv", rows=TICKETS),
        File(name="outages.csv", rows=(*OUTAGES, end), source="outages"),
        File(name="monitor.csv", rows=watch, source="monitor_periods"),
        File(name="changes.csv", rows=CHANGES, source="changes"),
        File(name="links.csv", rows=links, source="dependencies"),
    )


def march_store(
    folder: DataFolder, agreed: Register = AGREED, *, links: tuple[Row, ...] = LINKS
) -> DuckDbWarehouse:
    """Load the store, and open it."""
    load_under(folder, agreed, *files(links=links))
    return warehouse_of(folder)
