"""Stores made of a few rows: every shape of data a page has to stand up to."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from slm_analytics.ingest.intake import Upload, import_now
from slm_analytics.settings import DataFolder
from tests.ingest.stores import work_here

Row = dict[str, str]

NAUGHTY = (
    "Enterprise resource planning and financial consolidation EMEA",
    "<b>Bold</b> & <script>alert(1)</script>",
    "*markdown* _under_ `code` [link](http://example.invalid) $x^2$",
    "🚀 Rocket mail 🧑‍🚀",
    "生産管理システム（大阪工場）と在庫管理サービスの長い名前",
    "خدمة البريد الإلكتروني",
    "שירות דואר",
    "=SUM(A1:A9)",
    "+49 89 phone",
    "%{x} %s {0} #1 ~x~",
    ":material/home: :red[x]",
    "\"quoted\" 'name'",
    "—",
    "(no service)",
    "x" * 60,
)
_CUSTOMERS = ("Größer & Söhne <GmbH>", "株式会社テスト", 'O\'Brien "Ltd"')
_SUBJECTS = ("=1+1", "<img src=x onerror=alert(1)>", "Normal", "مرحبا", "日本語の件名", "*bold*")


def ticket(number: int, opened: str, hours: float | None = None, **more: str) -> Row:
    """Return a ticket as a row of the product's own form; resolved when `hours` are given."""
    start = datetime.fromisoformat(opened)
    end = "" if hours is None else f"{start + timedelta(hours=hours):%Y-%m-%d %H:%M:%S}"
    row = {
        "ticket_id": f"T{number:05d}",
        "customer": "Contoso",
        "service": "Email",
        "priority": "P3",
        "state": "in_progress" if hours is None else "resolved",
        "opened_at": f"{start:%Y-%m-%d %H:%M:%S}",
        "resolved_at": end,
        "updated_at": end or f"{start:%Y-%m-%d %H:%M:%S}",
        "made_sla": "",
        "reopen_count": "0",
        "short_description": "Cannot send",
    }
    return row | more


def write_csv(path: Path, rows: Sequence[Row]) -> Path:
    """Write rows as a CSV export."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def store_of(folder: DataFolder, rows: Sequence[Row], name: str = "tickets.csv") -> DataFolder:
    """Load rows into a folder, in the test's own process."""
    folder.root.mkdir(parents=True, exist_ok=True)
    path = write_csv(folder.root.parent / f"{folder.root.name}-{name}", rows)
    with pytest.MonkeyPatch.context() as patch:
        work_here(patch)
        reports, number = import_now(folder, [Upload(path, name)])
    assert number is not None, reports[0].findings
    return folder


def _spread(
    count: int, services: Sequence[str], customers: Sequence[str], start: str, days: int
) -> list[Row]:
    dice = random.Random(7)
    first = datetime.fromisoformat(start)
    return [
        ticket(
            number,
            (first + timedelta(minutes=dice.randrange(days * 1440))).isoformat(),
            dice.expovariate(1 / 20),
            service=services[number % len(services)],
            customer=customers[number % len(customers)],
            priority=f"P{dice.randint(1, 4)}",
            made_sla="true" if dice.random() < 0.93 else "false",
            short_description=dice.choice(_SUBJECTS),
        )
        for number in range(count)
    ]


def one() -> list[Row]:
    """A single ticket."""
    return [ticket(1, "2026-03-03T10:00", 5, made_sla="true")]


def names() -> list[Row]:
    """Names that are long, foreign, or look like markup and formulas."""
    return _spread(1200, NAUGHTY, _CUSTOMERS, "2025-09-01", 420)


def many() -> list[Row]:
    """200 services and 40 customers."""
    services = [f"Service {number:03d}" for number in range(200)]
    customers = [f"Customer {number:02d}" for number in range(40)]
    return _spread(3000, services, customers, "2026-01-01", 120)


def no_verdict() -> list[Row]:
    """No ticket carries its tool's verdict."""
    return [
        row | {"made_sla": ""} for row in _spread(200, ["Email", "VPN"], ["A"], "2026-01-01", 90)
    ]


def all_open() -> list[Row]:
    """Nothing was ever resolved."""
    return [ticket(number, f"2026-0{1 + number % 6}-11T09:00") for number in range(60)]


def never_resolved() -> list[Row]:
    """Closed tickets without any time of resolution."""
    rows = all_open()
    return [row | {"state": "closed", "resolved_at": ""} for row in rows]


def old() -> list[Row]:
    """Tickets from 2016 on, and a last month with three."""
    rows = _spread(600, ["Email", "VPN"], ["A"], "2016-01-01", 3800)
    kept = [row for row in rows if row["opened_at"] < "2026-05-01"]
    last = [
        ticket(9000 + day, f"2026-06-{day:02d}T10:00", 3, made_sla="true" if day > 5 else "false")
        for day in (2, 12, 28)
    ]
    return [*kept, *last, ticket(9999, "2026-07-01T00:30")]


def bare() -> list[Row]:
    """Nothing but a number and an opening."""
    return [
        {"ticket_id": f"A{number}", "opened_at": f"2026-0{1 + number % 6}-15 10:00:00"}
        for number in range(30)
    ]


def unknown_words() -> list[Row]:
    """Words that no rule knows."""
    rows = _spread(20, ["Email"], ["A"], "2026-01-01", 40)
    rows[3]["priority"], rows[4]["state"] = "Mega", "Zombie"
    return rows


SHAPES: dict[str, Callable[[], Iterable[Row]]] = {
    "one": one,
    "names": names,
    "many": many,
    "no_verdict": no_verdict,
    "all_open": all_open,
    "never_resolved": never_resolved,
    "old": old,
    "bare": bare,
    "unknown_words": unknown_words,
}
