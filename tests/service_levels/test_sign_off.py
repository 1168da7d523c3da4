"""A month that was signed off stays as it was; what changes later is told as an adjustment."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from slm_analytics.domain.period import Month
from slm_analytics.errors import UsageError
from slm_analytics.ingest.register_intake import take_over
from slm_analytics.ingest.sign_off import sign_off, signed_in_force, take_back
from slm_analytics.ingest.writing import RegisterState
from slm_analytics.register.rows import register_from
from slm_analytics.review.scorecard import line_of, scorecard
from slm_analytics.settings import DataFolder
from tests.warehouse.stores import (
    File,
    Row,
    contents,
    in_force,
    load,
    load_under,
    table,
    warehouse_of,
)

AGREED = register_from(
    {
        "calendars": [{"calendar_id": "always", "timezone": "UTC", "always_open": "yes"}],
        "targets": [{"target_id": "all", "target": "4 h", "calendar_id": "always"}],
        "service_levels": [
            {"level_id": "all", "customer": "A", "conditions": "60 %"},
            {"level_id": "pooled", "customer": "A", "conditions": "60 %", "period": "rolling"},
            {"level_id": "average", "customer": "A", "measure": "average", "expected": "4 h"},
            {"level_id": "other", "customer": "B", "conditions": "60 %"},
        ],
    }
)
JAN, FEB, MAR = (Month(2026, number) for number in (1, 2, 3))


def row(number: int, opened: str, hours: int | None, customer: str = "A", state: str = "") -> Row:
    ended = "" if hours is None else str(pd.Timestamp(opened) + pd.Timedelta(hours=hours))
    return {
        "ticket_id": str(number), "customer": customer, "opened_at": opened,
        "resolved_at": ended, "updated_at": ended or opened,
        "state": state or ("Resolved" if ended else "In Progress"),
    }  # fmt: skip


FIRST = (
    row(1, "2026-02-02 08:00", 3), row(2, "2026-02-03 08:00", 3), row(3, "2026-02-04 08:00", 5),
    row(4, "2026-02-05 08:00", 3, "B"), row(5, "2026-03-01 08:00", 1),
)  # fmt: skip
# Told later: 1 was resolved late after all, in March; 2 was cancelled; 3 was in time; 6 came later.
LATER = (
    row(1, "2026-02-02 08:00", 24 * 30), row(2, "2026-02-03 08:00", 3, state="Cancelled"),
    row(3, "2026-02-04 08:00", 2), row(6, "2026-02-06 08:00", 9), row(7, "2026-03-05 08:00", 9),
)  # fmt: skip


pytestmark = pytest.mark.usefixtures("in_process")


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    found = DataFolder(tmp_path)
    load_under(found, AGREED, File(name="first.csv", rows=FIRST))
    return found


def results(folder: DataFolder, level_id: str) -> dict[str, tuple[str, int, int]]:
    rows = table(folder, "service_level_result")
    return {
        str(each["month"])[:7]: (each["state"], each["within"], each["counted"])
        for each in rows[rows["level_id"] == level_id].to_dict("records")
    }


def load_later(folder: DataFolder) -> None:
    later = [{**each, "updated_at": "2026-04-04 08:00"} for each in LATER]
    version = in_force(folder).register_version
    register = RegisterState(version=version, meanings={})
    load(folder, File(name="later.csv", rows=later), register=register)


def test_signed_month_stays_and_each_change_is_told_once(folder: DataFolder) -> None:
    sign_off(folder, "A", FEB, who="Anna", why="review")
    before = results(folder, "all")
    assert before["2026-02"] == ("kept", 2, 3)
    load_later(folder)
    assert results(folder, "all")["2026-02"] == ("kept", 2, 3)
    # March counts 5 and 7; 1 counts in February, although it was resolved in March.
    assert results(folder, "all")["2026-03"] == ("missed", 1, 2)
    assert results(folder, "pooled")["2026-03"] == ("kept", 3, 5)
    assert results(folder, "average")["2026-02"] == ("kept", 2, 3)
    told = table(folder, "verdict_adjustment")
    mine = told[told["level_id"] == "all"].set_index("ticket_id")
    assert mine["what"].to_dict() == {
        "1": "would count in another month",
        "2": "counts no longer",
        "3": "changed",
        "6": "came later",
    }
    assert {str(each)[:7] for each in mine["signed_month"]} == {"2026-02"}
    assert str(mine.loc["1", "month"])[:7] == "2026-03"
    assert {str(each)[:7] for each in mine.loc[["2", "3", "6"], "month"]} == {"2026-04"}
    assert (mine.loc["3", "was_within"], mine.loc["3", "is_within"]) == (False, True)
    assert "other" not in set(told["level_id"])


def test_nothing_is_told_when_nothing_changed(folder: DataFolder) -> None:
    wording = frozenset({"wording"})  # as it was signed, beside the same figures
    before = contents(folder, without=wording)
    sign_off(folder, "A", FEB, who="Anna")
    assert table(folder, "verdict_adjustment").empty
    assert contents(folder, without=wording) == before


def test_sign_off_taken_back_counts_afresh(folder: DataFolder) -> None:
    sign_off(folder, "A", FEB, who="Anna")
    load_later(folder)
    (signed,) = signed_in_force(folder)
    assert (signed.customer, signed.month, signed.who) == ("A", FEB, "Anna")
    take_back(folder, "A", FEB, who="Ben")
    assert signed_in_force(folder) == ()
    assert results(folder, "all")["2026-02"] == ("missed", 1, 2)  # 3 in time, 6 late
    assert results(folder, "all")["2026-03"] == ("missed", 1, 3)
    assert table(folder, "verdict_adjustment").empty


def test_a_line_that_is_made_stricter_leaves_the_signed_month_as_it_was(
    folder: DataFolder,
) -> None:
    sign_off(folder, "A", FEB, who="Anna")
    sheets = {name: [dict(each.cells) for each in rows] for name, rows in AGREED.sheets.items()}
    for each in sheets["service_levels"]:
        if each["level_id"] == "all":
            each["conditions"] = "99 %"
    take_over(folder, register_from(sheets), who="Anna", why="stricter")
    found = results(folder, "all")
    assert found["2026-02"] == ("kept", 2, 3)
    assert found["2026-03"] == ("kept", 1, 1)


@pytest.mark.parametrize(
    ("customer", "month", "who", "message"),
    [
        ("A", FEB, " ", "who"),
        ("A", JAN, "Anna", "has a result"),
        ("C", FEB, "Anna", "has a result"),
        ("A", MAR, "Anna", "not over"),
    ],
)
def test_what_cannot_be_signed_off_is_told(
    folder: DataFolder, customer: str, month: Month, who: str, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        sign_off(folder, customer, month, who=who)


def test_signing_off_twice_and_taking_back_nothing_are_told(folder: DataFolder) -> None:
    sign_off(folder, "A", FEB, who="Anna")
    with pytest.raises(UsageError, match="already"):
        sign_off(folder, "A", FEB, who="Ben")
    with pytest.raises(UsageError, match="not signed off"):
        take_back(folder, "B", FEB, who="Ben")


def reworded(folder: DataFolder, **cells: str) -> None:
    sheets = {name: [dict(each.cells) for each in rows] for name, rows in AGREED.sheets.items()}
    sheets["service_levels"][0].update(cells)
    sheets["service_levels"].append(
        {"level_id": "added", "customer": "A", "conditions": "100 % in 1 h"}
    )
    take_over(folder, register_from(sheets), who="Anna", why="anew")


def test_scorecard_of_a_signed_month_shows_what_was_agreed_then(folder: DataFolder) -> None:
    sign_off(folder, "A", FEB, who="Anna")
    reworded(folder, conditions="99 %", name="Stricter")
    warehouse = warehouse_of(folder)
    signed, later = (scorecard(warehouse, ("A",), month) for month in (FEB, MAR))
    warehouse.close()
    line = line_of(signed, "all")
    assert (line.target.replace("\u00a0", " "), line.level.name) == ("60 % in time", "all")
    assert (line.state.value, line.misses) == ("kept", "1 allowed, 1 had")
    assert line_of(later, "all").level.name == "Stricter"
    assert "added" not in {each.level.level_id for each in signed.lines}
    assert "added" in {each.level.level_id for each in later.lines}


def test_lines_are_signed_off_once_whoever_their_customer_is_called(folder: DataFolder) -> None:
    sign_off(folder, "A", FEB, who="Anna")
    reworded(folder, customer="A Ltd")
    with pytest.raises(UsageError, match="signed off already with A"):
        sign_off(folder, "A Ltd", FEB, who="Anna")
