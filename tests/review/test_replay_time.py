"""A replay under other hours and pauses: worked out by hand, and equal to making them the rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from slm_analytics.domain.period import Month
from slm_analytics.errors import UsageError
from slm_analytics.ingest.register_intake import register_in_force, take_over
from slm_analytics.register.in_force import rules_from
from slm_analytics.register.other_time import AROUND_THE_CLOCK, AS_AGREED, OtherTime, everywhere
from slm_analytics.register.rows import register_from
from slm_analytics.review.concerned import TimeInForce, concerned, time_in_force
from slm_analytics.review.replay import Replay, Sides, replay, wording_in_force
from slm_analytics.review.replay_words import agreed_words, tried_words
from slm_analytics.review.wording import becoming, row_of, worded
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse
from tests.pages.stores import ticket
from tests.warehouse.stores import File, load_under, warehouse_of

OCT = Month(2026, 10)
AGREED = register_from(
    {
        "calendars": [{"calendar_id": "office", "timezone": "UTC"}],
        "hours": [{"calendar_id": "office", "weekday": "mon-fri", "opens": "08:00",
                   "closes": "16:00"}],
        "targets": [{"target_id": "all", "target": "4 h", "calendar_id": "office"},
                    {"target_id": "vpn", "target": "4 h", "calendar_id": "office",
                     "service": "VPN"}],
        "service_levels": [{"level_id": "L", "conditions": "80 %", "services": "Email"}],
    }
)  # fmt: skip


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDbWarehouse]:
    """In February and March five tickets each, of 2 h; two of March wait a night."""
    rows = [ticket(at, f"2026-02-{at + 2:02d}T09:00", 2.0) for at in range(5)]
    rows += [ticket(10 + at, f"2026-03-{at + 9:02d}T09:00", 2.0) for at in range(3)]
    # Opened at 15:00, resolved at 10:00 the next day: 3 h of office hours, 19 around the clock.
    rows += [ticket(20 + at, f"2026-03-{at + 17:02d}T15:00", 19.0) for at in range(2)]
    rows += [ticket(30, "2026-03-17T15:00", 19.0, service="VPN")]
    folder = DataFolder(Path(tmp_path_factory.mktemp("replay_time")))
    load_under(folder, AGREED, File(name="t.csv", rows=rows))
    found = warehouse_of(folder)
    yield found
    found.close()


def tried(warehouse: DuckDbWarehouse, time: OtherTime) -> Replay:
    level = wording_in_force(warehouse, "L")
    assert level is not None
    return replay(warehouse, level, Month(2026, 3), time)


def test_nights_count_around_the_clock(warehouse: DuckDbWarehouse) -> None:
    told = tried(warehouse, OtherTime(calendar=AROUND_THE_CLOCK))
    states = [row.after.outcome.state.value for row in told.months[-2:] if row.after]
    assert states == ["kept", "missed"]
    assert (told.kept_before, told.kept_after) == (2, 1)
    assert told.sides == Sides(now_missed=2, now_met=0, only_before=0, only_after=0)


def test_only_the_targets_of_the_line_are_concerned(warehouse: DuckDbWarehouse) -> None:
    level = wording_in_force(warehouse, "L")
    assert level is not None
    found = concerned(warehouse, level)
    assert (found.target_ids, found.elsewhere) == (("all",), 0)
    every = replace(level, population=replace(level.population, services=frozenset()))
    assert concerned(warehouse, every).target_ids == ("all", "vpn")
    in_force = time_in_force(warehouse, level)
    assert in_force == TimeInForce(calendars=("office",), pauses="on_hold/awaiting_customer")
    words = agreed_words(level, in_force, {"office": "Office hours"}).replace("\u00a0", " ")
    assert words == (
        "In force: 80 % in time; hours: Office hours;"
        " the clock stops while “on hold, awaiting customer”"
    )


def test_time_is_said_in_words(warehouse: DuckDbWarehouse) -> None:
    level = wording_in_force(warehouse, "L")
    assert level is not None
    around = OtherTime(calendar=AROUND_THE_CLOCK, pauses="none")
    words = tried_words(level, around).replace("\u00a0", " ")
    assert words == "80 % in time; around the clock; the clock never stops"
    states = OtherTime(calendar="office", pauses="on_hold/awaiting_vendor, resolved")
    assert tried_words(level, states).endswith(
        "hours of office; the clock stops while “on hold, awaiting vendor” and “resolved”"
    )


def test_unknown_calendar_is_refused(warehouse: DuckDbWarehouse) -> None:
    with pytest.raises(UsageError, match="no calendar 'night'"):
        tried(warehouse, OtherTime(calendar="night"))


def test_next_version_changes_the_targets_concerned_from_the_day() -> None:
    row = row_of(AGREED, "L")
    around = OtherTime(calendar=AROUND_THE_CLOCK)
    register = becoming(AGREED, row, around, ["all"], date(2026, 5, 1))
    assert [target.calendar for target in rules_from(register).targets] == [
        "office", AROUND_THE_CLOCK, "office",
    ]  # fmt: skip
    assert len(register["service_levels"]) == 1  # the line itself says what it said
    both = becoming(AGREED, worded(row, {"conditions": "90 %"}), around, ["all"], date(2026, 5, 1))
    assert (len(both["service_levels"]), len(both["targets"])) == (2, 3)
    with pytest.raises(UsageError, match="No target"):
        becoming(AGREED, row, around, [], date(2026, 5, 1))
    assert becoming(AGREED, row, AS_AGREED, [], date(2026, 5, 1)) == AGREED


TIMES = {  # of customers with own targets, so that one store shows all three
    "Nordlicht P3": OtherTime(calendar=AROUND_THE_CLOCK),
    "Halvorsen quarter": OtherTime(pauses="none"),
    "Aoyama P2": OtherTime(calendar="nordlicht-office", pauses="on_hold"),
}


def test_replay_is_what_the_scorecard_says_once_it_is_the_rule(
    sample_store: DataFolder, in_process: None
) -> None:
    warehouse = warehouse_of(sample_store)
    register = register_in_force(sample_store)
    told, names = {}, []
    for line, time in TIMES.items():
        level = wording_in_force(warehouse, line)
        assert level is not None
        told[line] = replay(warehouse, level, OCT, time)
        own = list(concerned(warehouse, level).target_ids)
        register, names = everywhere(register, own, time), names + own
    warehouse.close()
    assert len(names) == len(set(names))  # one line's targets are no other's
    assert "Nordlicht P2 resolution" not in names  # of tickets lowered to P3
    take_over(sample_store, register, who="t", why="t")
    changed = sample_store
    after = warehouse_of(changed)
    for line, each in told.items():
        rows = after.query(
            "SELECT month, condition_no, state, within, counted FROM service_level_result"
            " WHERE level_id = $line ORDER BY month, condition_no",
            {"line": line},
        )
        stored = {
            (Month.of(row["month"].date()), row["condition_no"]): (
                row["state"], row["within"], row["counted"]
            )
            for row in rows.to_dict("records")
        }  # fmt: skip
        replayed = {
            (row.month, number): (row.after.outcome.state.value, counts.within, counts.of)
            for row in each.months
            if row.after
            for number, counts in enumerate(row.after.counts, start=1)
        }
        assert replayed == {key: stored[key] for key in replayed}, line
        assert len(replayed) >= 24
    after.close()
    sides = [each.sides for each in told.values()]
    assert sum(each.now_met + each.now_missed for each in sides) > 20  # it does something
