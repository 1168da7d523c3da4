"""From two exports of ServiceNow to the second opinion: incidents, and their task SLAs.

Agreed are 72 hours around the clock. All five incidents are opened on 2 February at 8:00:

    INC1  resolved after  24 h   the SLA was kept      both met
    INC2  resolved after  48 h   the SLA was breached  recomputed met: the tool gave a day
    INC3  resolved after 120 h   the SLA was breached  both missed
    INC4  resolved after  96 h   the SLA was kept      recomputed missed: the tool paused two days
    INC5  resolved after  24 h   of the response only  no verdict on the resolution
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from slm_analytics.cli import main
from slm_analytics.ingest.register_intake import take_over
from slm_analytics.register.rows import register_from
from slm_analytics.settings import DataFolder
from tests.pages.conftest import Open, calm, headline, texts

pytestmark = pytest.mark.usefixtures("in_process")

AGREED = register_from(
    {
        "calendars": [{"calendar_id": "always", "timezone": "UTC", "always_open": "yes"}],
        "targets": [{"target_id": "P3", "target": "72 h", "calendar_id": "always"}],
    }
)
OPENED = datetime(2026, 2, 2, 8)  # noqa: DTZ001  local time of a file
INCIDENTS = "number,opened_at,priority,state,assignment_group,resolved_at"
SLAS = (
    "task,sla,sla.target,sla.type,stage,has_breached,start_time,end_time,planned_end_time,"
    "original_breach_time,business_duration,pause_duration"
)


def incident(number: int, hours: int) -> str:
    return f"INC{number},{OPENED},3 - Moderate,Resolved,Desk,{after(hours)}"


def sla(number: int, hours: int, due: int, *, breached: bool, target: str = "Resolution") -> str:
    return (
        f"INC{number},P3 {target},{target},SLA,Completed,{str(breached).lower()},{OPENED},"
        f"{after(hours)},{after(due)},{after(24)},{hours * 3600},{(due - 24) * 3600}"
    )


def after(hours: int) -> str:
    return str(OPENED + timedelta(hours=hours))


def written(path: Path, heads: str, rows: Sequence[str]) -> Path:
    path.write_text("\n".join((heads, *rows)) + "\n", encoding="utf-8")
    return path


def imported(store: DataFolder, *paths: Path) -> None:
    given = ["--data", str(store.root), "import", *map(str, paths), "--timezone", "UTC"]
    assert main([*given, "--accept"]) == 0


@pytest.fixture
def exports(tmp_path: Path) -> tuple[Path, Path]:
    """A list of five incidents, and the list of their task SLAs."""
    ended = ((1, 24), (2, 48), (3, 120), (4, 96), (5, 24))
    slas = [
        sla(1, 24, 24, breached=False),
        sla(2, 48, 24, breached=True),
        sla(3, 120, 24, breached=True),
        sla(4, 96, 120, breached=False),
        sla(5, 24, 24, breached=False, target="Response"),
    ]
    return (
        written(tmp_path / "incidents.csv", INCIDENTS, [incident(*each) for each in ended]),
        written(tmp_path / "task_slas.csv", SLAS, slas),
    )


def four_fields(shown: str) -> list[str]:
    """Return the counts of the table: met and missed, as the tool has it, then as it does not."""
    table = shown.split('class="slm-four"')[1]
    return [each.split("</b>")[0] for each in table.split("<b>")[1:5]]


@pytest.mark.parametrize("together", [True, False], ids=["at once", "the SLAs later"])
def test_page_when_incidents_and_their_slas_are_loaded(
    tmp_path: Path, exports: tuple[Path, Path], open_app: Open, together: bool
) -> None:
    store = DataFolder(tmp_path / "data")
    incidents, slas = exports
    if together:
        imported(store, incidents, slas)
        assert take_over(store, AGREED, who="Kim", why="agreed")
    else:
        imported(store, incidents)
        assert take_over(store, AGREED, who="Kim", why="agreed")
        before = DataFolder(tmp_path / "before")
        shutil.copytree(store.root, before.root)
        app = open_app(before, "second_opinion")
        calm(app)
        assert headline(app) == "No verdict of a tool can be compared"
        imported(store, slas)
    app = open_app(store, "second_opinion")
    calm(app)
    assert four_fields(texts(app)) == ["1", "1", "1", "1"]
    listed = app.dataframe[0].value
    assert set(listed["Ticket"]) == {"INC2", "INC4"}


def test_command_line_when_a_ticket_with_an_sla_is_explained(
    tmp_path: Path, exports: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    store = DataFolder(tmp_path / "data")
    imported(store, *exports)
    assert take_over(store, AGREED, who="Kim", why="agreed")
    capsys.readouterr()
    for number, tool, ours in (("INC2", False, "met"), ("INC4", True, "missed")):
        assert main(["--data", str(store.root), "explain", "ticket", number, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert told["tool"]["made_sla"] is tool
        assert [clock["answer"] for clock in told["clocks"]] == [ours]
