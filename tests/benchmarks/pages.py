"""Server time of a filter change on every page, cold and remembered."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles

from streamlit.testing.v1 import AppTest

from slm_analytics.ingest.register_intake import register_version, take_over
from slm_analytics.register.rows import register_from
from slm_analytics.settings import DATA_VARIABLE, DataFolder

_FIGURES = ("overview", "compliance", "breaches", "pauses", "tickets")
_CUSTOMERS, _HOURS = 12, {"P1": 4, "P2": 8, "P3": 24, "P4": 40}
ROOT = Path(__file__).resolve().parents[2]
_SERVICES = [f"Service {number:02d}" for number in range(20)]


def measure_pages(store: Path) -> list[str]:
    """Return lines of the report: p50 and p95 in milliseconds for each page."""
    os.environ[DATA_VARIABLE] = str(store)
    logging.getLogger("streamlit").setLevel(logging.ERROR)  # it warns that no browser is there
    _agree(DataFolder(store))
    lines = ["Server time of a filter change (choosing a service), milliseconds:"]
    for page in (f"pages/{stem}.py" for stem in _FIGURES):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
        app.switch_page(page).run()
        cold = [_timed(app, service) for service in _SERVICES]
        again = [_timed(app, service) for service in _SERVICES]
        lines.append(f"  {page:22} cold {spread(cold)}   remembered {spread(again)}")
    for page in ("pages/data.py", "pages/definitions.py"):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
        app.switch_page(page)
        lines.append(f"  {page:22} rerun {spread([clock(app.run) for _ in range(20)])}")
    return lines


def _agree(folder: DataFolder) -> None:
    """Agree on targets by customer and priority, in two calendars, unless that is done."""
    if register_version(folder):
        return
    office = {"calendar_id": "office", "timezone": "Europe/Berlin", "country": "DE"}
    always = {"calendar_id": "always", "timezone": "UTC", "always_open": "yes"}
    hours = {"calendar_id": "office", "weekday": "mon-fri", "opens": "08:00", "closes": "18:00"}
    targets = [
        {
            "target_id": f"Customer {number:02d} {priority}",
            "customer": f"Customer {number:02d}",
            "priority": priority,
            "target": f"{length} h",
            "calendar_id": "always" if priority == "P1" else "office",
            "share": "90 %",
        }
        for number in range(_CUSTOMERS)
        for priority, length in _HOURS.items()
    ]
    register = register_from({"calendars": [always, office], "hours": [hours], "targets": targets})
    take_over(folder, register, who="bench", why="bench")


def _timed(app: AppTest, service: str) -> float:
    box = next(box for box in app.multiselect if box.key == "service")
    box.set_value([service])
    return clock(app.run)


def clock(act: Callable[[], object]) -> float:
    """Return how long something takes, in milliseconds."""
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def spread(values: list[float]) -> str:
    """Return the middle and the 95th percentile of times."""
    cuts = quantiles(values, n=20)
    return f"p50 {cuts[9]:6.0f}  p95 {cuts[18]:6.0f}"
