"""The scorecard of a small store, worked out by hand, and what the sample's story says on it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from slm_analytics.domain.period import Month
from slm_analytics.domain.service_level import Condition, Part, ServiceLevel, SmallVolume, State
from slm_analytics.errors import UsageError
from slm_analytics.register.rows import register_from
from slm_analytics.review.scorecard import Scorecard, line_of, missed_tickets, scorecard
from slm_analytics.review.scorecard_words import headline, misses_words, small_words
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse
from tests.pages.stores import Row, ticket
from tests.warehouse.stores import File, load_under, warehouse_of

MAR = Month(2026, 3)
AGREED = register_from(
    {
        "calendars": [{"calendar_id": "always", "timezone": "UTC", "always_open": "yes"}],
        "targets": [{"target_id": "all", "target": "4 h", "calendar_id": "always"}],
        "service_levels": [
            {"level_id": "mail", "name": "Mail in time", "services": "Email", "conditions": "80 %",
             "class": "critical"},
            {"level_id": "vpn", "name": "VPN in time", "services": "VPN", "conditions": "80 %"},
            {"level_id": "count", "measure": "count", "expected": "3", "class": "report only"},
            {"level_id": "else", "customer": "Nobody", "conditions": "80 %"},
        ],
    }
)  # fmt: skip


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDbWarehouse]:
    """Email: five of five in time in February, two of five in March; VPN: five of five."""
    rows: list[Row] = []
    for month, late in ((2, 0), (3, 3)):
        for number in range(5):
            opened = f"2026-{month:02d}-{number + 2:02d}T08:00"
            rows.append(ticket(len(rows), opened, 5.0 + number if number < late else 3.0))
            rows.append(ticket(len(rows), opened, 4.0, service="VPN"))
    rows.append(ticket(99, "2026-04-01T08:00", 1.0))
    folder = DataFolder(Path(tmp_path_factory.mktemp("scorecard")))
    load_under(folder, AGREED, File(name="t.csv", rows=rows))
    found = warehouse_of(folder)
    yield found
    found.close()


def lines(card: Scorecard) -> dict[str, tuple[str, str, int | None]]:
    return {
        line.level.level_id: (line.state.value, line.actual.replace("\u00a0", " "), line.margin)
        for line in card.lines
    }


def test_lines_stand_with_what_they_came_to_the_gravest_first(warehouse: DuckDbWarehouse) -> None:
    card = scorecard(warehouse, (), MAR)
    assert card.headline == "1 of 2 service levels kept in March 2026; missed: Mail in time"
    assert "New: Mail in time" in card.subline
    assert lines(card) == {
        "mail": ("missed", "2 of 5 = 40.0 %", -2),
        "count": ("missed", "10", -7),  # report only: not in the headline
        "vpn": ("kept", "5 of 5 = 100.0 %", 1),
        "else": ("not measured", "0 of 0", 0),
    }
    assert list(lines(card)) == ["mail", "count", "vpn", "else"]
    strip = line_of(card, "mail").strip
    assert strip[-2:] == (State.KEPT, State.MISSED)
    assert set(strip[:-2]) == {None}


def test_lines_of_others_are_not_shown(warehouse: DuckDbWarehouse) -> None:
    assert "else" not in lines(scorecard(warehouse, ("Contoso",), MAR))
    assert "else" in lines(scorecard(warehouse, ("Nobody",), MAR))


def test_tickets_that_decide_are_those_that_came_closest(warehouse: DuckDbWarehouse) -> None:
    rows = missed_tickets(warehouse, line_of(scorecard(warehouse, (), MAR), "mail"))
    assert rows["overrun_hours"].tolist() == [3, 2, 1]
    assert rows["decides"].tolist() == [False, True, True]  # one miss of five is allowed


def test_line_that_is_not_there_is_told(warehouse: DuckDbWarehouse) -> None:
    with pytest.raises(UsageError, match="no line 'x'"):
        line_of(scorecard(warehouse, (), MAR), "x")


def test_months_without_results_say_so(warehouse: DuckDbWarehouse) -> None:
    card = scorecard(warehouse, (), Month(2020, 1))
    assert (card.lines, card.is_agreed) == ((), True)
    assert card.headline == "No service level was measured in January 2020"


def test_headline_names_what_missed_lines_share() -> None:
    from slm_analytics.domain.service_level import Population  # noqa: PLC0415

    p2 = Population(priorities=frozenset({"P2"}))
    both = [ServiceLevel(level_id=each, population=p2) for each in "ab"]
    told = headline(MAR, 14, both, 16)
    assert told == "14 of 16 service levels kept in March 2026; 2 missed, both P2"
    assert headline(MAR, 16, [], 16) == "All 16 service levels were kept in March 2026"
    assert headline(MAR, 1, [], 1) == "The one service level was kept in March 2026"


def test_misses_are_those_of_the_condition_with_the_least_margin() -> None:
    parts = [Part(within=45, of=50, allowed=5), Part(within=49, of=50, allowed=0)]
    assert misses_words(parts) == "0 allowed, 1 had"
    assert misses_words([Part(within=97, of=103, allowed=5)]) == "5 allowed, 6 had"


@pytest.mark.parametrize(
    ("rule", "of", "share", "words"),
    [
        (SmallVolume.STRICT, 3, 95, "few tickets: no miss allowed"),
        (SmallVolume.STRICT, 19, 95, "few tickets: no miss allowed"),
        (SmallVolume.STRICT, 20, 95, ""),
        (SmallVolume.ONE_MISS, 3, 95, "few tickets: one miss allowed"),
        (SmallVolume.ONE_MISS, 20, 95, ""),
        (SmallVolume.STRICT, 3, 100, ""),  # no miss is ever allowed
        (SmallVolume.STRICT, 0, 95, ""),
    ],
)
def test_few_tickets_are_marked(rule: SmallVolume, of: int, share: int, words: str) -> None:
    level = ServiceLevel(
        level_id="L", conditions=(Condition(share=Fraction(share, 100)),), small_volume=rule
    )
    assert small_words(level, [Part(within=of, of=of, allowed=0)]) == words


def test_story_of_the_sample_shows(sample_folder: DataFolder) -> None:
    warehouse = warehouse_of(sample_folder)
    card = scorecard(warehouse, ("Nordlicht Versicherung AG",), Month(2026, 10))
    first = card.lines[0]
    assert (first.level.name, first.state) == ("VPN access in time", State.MISSED)
    assert first.strip[-4:] == (State.MISSED,) * 4  # since it was tightened in July
    assert first.target.replace("\u00a0", " ") == "95 % in time"
    assert len({line.level.population.customer for line in card.lines}) == 1
    warehouse.close()


def test_missed_tickets_are_held_against_the_version_of_their_month(tmp_path: Path) -> None:
    agreed = register_from(
        {
            "calendars": [{"calendar_id": "always", "timezone": "UTC", "always_open": "yes"}],
            "targets": [{"target_id": "all", "target": "99 h", "calendar_id": "always"}],
            "service_levels": [
                {"level_id": "L", "conditions": "90 % in 4 h", "period": "rolling",
                 "valid_to": "2026-02-28"},
                {"level_id": "L", "conditions": "90 % in 8 h", "period": "rolling",
                 "valid_from": "2026-03-01"},
                {"level_id": "P", "measure": "percentile", "expected": "6 h"},
                {"level_id": "A", "measure": "average", "expected": "6 h"},
            ],
        }
    )  # fmt: skip
    rows = [ticket(1, "2026-02-02T08:00", 5.0), ticket(2, "2026-03-02T08:00", 9.0)]
    folder = DataFolder(tmp_path)
    load_under(folder, agreed, File(name="t.csv", rows=rows))
    found = warehouse_of(folder)
    card = scorecard(found, (), MAR)
    overrun = {
        level: missed_tickets(found, line_of(card, level))["overrun_hours"].tolist()
        for level in "LPA"
    }
    found.close()
    assert overrun == {"L": [1, 1], "P": [3], "A": [3]}  # 5 of 4 h, and 9 of 8 h
