"""The stories planted in the sample data that the product can tell today."""

from __future__ import annotations

import json
from html import escape
from typing import Any

import pandas as pd
import pytest

from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.export.table import csv_bytes, xlsx_bytes
from slm_analytics.metrics.catalogue import metric
from slm_analytics.review.overview import overview
from slm_analytics.review.rows import ticket_rows
from slm_analytics.review.tickets import Verdict, Which, ticket_list, ticket_story
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse
from tests.conftest import ROOT
from tests.export.reading import cells_of, texts_of_csv
from tests.pages.test_pages import warehouse_of

Story = dict[str, Any]
STORIES: dict[str, Story] = {
    story["name"]: story
    for story in json.loads((ROOT / "sample_data" / "stories.json").read_text("utf-8"))
}
AVAILABILITY = {
    "overlapping_sources", "outage_over_clock_change", "open_outage", "longer_than_maintenance",
    "flapping", "service_added_mid_month", "outage_of_major_incident", "failing_together",
    "proposed_exclusion", "outage_without_ticket", "repeated_cause", "target_missed_by_minutes",
    "target_kept_by_minutes", "target_missed_by_seconds", "major_ticket_without_outage",
    "maintenance_too_late", "maintenance_not_approved", "after_a_change",
}  # fmt: skip


@pytest.fixture(scope="module")
def warehouse(sample_folder: DataFolder) -> DuckDbWarehouse:
    return warehouse_of(sample_folder)


def one_month(text: str) -> Period:
    return Period.of_months(Month.parse(text), Month.parse(text))


def lane(warehouse: DuckDbWarehouse, ticket: str) -> list[tuple[str, float]]:
    lanes = ticket_story(warehouse, ticket).lanes
    states = lanes[lanes["lane"] == "State"]
    return list(zip(states["label"], states["hours"], strict=True))


def test_drifting_service_is_the_headline_of_its_customer(warehouse: DuckDbWarehouse) -> None:
    story = STORIES["drifting_service"]
    scope = Scope().limited(Dimension.CUSTOMER, (story["customer"],))
    last = Month.parse(story["months"][-1])
    told = overview(warehouse, scope, last, 12, story["target_percent"] / 100)
    assert told.headline == "VPN access has been below 95\u00a0% for five months"
    assert len(story["months"]) == 5
    before = overview(warehouse, scope, Month.parse(story["months"][0]).plus(-1), 12, 0.95)
    assert story["service"] not in before.headline


def test_drifting_service_leads_to_its_missed_tickets(warehouse: DuckDbWarehouse) -> None:
    story = STORIES["drifting_service"]
    found: set[str] = set()
    for month in story["months"]:
        scope = Scope(period=one_month(month))
        scope = scope.limited(Dimension.CUSTOMER, (story["customer"],))
        scope = scope.limited(Dimension.SERVICE, (story["service"],))
        rows = ticket_list(
            warehouse,
            metric("source_flag_compliance"),
            scope,
            which=Which(verdict=Verdict.MISS),
            limit=None,
        ).rows
        found |= set(rows["ticket_id"])
    assert set(story["tickets"]) <= found


def test_reopened_ticket_shows_both_resolutions(warehouse: DuckDbWarehouse) -> None:
    story = STORIES["reopened_ticket"]
    labels = [label for label, _ in lane(warehouse, story["tickets"][0])]
    assert labels.count("Resolved") == 2
    assert labels.index("Resolved") < labels.index("In progress", labels.index("Resolved"))
    assert ticket_story(warehouse, story["tickets"][0]).facts["reopen_count"] == 1


def test_hold_over_the_weekend_is_seen_with_its_reason(warehouse: DuckDbWarehouse) -> None:
    story = STORIES["hold_over_weekend"]
    held = dict(lane(warehouse, story["tickets"][0]))["On hold, awaiting customer"]
    length = pd.Timestamp(story["held_until"]) - pd.Timestamp(story["held_from"])
    assert held == pytest.approx(length.total_seconds() / 3600)


def test_month_of_three_tickets_is_shown_as_counts(warehouse: DuckDbWarehouse) -> None:
    from slm_analytics.charts.overview import verdict_grid  # noqa: PLC0415
    from slm_analytics.review.tile import FEW  # noqa: PLC0415

    story = STORIES["tiny_month"]
    month = Month.parse(story["month"])
    scope = Scope().limited(Dimension.CUSTOMER, (story["customer"],))
    told = overview(warehouse, scope, month, 3, 0.95)
    grid = verdict_grid(told.verdicts, [each.first for each in told.span], 0.95, FEW, 20)
    cell = grid.cells[grid.rows.index(story["service"])][-1]
    assert cell is not None
    assert (cell.share, cell.text) == (None, f"{story['made_sla']} of {story['opened']}")


def test_cancelled_after_due_can_be_listed(warehouse: DuckDbWarehouse) -> None:
    story = STORIES["cancelled_after_due"]
    for ticket in story["tickets"]:
        facts = ticket_story(warehouse, ticket).facts
        assert facts["state"] == "cancelled"
        assert facts["made_sla"] is not None
        assert not facts["made_sla"]
    scope = Scope().limited(Dimension.STATE, ("cancelled",))
    found = ticket_list(warehouse, metric("tickets_opened"), scope, limit=None).rows
    assert set(story["tickets"]) <= set(found["ticket_id"])


def test_text_like_formulas_stays_text_in_files(warehouse: DuckDbWarehouse) -> None:
    story = STORIES["formula_text"]
    scope = Scope()
    rows = ticket_list(warehouse, metric("tickets_opened"), scope, limit=None).rows
    tickets = [*story["tickets"], *story["tickets_by_source"]["aoyama"]]
    chosen = ticket_rows(rows[rows["ticket_id"].isin(tickets)]).frame
    assert set(chosen["Short description"]) >= set(story["subjects"])
    for cell in cells_of(xlsx_bytes(chosen)):
        assert cell.data_type != "f"
        assert cell.hyperlink is None
    written = texts_of_csv(csv_bytes(chosen))
    assert {f"'{subject}" for subject in story["subjects"]} <= written
    assert not {text for text in written if text.startswith(("=", "+", "-", "@"))}


def test_names_with_umlauts_are_read_right(warehouse: DuckDbWarehouse) -> None:
    story = STORIES["umlaut_names"]
    said = [ticket_story(warehouse, ticket) for ticket in story["tickets"]]
    assert {each.said["requester"] for each in said} <= set(story["callers"])
    assert {each.facts["site"] for each in said} <= set(story["sites"])
    scope = Scope().limited(Dimension.SERVICE, (story["service"],))
    assert ticket_list(warehouse, metric("tickets_opened"), scope).total > 0
    assert "ä" in escape(story["service"])


def test_hour_that_stood_twice_is_marked(warehouse: DuckDbWarehouse) -> None:
    twice, again, missing = STORIES["dst_change"]["tickets"]
    for ticket in (twice, again):
        assert "local time stood twice" in ticket_story(warehouse, ticket).facts["flags"]
    assert ticket_story(warehouse, missing).facts["flags"] is None


def test_hour_that_was_missing_does_not_lengthen_a_ticket(warehouse: DuckDbWarehouse) -> None:
    for case in STORIES["dst_change"]["cases"]:
        elapsed = ticket_story(warehouse, case["ticket"]).facts["elapsed_seconds"]
        assert elapsed == case.get("seconds_if_first_pass", case["true_seconds"])


def test_major_incident_leads_to_its_forty_children(warehouse: DuckDbWarehouse) -> None:
    story = STORIES["major_incident"]
    parent = ticket_story(warehouse, story["parent"])
    assert set(parent.children["ticket_id"]) == set(story["tickets"]) - {story["parent"]}
    assert len(parent.children) == story["children"]
    assert not parent.facts["made_sla"]
    assert parent.children["made_sla"].all()
    child = ticket_story(warehouse, parent.children["ticket_id"].iloc[0])
    assert child.facts["parent_id"] == story["parent"]


def test_bank_holiday_week_is_as_the_tool_judged_it(warehouse: DuckDbWarehouse) -> None:
    """Until agreed holidays are known, the product shows the tool's verdict and its times."""
    story = STORIES["bank_holiday_week"]
    for ticket in story["tickets"]:
        facts = ticket_story(warehouse, ticket).facts
        assert str(facts["opened_on"]) == story["opened_on"]
        assert str(facts["resolved_on"]) == story["resolved_on"]
        assert not facts["made_sla"]


def test_wrong_flags_are_shown_as_the_tool_set_them(warehouse: DuckDbWarehouse) -> None:
    for case in STORIES["wrong_flags"]["cases"]:
        assert bool(ticket_story(warehouse, case["ticket"]).facts["made_sla"]) == case["made_sla"]


def test_every_story_is_told_or_waits_for_its_part() -> None:
    assert set(STORIES) - AVAILABILITY == {
        "bank_holiday_week", "dst_change", "reopened_ticket", "hold_over_weekend",
        "major_incident", "tiny_month", "cancelled_after_due", "formula_text", "umlaut_names",
        "wrong_flags", "drifting_service",
    }  # fmt: skip
    assert set(STORIES) >= AVAILABILITY
