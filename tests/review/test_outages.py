"""Outages looked back at, every figure worked out by hand (tests/review/outage_stores.py)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_analytics.domain.scope import Dimension
from slm_analytics.review.outage_list import claims_of
from slm_analytics.review.outage_patterns import hours_of_week
from slm_analytics.review.outage_rows import (
    cause_rows,
    claim_rows,
    gap_rows,
    line_rows,
    pair_rows,
    repeat_rows,
    service_rows,
    stage_rows,
    week_rows,
)
from slm_analytics.review.outage_tiles import figures
from slm_analytics.review.outage_words import availability_text, length_text, source_name
from slm_analytics.review.outages import Outages, outages
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse
from tests.review.outage_stores import LINKS, MARCH, march_store

_DAY = 86_400


@pytest.fixture(scope="module")
def march(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDbWarehouse]:
    warehouse = march_store(DataFolder(tmp_path_factory.mktemp("outages") / "store"))
    yield warehouse
    warehouse.close()


@pytest.fixture(scope="module")
def section(march: DuckDbWarehouse) -> Outages:
    return outages(march, MARCH, 4)


def second(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def test_figures_of_the_month(section: Outages) -> None:
    """Mail 50 min in 31 d less an hour of maintenance; Web 20 and 60 min in 31 d."""
    uptime = section.uptime
    base = 2 * 31 * _DAY - 3600
    assert (uptime.outages, uptime.down, uptime.base_seconds) == (3, 130 * 60, base)
    assert uptime.mtrs == Fraction(130 * 60, 3)
    assert uptime.mtbf == Fraction(base - 130 * 60, 3)
    assert uptime.mtbsi == Fraction(base, 3)
    assert uptime.share == 1 - Fraction(130 * 60, base)
    by_service = {each.service: each.uptime for each in section.services}
    assert (by_service["Mail"].outages, by_service["Mail"].down) == (1, 3000)
    assert (by_service["Web"].outages, by_service["Web"].down) == (2, 4800)
    # 40 users for 5 minutes, then all 100 for 45: the monitor does not tell whom.
    assert by_service["Mail"].user_seconds == 40 * 300 + 100 * 2700


def test_target_of_a_service_is_kept_or_missed(section: Outages) -> None:
    """99.9 % of Mail allow 44.58 min, it was down 50; 95 % of Web allow more than a day."""
    by_service = {each.service: each.uptime for each in section.services}
    assert by_service["Mail"].target == Fraction(999, 1000)
    assert by_service["Mail"].allowed == Fraction(31 * _DAY - 3600, 1000)
    assert (by_service["Mail"].is_kept, by_service["Web"].is_kept) == (False, True)


def test_outages_carry_their_sources_and_marks(section: Outages) -> None:
    told = {each.reference: each for each in section.lines}
    assert section.of_all == 5
    assert [each.reference for each in section.lines] == ["O-6", "O-5", "O-4", "O-3", "O-2"]
    assert told["O-6"].marks == ("excluded",)
    assert told["O-5"].marks == ("planned", "in maintenance")
    assert told["O-2"].sources == ("monitor periods of monitor_periods", "outages of outages")
    assert (told["O-2"].counted, told["O-2"].until - told["O-2"].start) == (3000, 3000)
    assert section.longest is told["O-4"]
    assert (told["O-2"].cost, told["O-4"].cost) == (1200.5, None)


def test_claims_of_an_outage_keep_their_own_edges(section: Outages, march: DuckDbWarehouse) -> None:
    (outage,) = (each for each in section.lines if each.reference == "O-2")
    claims = {source_name(*each.source): each for each in claims_of(march, outage.number)}
    assert {name: (each.start, each.until) for name, each in claims.items()} == {
        "outage list": (second("2026-03-03 10:00"), second("2026-03-03 10:30")),
        "monitor": (second("2026-03-03 10:05"), second("2026-03-03 10:50")),
    }
    assert len(claim_rows(tuple(claims.values()), "UTC").frame) == 2


def test_causes_add_up_to_all_downtime(section: Outages) -> None:
    assert [(each.name, each.outages, each.down) for each in section.causes] == [
        ("release", 1, 3600), ("certificate", 1, 3000), ("network", 1, 1200),
    ]  # fmt: skip
    assert [each.so_far for each in section.causes] == [Fraction(6, 13), Fraction(11, 13), 1]


def test_cause_that_was_there_before_the_period(section: Outages) -> None:
    """On 27 February at 10:00 and on 3 March at 10:00: four days."""
    (again,) = section.repeats.closest
    assert (again.service, again.cause, again.number, again.days) == ("Mail", "certificate", 2, 4)
    assert (section.repeats.of_all, section.repeats.soon) == (1, 1)
    (chain,) = section.repeats.chains
    assert (chain.service, chain.cause, chain.number, chain.repeats) == (
        "Mail",
        "certificate",
        2,
        1,
    )
    assert chain.least == chain.most == 4 * 86_400
    assert (chain.before, chain.start, chain.down) == (again.before, again.start, again.down)


def test_outage_begins_with_a_change(march: DuckDbWarehouse, section: Outages) -> None:
    """C-1 was over at 11:00, 3 h 30 min before; C-2 of what both stand on began 3 h 30 min before;
    C-3 was cancelled."""
    named = {each.reference: each.change for each in section.lines}
    assert named == {"O-2": "C-2", "O-3": "C-2", "O-4": "C-1", "O-5": "", "O-6": ""}
    assert section.changed.down == 7800
    assert not outages(march, MARCH, 3).changed.changes
    assert len(outages(march, MARCH, 24).changed.changes) == 3


def test_stages_of_the_outage_that_tells_them(section: Outages) -> None:
    means = {stage: found.mean for stage, found in section.stages.means.items()}
    assert means == {"detect": 300, "diagnose": 600, "repair": 1800, "restore": 300}
    assert section.stages.failures == 3


def test_services_that_fail_together_name_what_they_share(section: Outages) -> None:
    (pair,) = section.together.pairs
    assert (pair.services, pair.shared) == (("Mail", "Web"), ("net-1",))
    (meeting,) = pair.meetings
    assert (pair.count, pair.at_once) == (1, 1)
    assert (meeting.apart, meeting.together, meeting.is_at_once) == (240, 1200, True)


def test_gaps_between_outages_sources_and_tickets(section: Outages) -> None:
    """T00009 is not in the data; T00002 was open while Web was up."""
    found = section.gaps
    assert [(each.start, each.ticket) for each in found.ticketless] == [
        (second("2026-03-10 14:30"), "T00009"), (second("2026-03-03 10:04"), ""),
    ]  # fmt: skip
    assert [each.ticket for each in found.major] == ["T00002"]
    assert [each.start for each in found.single] == [
        second(text) for text in ("2026-03-29 23:50", "2026-03-10 14:30", "2026-03-03 10:04")
    ]
    assert {each.silent for each in found.single} == {("monitor periods of monitor_periods",)}


def test_scope_of_a_service_leaves_others_out(march: DuckDbWarehouse) -> None:
    told = outages(march, MARCH.limited(Dimension.SERVICE, ("Mail",)), 4)
    assert {each.service for each in told.lines} == {"Mail"}
    assert (told.uptime.outages, told.together.pairs) == (1, ())


def test_service_agreed_with_nobody_is_there_for_any_customer(march: DuckDbWarehouse) -> None:
    told = outages(march, MARCH.limited(Dimension.CUSTOMER, ("Contoso",)), 4)
    assert told.uptime.outages == 3


def test_no_failure_is_told_as_such(march: DuckDbWarehouse) -> None:
    february = outages(march, MARCH.limited(Dimension.SERVICE, ("Nothing",)), 4)
    assert not february.is_watched
    assert february.uptime.mtbf is None
    texts = {each.name: each for each in figures(february)}
    assert texts["mtrs"].text == "–"
    assert "no failures in" in texts["mtrs"].line


def test_circle_of_dependencies_is_told_and_the_rest_is_there(tmp_path: Path) -> None:
    ring = ({"service": "Web", "component": "Mail"}, {"service": "Mail", "component": "Web"})
    warehouse = march_store(DataFolder(tmp_path / "store"), links=(*LINKS, *ring))
    told = outages(warehouse, MARCH, 4)
    assert "Web → Mail → Web" in told.dependencies.circle or (
        "Mail → Web → Mail" in told.dependencies.circle
    )
    assert [pair.shared for pair in told.together.pairs] == [()]
    warehouse.close()


def test_rows_hold_everything_that_is_told(section: Outages) -> None:
    assert line_rows(section.lines).frame["Counted (min)"].tolist() == [0, 0, 60, 20, 50]
    assert cause_rows(section.causes).frame["Outages"].sum() == 3
    assert repeat_rows(section.repeats.closest).frame["Days between"].tolist() == [4]
    assert week_rows(section.week).frame["Outages"].sum() == 3
    assert stage_rows(section.stages).frame["Mean (min)"].tolist() == [5, 10, 30, 5]
    assert service_rows(section.services).frame["Outages"].tolist() == [2, 1]
    assert pair_rows(section.together.pairs).frame["Both stand on"].tolist() == ["net-1"]
    assert gap_rows(section.gaps.major).frame["Ticket"].tolist() == ["T00002"]


@given(st.lists(st.integers(min_value=0, max_value=4_000_000_000), max_size=30))
def test_hours_of_the_week_hold_every_start_once(starts: list[int]) -> None:
    week = hours_of_week([(start, "UTC", 1) for start in starts])
    assert sum(map(sum, week)) == len(starts)
    for start in starts:
        shown = datetime.fromtimestamp(start, UTC)
        assert week[shown.weekday()][shown.hour] > 0


def test_words_of_lengths_and_shares() -> None:
    assert length_text(2595) == "43 min 15 s"
    assert (
        availability_text(Fraction(999_499, 1_000_000), Fraction(9995, 10_000)) == "99.949\u00a0%"
    )
    assert not availability_text(1 - Fraction(1, 10**7)).startswith("100")
    assert availability_text(None) == "–"
