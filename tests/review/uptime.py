"""A small store of outages and windows whose figures are worked by hand.

Shop is agreed around the clock (UTC) at 99.9 %: March has 44 min 38.4 s of downtime to give, and
44 min 39 s were down. Desk is agreed in office hours of Berlin at 99.5 %. Nothing is agreed for
Mail. The lists end on 20 April 2026, 00:00 UTC.
"""

from __future__ import annotations

import csv
from pathlib import Path

from slm_analytics.ingest.intake import Upload, import_now
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.register_intake import take_over
from slm_analytics.register.rows import register_from
from slm_analytics.settings import DataFolder

Row = dict[str, str]

AGREED = {
    "calendars": [
        {"calendar_id": "24x7", "timezone": "UTC", "always_open": "yes"},
        {"calendar_id": "office", "timezone": "Europe/Berlin", "country": ""},
    ],
    "hours": [{"calendar_id": "office", "weekday": "mon-fri", "opens": "08:00", "closes": "18:00"}],
    "availability": [
        {"service": "Shop", "customer": "Contoso", "calendar_id": "24x7", "target": "99.9 %"},
        {"service": "Desk", "customer": "Contoso", "calendar_id": "office", "target": "99.5 %"},
    ],
}


def outage(number: int, service: str, start: str, end: str = "", **more: str) -> Row:
    """Return an outage as a row of the product's own form, times in UTC."""
    row = {
        "outage_id": f"O-{number}",
        "customer": "Contoso",
        "service": service,
        "started_at": start,
        "ended_at": end,
        "kind": "unplanned",
        "degree": "down",
        "excluded": "",
        "exclusion_reason": "",
        "approved_by": "",
        "cause_code": "",
        "ticket_id": "",
        "description": f"{service} down",
    }
    return row | more


OUTAGES = [
    outage(1, "Shop", "2026-03-03 10:00:00", "2026-03-03 10:30:00", cause_code="network",
           ticket_id="INC1"),
    outage(2, "Shop", "2026-03-10 00:00:00", "2026-03-10 00:14:39"),
    outage(3, "Desk", "2026-03-28 21:00:00", "2026-03-30 08:00:00"),  # clocks change on 29 March
    outage(4, "Mail", "2026-04-14 12:00:00"),
    outage(5, "Shop", "2026-04-02 08:00:00", "2026-04-02 09:00:00", degree="degraded"),
    outage(6, "Desk", "2026-04-07 08:00:00", "2026-04-07 10:00:00", excluded="true",
           exclusion_reason="force majeure", approved_by="Kim"),
    outage(7, "Desk", "2026-04-08 08:00:00", "2026-04-08 09:00:00", excluded="true",
           exclusion_reason="customer's own line"),
    outage(8, "Mail", "2026-02-05 00:00:00", "2026-02-05 00:00:01"),
    outage(9, "Shop", "2026-04-12 03:30:00", "2026-04-12 04:10:00"),
    outage(10, "Shop", "2026-04-19 23:50:00", "2026-04-20 00:00:00"),
]  # fmt: skip
WINDOWS = [
    {
        "window_id": "MW-1",
        "customer": "Contoso",
        "service": "Shop",
        "component": "",
        "started_at": "2026-04-12 02:00:00",
        "ended_at": "2026-04-12 04:00:00",
        "announced_at": "2026-04-01 00:00:00",
        "approved_at": "2026-04-02 00:00:00",
        "approved_by": "Kim",
        "notice_hours": "",
        "change_id": "",
        "description": "new release",
    }
]


def write(path: Path, rows: list[Row]) -> Path:
    """Write rows as a CSV export."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def load(folder: DataFolder, path: Path) -> None:
    """Load a file by recognition alone."""
    reports, number = import_now(folder, [Upload(path, path.name)], Options(zone="UTC"))
    assert number is not None, (reports[0].findings, reports[0].questions)


def uptime_store(
    folder: DataFolder, outages: list[Row] | None = None, agreed: dict[str, list[Row]] | None = None
) -> DataFolder:
    """Fill a folder with the outages and windows, and what is agreed."""
    folder.root.mkdir(parents=True, exist_ok=True)
    load(folder, write(folder.root.parent / "outages.csv", OUTAGES if outages is None else outages))
    if outages is None:
        load(folder, write(folder.root.parent / "maintenance.csv", WINDOWS))
    take_over(folder, register_from(agreed or AGREED), who="Kim", why="agreed")
    return folder
