"""The running month of a small store, worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from slm_analytics.domain.period import Month
from slm_analytics.domain.running import Standing
from slm_analytics.domain.service_level import CLOCKED
from slm_analytics.errors import UsageError
from slm_analytics.register.rows import register_from
from slm_analytics.review.running import Running, RunningLine, line_of, running
from slm_analytics.review.running_words import band_words, headline, left_words
from slm_analytics.review.scorecard import scorecard
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse
from tests.pages.stores import Row, ticket
from tests.warehouse.stores import File, load_under, warehouse_of

MAR = Month(2026, 3)
NOW = datetime(2026, 3, 18, 12)  # noqa: DTZ001  a Wednesday, on the clock of the extract
AGREED = register_from(
    {
        "calendars": [{"calendar_id": "always", "timezone": "UTC", "always_open": "yes"}],
        "targets": [
            {"target_id": "all", "target": "8 h", "calendar_id": "always"},
            {"target_id": "answers", "clock": "response", "target": "1 h", "calendar_id": "always",
             "response_states": "in_progress"},
        ],
        "service_levels": [
            {"level_id": "mail", "services": "Email", "conditions": "80 %"},
            {"level_id": "vpn", "services": "VPN", "conditions": "90 % in 4 h; 100 % in 24 h",
             "class": "critical"},
            {"level_id": "print", "services": "Printing", "conditions": "100 %"},
            {"level_id": "wide", "services": "Wide", "conditions": "50 %", "period": "quarter"},
            {"level_id": "mean", "measure": "average", "services": "VPN", "expected": "2 h"},
            {"level_id": "count", "measure": "count", "services": "Email", "expected": "9"},
            {"level_id": "fewer", "services": "Wide", "conditions": "90 %",
             "small_volume": "not below", "least": "50"},
            {"level_id": "else", "customer": "Nobody", "conditions": "80 %"},
        ],
    }
)  # fmt: skip
EMAIL = ("2026-03-18T06:00", "2026-03-18T11:00", "2026-03-17T12:00")


def rows() -> list[Row]:
    """Email: 4 kept, one at 75 %, one at 12 %, one past its 8 h; VPN: 10 kept, one past 4 h."""
    made = [ticket(at, f"2026-03-{at + 2:02d}T08:00", 3.0) for at in range(4)]
    made += [ticket(20 + at, opened) for at, opened in enumerate(EMAIL)]
    made += [ticket(30 + at, f"2026-03-{at + 2:02d}T08:00", 3.0, service="VPN") for at in range(10)]
    made.append(ticket(40, "2026-03-18T07:00", service="VPN"))
    made.append(ticket(50, "2026-03-16T07:00", service="Printing"))
    # Of the quarter: one missed in January, one kept in March, one due on Wednesday.
    made.append(ticket(60, "2026-01-05T08:00", 30.0, service="Wide"))
    made.append(ticket(61, "2026-03-05T08:00", 1.0, service="Wide"))
    made.append(ticket(62, "2026-03-18T10:00", service="Wide"))
    dropped = {"state": "cancelled", "updated_at": f"{NOW:%Y-%m-%d %H:%M:%S}"}
    made.append(ticket(90, "2026-03-18T09:00", **dropped))  # of no line; it tells the time
    return made


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDbWarehouse]:
    folder = DataFolder(Path(tmp_path_factory.mktemp("running")))
    load_under(folder, AGREED, File(name="t.csv", rows=rows()))
    found = warehouse_of(folder)
    yield found
    found.close()


@pytest.fixture(scope="module")
def told(warehouse: DuckDbWarehouse) -> Running:
    return running(warehouse, ())


def figures(line: RunningLine) -> tuple[int, int, int, int, int | None]:
    return line.due_today, line.due_this_week, line.past, line.at_risk, line.left


def test_lines_stand_as_worked_out_by_hand(told: Running) -> None:
    assert (told.month, told.as_of, told.week_ends) == (MAR, NOW, date(2026, 3, 22))
    assert {line.level.level_id: (line.standing, *figures(line)) for line in told.lines} == {
        "print": (Standing.MISSED, 0, 0, 1, 0, -1),
        "mean": (Standing.MISSED, 1, 1, 0, 0, None),  # 3 h on average; the open one is due at 15:00
        "mail": (Standing.EDGE, 2, 2, 1, 1, 0),  # 6 of 7 kept: one miss allowed and had
        "vpn": (Standing.EDGE, 0, 1, 1, 0, 0),  # 10 of 11 in 4 h; 11 of 11 in 24 h: none left
        "wide": (Standing.EDGE, 1, 1, 0, 0, 0),  # 2 of 3 over the quarter, half are needed
        "count": (Standing.ON_TRACK, 0, 0, 0, 0, 2),  # seven were opened, nine are allowed
        "fewer": (Standing.NOT_COUNTED, 1, 1, 0, 0, None),
        "else": (Standing.NOT_COUNTED, 0, 0, 0, 0, None),
    }


def test_headline_counts_lines_and_subline_each_ticket_once(told: Running) -> None:
    assert told.headline == (
        "March so far: 2 lines are already missed, 3 will be if one more ticket is late"
    )
    assert told.subline == "Open past target: 3. Due today: 4; this week, today included: 4."


def test_open_tickets_stand_by_due_time_those_past_it_first(told: Running) -> None:
    mail = line_of(told, "mail").tickets
    assert [each.ticket_id for each in mail] == ["T00022", "T00020", "T00021"]
    assert [left_words(each) for each in mail] == [
        "16 h 0 min past",
        "2 h 0 min left",
        "7 h 0 min left",
    ]
    assert [band_words(each)[0] for each in mail] == ["▼", "◆", "○"]
    assert mail[1].due == datetime(2026, 3, 18, 14, tzinfo=UTC)


def test_next_time_of_a_line_with_two_is_told(told: Running) -> None:
    (one,) = line_of(told, "vpn").tickets
    assert (one.due, one.left) == (datetime(2026, 3, 19, 7, tzinfo=UTC), 19 * 3600)
    assert band_words(one) == "▼ past its first time"


def test_window_of_several_months_is_told_so_far(told: Running) -> None:
    wide = line_of(told, "wide")
    assert (wide.first, wide.last) == (Month(2026, 1), MAR)
    assert wide.done.replace("\u00a0", " ") == "1 of 2 = 50.0 %"


def test_what_is_done_is_what_the_scorecard_says(told: Running, warehouse: DuckDbWarehouse) -> None:
    score = {line.level.level_id: line.actual for line in scorecard(warehouse, (), MAR).lines}
    assert {line.level.level_id: line.done for line in told.lines} == score


def test_lines_of_others_are_not_shown(warehouse: DuckDbWarehouse) -> None:
    named = {line.level.level_id for line in running(warehouse, ("Contoso",)).lines}
    assert "mail" in named
    assert "else" not in named
    with pytest.raises(UsageError, match="no line 'x'"):
        line_of(running(warehouse, ("Contoso",)), "x")


@pytest.mark.parametrize(
    ("standings", "words"),
    [
        ([Standing.MISSED] * 3 + [Standing.EDGE] * 2,
         "3 lines are already missed, 2 will be if one more ticket is late"),
        ([Standing.MISSED], "1 line is already missed"),
        ([Standing.EDGE, Standing.ON_TRACK],
         "no line is missed, 1 will be if one more ticket is late"),
        ([Standing.ON_TRACK, Standing.AT_RISK], "all 2 lines are on course"),
        ([Standing.ON_TRACK], "the one line is on course"),
        ([], "no service level can be judged yet"),
    ],
)  # fmt: skip
def test_headline_in_words(standings: list[Standing], words: str) -> None:
    assert headline(Month(2026, 11), standings) == f"November so far: {words}"


def test_open_tickets_of_the_sample_are_those_of_the_lines(sample_folder: DataFolder) -> None:
    """Every open ticket that counts in a line's population stands in its list, and no other."""
    found = warehouse_of(sample_folder)
    for line in running(found, ()).lines:
        about, shown = line.level.population, {each.ticket_id for each in line.tickets}
        rows = found.query(
            "SELECT ticket_id, service, priority FROM ticket_fact WHERE is_open"
            " AND customer = $customer AND NOT is_cancelled AND NOT is_duplicate"
            " AND parent_id IS NULL",
            {"customer": about.customer},
        )
        open_now = {
            row["ticket_id"]
            for row in rows.to_dict("records")
            if (not about.services or row["service"] in about.services)
            and (not about.priorities or row["priority"] in about.priorities)
        }
        if line.level.measure not in CLOCKED:
            assert not line.tickets
            continue
        assert shown <= open_now
        if line.level.clock.value == "resolution":
            assert shown == open_now, line.level.level_id
    on_hold = found.query(
        "SELECT count(*) AS n FROM ticket_clock WHERE answer = 'open' AND due_at IS NULL"
        " AND clock = 'resolution' AND holder = ''"
    )
    told = {each.ticket_id: each for line in running(found, ()).lines for each in line.tickets}
    held = [each for each in told.values() if each.is_on_hold]
    assert len(held) == on_hold["n"].iloc[0]
    assert all(left_words(each).endswith("left, on hold") for each in held)
    found.close()
