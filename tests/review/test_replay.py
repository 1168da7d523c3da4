"""Another wording of a line on history: the same comes to the same; others worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from slm_analytics.domain.period import Month
from slm_analytics.domain.service_level import CLOCKED, Condition, Measure, State
from slm_analytics.errors import UsageError
from slm_analytics.register.levels import levels_from
from slm_analytics.register.rows import register_from
from slm_analytics.review.levels import levels_in_force
from slm_analytics.review.replay import Replay, Sides, replay, wording_in_force
from slm_analytics.review.replay_words import told_of
from slm_analytics.review.wording import next_version, row_of, worded
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse
from tests.pages.stores import ticket
from tests.warehouse.stores import File, load_under, warehouse_of

H = 3600
AGREED = register_from(
    {
        "calendars": [{"calendar_id": "always", "timezone": "UTC", "always_open": "yes"}],
        "targets": [{"target_id": "all", "target": "4 h", "calendar_id": "always"}],
        "service_levels": [{"level_id": "L", "conditions": "80 %", "priorities": "P3"}],
    }
)  # fmt: skip


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDbWarehouse]:
    """Each month from January to April five tickets of 1, 2, 3, 4 and 5 h; in March one of 9 h."""
    rows = []
    for month in range(1, 5):
        hours = [1.0, 2.0, 3.0, 4.0, 5.0] if month != 3 else [1.0, 2.0, 3.0, 5.0, 9.0]
        for number, each in enumerate(hours):
            opened = f"2026-{month:02d}-{number + 2:02d}T08:00"
            rows.append(ticket(len(rows), opened, each, priority="P3"))
    folder = DataFolder(Path(tmp_path_factory.mktemp("replay")))
    load_under(folder, AGREED, File(name="t.csv", rows=rows))
    found = warehouse_of(folder)
    yield found
    found.close()


def tried(
    warehouse: DuckDbWarehouse, *conditions: tuple[int | None, int], **more: object
) -> Replay:
    level = wording_in_force(warehouse, "L")
    assert level is not None
    said = tuple(
        Condition(share=Fraction(percent, 100), seconds=None if hours is None else hours * H)
        for hours, percent in conditions
    )
    other = replace(level, conditions=said or level.conditions, **more)  # type: ignore[arg-type]
    return replay(warehouse, other, Month(2026, 4))


def states(told: Replay) -> list[str]:
    return [row.after.outcome.state.value for row in told.months if row.after is not None]


def test_wording_in_force_comes_to_what_is_stored(warehouse: DuckDbWarehouse) -> None:
    told = tried(warehouse)
    assert states(told) == ["kept", "kept", "missed", "kept"]
    assert [row.before for row in told.months[-4:]] == [
        State.KEPT, State.KEPT, State.MISSED, State.KEPT,
    ]  # fmt: skip
    assert told.sides == Sides(now_missed=0, now_met=0, only_before=0, only_after=0)
    assert (told.kept_before, told.kept_after, told.measured_after) == (3, 3, 4)


def test_another_time_changes_sides_and_the_strictest_is_said(warehouse: DuckDbWarehouse) -> None:
    told = tried(warehouse, (3, 60))
    assert states(told) == ["kept"] * 4
    assert told.sides == Sides(now_missed=3, now_met=0, only_before=0, only_after=0)
    assert told.seconds == 3 * H  # three of five have to be within, in every month
    assert told.share == Fraction(3, 5)
    words = told_of(told, levels_from(AGREED)[0])
    assert words.headline == "L: kept in 4 of 4 months, as worded now in 3 of 4"
    assert "3 tickets would be missed that are met now" in words.subline


def test_other_tickets_come_in_and_go_out(warehouse: DuckDbWarehouse) -> None:
    level = wording_in_force(warehouse, "L")
    assert level is not None
    nobody = replace(level.population, priorities=frozenset({"P1"}))
    told = tried(warehouse, population=nobody)
    assert told.sides == Sides(now_missed=0, now_met=0, only_before=20, only_after=0)
    assert states(told) == ["not measured"] * 4
    assert "nothing to count" in told_of(told, level).headline


def test_average_can_be_tried_and_a_count_cannot(warehouse: DuckDbWarehouse) -> None:
    told = tried(warehouse, measure=Measure.AVERAGE, expected=3 * H)
    assert states(told) == ["kept", "kept", "missed", "kept"]
    with pytest.raises(UsageError, match="count"):
        tried(warehouse, measure=Measure.COUNT)


def test_every_line_of_the_sample_comes_to_what_is_stored(sample_folder: DataFolder) -> None:
    warehouse = warehouse_of(sample_folder)
    once = [each for each in levels_in_force(warehouse) if each.measure in CLOCKED]
    ids = [each.level_id for each in once]
    for level in (each for each in once if ids.count(each.level_id) == 1):
        told = replay(warehouse, level, Month(2026, 10))
        for row in told.months:
            after = None if row.after is None else row.after.outcome.state
            if row.before is not None:  # of a line that began later there is none
                assert after == row.before, (level.level_id, row.month)
        assert told.sides.now_missed == told.sides.now_met == 0, level.level_id
    warehouse.close()


def test_latest_version_of_a_line_is_tried_on_the_months_before_it_too(
    sample_folder: DataFolder,
) -> None:
    warehouse = warehouse_of(sample_folder)
    wording = wording_in_force(warehouse, "Nordlicht VPN access")
    assert wording is not None
    assert str(wording.valid_from) == "2026-07-01"
    told = replay(warehouse, wording, Month(2026, 10))
    assert told.measured_after == told.measured_before == 24
    assert told.kept_after < told.kept_before  # 95 % in place of 92 %
    assert told.sides.now_missed == told.sides.now_met == 0  # by the same targets
    warehouse.close()


def test_wording_becomes_the_next_version() -> None:
    row = row_of(AGREED, "L")
    other = worded(row, {"conditions": "90% within 6 hours", "services": ""})
    register = next_version(AGREED, other, date(2026, 7, 1))
    first, second = levels_from(register)
    assert (first.valid_until, second.valid_from) == (date(2026, 7, 1), date(2026, 7, 1))
    assert second.conditions == (Condition(share=Fraction(9, 10), seconds=6 * H),)
    with pytest.raises(UsageError, match="begins on 2026-07-01"):
        next_version(register, other, date(2026, 7, 1))


@pytest.mark.parametrize("conditions", ["", "soon", "95 % in 2 d"])
def test_what_is_no_wording_is_refused(conditions: str) -> None:
    with pytest.raises(UsageError):
        worded(row_of(AGREED, "L"), {"conditions": conditions})
