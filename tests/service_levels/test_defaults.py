"""Every default of docs/service_levels.md is held by a worked case or by a test named here."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CASES = tomllib.loads(Path(__file__).with_name("worked.toml").read_text("utf-8"))["case"]
TEXT = (ROOT / "docs" / "service_levels.md").read_text("utf-8")
# Defaults that a worked case cannot show, and the tests that hold them.
ELSEWHERE = {
    "open and past due": "tests/review/test_beside.py::test_tickets_beside_the_result",
    "closed month": "tests/service_levels/test_sign_off.py"
    "::test_signed_month_stays_and_each_change_is_told_once",
}


def documented() -> list[str]:
    table = TEXT[TEXT.index("## Defaults") : TEXT.index("## Signing")]
    rows = re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE)
    return [row.strip() for row in rows if row.strip() not in ("case", "---")]


@pytest.mark.parametrize("default", documented())
def test_default_is_held(default: str) -> None:
    cases = [case["name"] for case in CASES if default in case.get("defaults", [])]
    if default in ELSEWHERE:
        path, name = ELSEWHERE[default].split("::")
        assert f"def {name}(" in (ROOT / path).read_text("utf-8")
    else:
        assert cases, "no worked case shows it"


def test_worked_cases_name_only_defaults_that_are_documented() -> None:
    named = {each for case in CASES for each in case.get("defaults", [])}
    assert named <= set(documented())
