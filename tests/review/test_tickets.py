"""Lists of tickets, groups, and the story of one, on a small store."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from slm_analytics.domain.scope import NONE, Dimension, Scope
from slm_analytics.errors import UsageError
from slm_analytics.metrics.catalogue import metric
from slm_analytics.review.tickets import (
    Order,
    Verdict,
    Which,
    ticket_groups,
    ticket_list,
    ticket_story,
)
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse
from tests.pages.stores import store_of, ticket
from tests.pages.test_pages import warehouse_of

OPENED, VERDICT = "tickets_opened", "source_flag_compliance"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> DuckDbWarehouse:
    base = Path(tmp_path_factory.mktemp("tickets"))
    empty = {"parent_id": "", "reassignment_count": ""}
    rows = [
        ticket(1, "2026-01-05T08:00", 2, made_sla="true", reassignment_count="3", parent_id=""),
        ticket(2, "2026-01-06T08:00", 9, made_sla="false", service="VPN", parent_id="T00001",
               reassignment_count=""),
        ticket(3, "2026-01-07T08:00", service="", **empty),
        ticket(4, "2026-02-01T08:00", 1, made_sla="true", parent_id="T00001",
               reassignment_count="1"),
    ]  # fmt: skip
    return warehouse_of(store_of(DataFolder(base / "data"), rows))


def ids(warehouse: DuckDbWarehouse, figure: str = OPENED, scope: Scope | None = None,
        **asked: object) -> list[str]:  # fmt: skip
    found = ticket_list(warehouse, metric(figure), scope or Scope(), **asked)  # type: ignore[arg-type]
    assert found.total >= len(found.rows)
    return found.rows["ticket_id"].tolist()


def test_list_holds_exactly_what_the_figure_counts(warehouse: DuckDbWarehouse) -> None:
    assert set(ids(warehouse)) == {"T00001", "T00002", "T00003", "T00004"}
    assert set(ids(warehouse, VERDICT)) == {"T00001", "T00002", "T00004"}
    assert ids(warehouse, VERDICT, which=Which(verdict=Verdict.MISS)) == ["T00002"]
    assert set(ids(warehouse, VERDICT, which=Which(verdict=Verdict.HIT))) == {"T00001", "T00004"}
    assert ids(warehouse, "backlog") == ["T00003"]


@pytest.mark.parametrize(
    ("order", "first"),
    [
        (Order.NEWEST, "T00004"),
        (Order.OLDEST, "T00001"),
        (Order.LONGEST, "T00003"),  # open since January
        (Order.SHORTEST, "T00004"),
        (Order.REASSIGNED, "T00001"),
    ],
)
def test_order_is_kept_with_gaps_last(warehouse: DuckDbWarehouse, order: Order, first: str) -> None:
    assert ids(warehouse, order=order)[0] == first


def test_pages_cover_the_list_once(warehouse: DuckDbWarehouse) -> None:
    pages = [ids(warehouse, offset=offset, limit=2) for offset in (0, 2, 4)]
    assert [len(page) for page in pages] == [2, 2, 0]
    assert len(set(pages[0] + pages[1])) == 4


@pytest.mark.parametrize(
    ("text", "count"), [("t0000", 4), ("4", 1), ("  2 ", 1), ("%", 0), ("'", 0)]
)
def test_search_takes_text_as_it_stands(warehouse: DuckDbWarehouse, text: str, count: int) -> None:
    assert len(ids(warehouse, which=Which(search=text))) == count


def test_no_service_can_be_asked_for(warehouse: DuckDbWarehouse) -> None:
    scope = Scope().limited(Dimension.SERVICE, (NONE,))
    assert ids(warehouse, scope=scope) == ["T00003"]


def test_groups_count_open_met_and_median(warehouse: DuckDbWarehouse) -> None:
    groups = ticket_groups(warehouse, metric(OPENED), Scope(), Dimension.SERVICE, Which())
    found = {row["service"]: row for row in groups.to_dict("records")}
    assert (found["Email"]["tickets"], found["Email"]["met"], found["Email"]["judged"]) == (2, 2, 2)
    assert found["Email"]["median_hours"] == 1.5
    assert (found[None]["open"], found[None]["judged"]) == (1, 0)
    assert pd.isna(found[None]["median_hours"])


def test_story_without_history_says_what_is_known(warehouse: DuckDbWarehouse) -> None:
    story = ticket_story(warehouse, "T00001")
    assert story.history.empty
    assert story.lanes["label"].tolist() == ["Open", "Resolved"]
    assert story.facts["elapsed_seconds"] == 7200
    assert story.line == 2  # the heading is line 1


def test_story_of_an_open_ticket_ends_at_the_as_of_time(warehouse: DuckDbWarehouse) -> None:
    lanes = ticket_story(warehouse, "T00003").lanes
    assert lanes["label"].tolist() == ["Open"]
    assert lanes["until"].iloc[0] == pd.Timestamp("2026-02-01 09:00")


def test_parent_knows_its_children(warehouse: DuckDbWarehouse) -> None:
    assert ticket_story(warehouse, "T00001").children["ticket_id"].tolist() == ["T00002", "T00004"]
    assert ticket_story(warehouse, "T00002").children.empty


def test_unknown_ticket_is_refused_in_words(warehouse: DuckDbWarehouse) -> None:
    with pytest.raises(UsageError, match="There is no ticket 'T9'"):
        ticket_story(warehouse, "T9")
    with pytest.raises(UsageError):
        ticket_story(warehouse, "T00001", "another tool")
