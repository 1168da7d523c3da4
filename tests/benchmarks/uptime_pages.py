"""Server time of the pages of uptime when their month changes, cold and remembered."""

from __future__ import annotations

import csv
import logging
import os
import random
import shutil
from datetime import datetime, timedelta
from pathlib import Path

from streamlit.testing.v1 import AppTest

from slm_analytics.settings import DATA_VARIABLE
from tests.benchmarks.measure import run
from tests.benchmarks.pages import ROOT, clock, spread

_PAGES = ("availability", "outages", "components", "exclusions")
_BEGIN, _DAYS = datetime(2023, 1, 1), 1090  # noqa: DTZ001  the list tells local times of UTC
_CAUSES = ("change", "hardware", "network", "capacity", "supplier", "human error", "")
_MONTHS = 8


def measure_uptime_pages(folder: Path, services: int, outages: int) -> list[str]:
    """Return lines of the report: p50 and p95 in milliseconds for each page."""
    store = folder / f"store_uptime_{services}_{outages}"
    shutil.rmtree(store, ignore_errors=True)
    path = _outages(folder / f"outages_{services}_{outages}.csv", services, outages)
    command = ["-m", "slm_analytics", "--data", str(store)]
    run([*command, "init"])
    cost = run([*command, "import", str(path), "--source", "outages", "--timezone", "UTC",
                "--accept"])  # fmt: skip
    os.environ[DATA_VARIABLE] = str(store)
    logging.getLogger("streamlit").setLevel(logging.ERROR)  # it warns that no browser is there
    lines = [
        f"{outages:,} outages of {services:,} services in three years, loaded in {cost.wall:.1f} s;"
        " server time of another month, milliseconds:"
    ]
    for page in _PAGES:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=240).run()
        app.switch_page(f"pages/{page}.py").run()
        months = next(box for box in app.selectbox if box.key == "month").options[1 : _MONTHS + 1]
        cold = [_timed(app, month) for month in months]
        again = [_timed(app, month) for month in months]
        assert not app.exception, page
        lines.append(f"  {page:22} cold {spread(cold)}   remembered {spread(again)}")
    return lines


def _timed(app: AppTest, month: str) -> float:
    next(box for box in app.selectbox if box.key == "month").select(month)
    return clock(app.run)


def _outages(path: Path, services: int, outages: int) -> Path:
    """Write a list of outages, unless it is there."""
    if path.exists():
        return path
    chance = random.Random(6)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["outage_id", "service", "customer", "started_at", "ended_at", "cause"])
        for number in range(outages):
            service = chance.randrange(services)
            start = _BEGIN + timedelta(seconds=chance.randrange(_DAYS * 86_400))
            end = start + timedelta(seconds=int(60 + chance.expovariate(1 / 1500)))
            writer.writerow(
                [f"O{number}", f"Service {service:05d}", f"Customer {service % 40:02d}",
                 str(start), str(end), chance.choice(_CAUSES)]
            )  # fmt: skip
    return path
