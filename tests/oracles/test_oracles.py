"""Every case that others answered, where the files are present beside the project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import SHARED
from tests.oracles.availability_set_based import ask_availability
from tests.oracles.cases import read_cases
from tests.oracles.run import failures, main
from tests.oracles.set_based import ask_at_once

ORACLES = SHARED / "oracles"
FILES = sorted(ORACLES.glob("*.json"))
ANSWERED = (
    "elapsed", "due", "is_open", "next_open", "next_close", "open_intervals", "sla_clock",
    "target_change", "availability", "merge_intervals", "slo",
)  # fmt: skip


@pytest.mark.skipif(not FILES, reason="the shared oracle files are not present beside the project")
def test_oracle_files_when_present() -> None:
    asked = 0
    for path in FILES:
        cases = list(read_cases(path))
        ask_at_once(cases)
        ask_availability(cases)
        for case in cases:
            if case.operation in ANSWERED:
                assert failures(case) == [], path.name
                asked += 1
    assert asked == 1142


def written(folder: Path, **case: object) -> Path:
    hours = {"mon": [["09:00", "17:00"]], "tue": [["22:00", "06:00"]]}
    calendar = {"timezone": "Europe/Berlin", "weekly": hours}
    said = {"calendars": {"desk": calendar}, "cases": [{"id": "one", "calendar": "desk", **case}]}
    (folder / "case.json").write_text(json.dumps(said))
    return folder


DAY = {
    "op": "availability", "window": ["2026-01-05T00:00:00+01:00", "2026-01-06T00:00:00+01:00"],
    "outages": [["2026-01-05T09:30:00+01:00", "2026-01-05T10:30:00+01:00"]], "maintenance": [],
}  # fmt: skip
HOUR = {"op": "elapsed", "start": "2026-01-05T09:30:00+01:00", "end": "2026-01-05T10:30:00+01:00"}


@pytest.mark.parametrize(
    ("case", "line", "code"),
    [
        ({**HOUR, "expected_seconds": 3600}, "1 passed, 0 failed", 0),
        ({**HOUR, "expected_seconds": 3601}, "0 passed, 1 failed", 1),
        ({**HOUR, "expected_seconds": 3601, "tolerance": 1}, "1 passed, 0 failed", 0),
        ({**HOUR, "expected_minutes": 60}, "1 passed, 0 failed", 0),
        ({"op": "is_open", "at": "2026-01-05T17:00:00+01:00", "expected": False},
         "1 passed, 0 failed", 0),
        ({"op": "is_open", "at": "2026-01-05T17:00:00+01:00", "expected": 0},
         "1 passed, 0 failed", 0),
        ({"op": "next_open", "at": "2026-01-07T07:00:00+01:00",
          "expected": "2026-01-12T09:00:00+01:00"}, "1 passed, 0 failed", 0),
        ({**DAY, "expected_percent": 87.5, "expected_downtime_seconds": 3600},
         "1 passed, 0 failed", 0),
        ({**DAY, "expected_percent": 87.499999999}, "0 passed, 1 failed", 1),
        ({**DAY, "expected_percent": 87.49, "tolerance": 0.05}, "1 passed, 0 failed", 0),
        ({**DAY, "expected_agreed_seconds": 28_801}, "0 passed, 1 failed", 1),
        ({**DAY, "maintenance": [DAY["window"]], "expected_percent": None},
         "1 passed, 0 failed", 0),
        ({"op": "tides", "expected": 1}, "0 passed, 0 failed", 1),
    ],
)  # fmt: skip
def test_runner_when_a_case_is_right_or_wrong(
    case: dict[str, object],
    line: str,
    code: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(written(tmp_path, **case)) == code
    assert capsys.readouterr().out.splitlines()[-1] == line


def test_runner_when_a_case_is_disputed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = {
        "op": "due", "start": "2026-01-05T16:00:00+01:00", "add_seconds": 3600, "disputed": True,
        "convention": "due_on_closing_time", "expected": "2026-01-06T22:00:00+01:00",
        "default_expected": "2026-01-05T17:00:00+01:00",
    }  # fmt: skip
    assert main(written(tmp_path, **case)) == 0
    case["expected"] = "2026-01-06T22:00:01+01:00"
    assert main(written(tmp_path, **case)) == 1
    assert "one (due, explaining form, due_on_closing_time)" in capsys.readouterr().out
