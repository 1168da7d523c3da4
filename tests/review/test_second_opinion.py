"""What tools say against what was computed: both forms agree, and the stories are classed right."""

from __future__ import annotations

import pandas as pd
import pytest

from slm_analytics.domain.period import Period
from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.domain.variation import Difference
from slm_analytics.review.coverage import coverage, names
from slm_analytics.review.explanation import explanation
from slm_analytics.review.opinion_rows import (
    cell_rows,
    class_rows,
    differing_rows,
    due_rows,
    field_rows,
    meanings,
)
from slm_analytics.review.opinion_words import (
    Fields,
    dues_title,
    fields_title,
    grid_title,
    headline,
)
from slm_analytics.review.second_opinion import (
    BANDS,
    SecondOpinion,
    differing_tickets,
    second_opinion,
)
from slm_analytics.review.sentences import grouped
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse
from tests.pages.test_pages import warehouse_of
from tests.review.test_stories import STORIES


@pytest.fixture(scope="module")
def warehouse(sample_folder: DataFolder) -> DuckDbWarehouse:
    return warehouse_of(sample_folder)


_OF_EACH_CLASS = """
SELECT t.system, t.ticket_id, d.difference, d.words, d.is_proven, d.due_difference,
    v.due_later_seconds, v.made
FROM tool_verdict AS v
INNER JOIN ticket_fact AS t ON t.rowid = v.ticket_no
LEFT JOIN tool_difference AS d ON d.ticket_no = v.ticket_no
QUALIFY row_number() OVER (
    PARTITION BY d.difference, d.words, d.due_difference, d.due_words ORDER BY hash(t.ticket_id)
) <= 3
"""


def test_ticket_alone_says_what_all_tickets_at_once_say(warehouse: DuckDbWarehouse) -> None:
    rows = warehouse.query(_OF_EACH_CLASS).to_dict("records")
    assert len(rows) > 30
    for row in rows:
        claim = explanation(warehouse, row["ticket_id"], row["system"]).tool
        assert claim is not None
        plain = {key: None if value != value else value for key, value in row.items()}  # noqa: PLR0124
        assert (claim.difference, claim.due_difference, claim.due_seconds) == (
            plain["difference"], plain["due_difference"], plain["due_later_seconds"],
        ), row["ticket_id"]  # fmt: skip


def classes(warehouse: DuckDbWarehouse, *tickets: str) -> dict[str, str | None]:
    """Return ticket -> the class of its verdict's difference; those that do not differ not."""
    rows = warehouse.query(
        "SELECT t.ticket_id, d.difference FROM tool_difference AS d"
        " INNER JOIN ticket_fact AS t ON t.rowid = d.ticket_no WHERE t.ticket_id IN"
        f" ({', '.join(repr(ticket) for ticket in tickets)}) AND d.difference IS NOT NULL"
    )
    return dict(zip(rows["ticket_id"], rows["difference"], strict=True))


def test_week_of_bank_holidays_is_a_matter_of_the_calendar(warehouse: DuckDbWarehouse) -> None:
    story = STORIES["bank_holiday_week"]
    found = classes(warehouse, *story["tickets"])
    assert found == dict.fromkeys(story["tickets"], Difference.CALENDAR.value)


def test_wrong_flags_are_classed_by_what_went_wrong(warehouse: DuckDbWarehouse) -> None:
    reasons = {
        "priority lowered": Difference.CHANGE,
        "the pause was not": Difference.PAUSE,
        "resolved in time,": Difference.STOP,
        "no service, so no": Difference.NO_CLOCK,
    }
    story = STORIES["wrong_flags"]
    expected = {case["ticket"]: reasons[case["why"][:17].rstrip()] for case in story["cases"]}
    assert classes(warehouse, *story["tickets"]) == expected


def test_hour_that_stood_twice_is_named(warehouse: DuckDbWarehouse) -> None:
    twice = STORIES["dst_change"]["cases"][1]["ticket"]
    assert classes(warehouse, twice) == {twice: Difference.TWICE.value}


def test_reopened_ticket_has_the_due_time_of_its_first_resolution(
    warehouse: DuckDbWarehouse,
) -> None:
    claim = explanation(warehouse, STORIES["reopened_ticket"]["tickets"][0]).tool
    assert claim is not None
    assert (claim.difference, claim.due_difference) == (None, Difference.REOPEN)
    assert claim.is_proven


def test_hold_over_the_weekend_is_judged_alike(warehouse: DuckDbWarehouse) -> None:
    story = STORIES["hold_over_weekend"]
    told = explanation(warehouse, story["tickets"][0])
    (clock,) = [each for each in told.clocks if each.lines]
    assert clock.elapsed_seconds == story["net_business_seconds"]
    assert clock.paused_seconds == story["pause_business_seconds"]
    assert classes(warehouse, *story["tickets"]) == {}


def opinion(warehouse: DuckDbWarehouse, scope: Scope | None = None) -> SecondOpinion:
    covered = coverage(warehouse)
    assert covered.last is not None
    return second_opinion(warehouse, scope or Scope(), covered.last, 36)


def test_four_fields_are_the_tickets_judged_by_both(warehouse: DuckDbWarehouse) -> None:
    fields = opinion(warehouse).fields
    counted = warehouse.query(
        "SELECT count(*) AS n, count(*) FILTER (WHERE t.made_sla AND v.made) AS both_met,"
        " count(*) FILTER (WHERE t.made_sla <> v.made) AS differing"
        " FROM tool_verdict AS v INNER JOIN ticket_fact AS t ON t.rowid = v.ticket_no"
        " WHERE NOT t.is_open AND v.made IS NOT NULL AND t.made_sla IS NOT NULL"
        " AND t.resolved_on IS NOT NULL"
    ).iloc[0]
    assert (fields.total, fields.both_met, fields.differing) == (
        counted["n"], counted["both_met"], counted["differing"],
    )  # fmt: skip


def test_every_difference_has_its_class_and_its_ticket(warehouse: DuckDbWarehouse) -> None:
    section = opinion(warehouse)
    assert section.classes["tickets"].sum() == section.fields.differing
    span = Period.of_months(section.span[0], section.span[-1])
    listed = differing_tickets(warehouse, Scope(period=span), "", None)
    assert len(listed) == section.fields.differing
    assert (listed["tool_made"] != listed["made"]).all()
    for row in section.classes.to_dict("records"):
        found = differing_tickets(warehouse, Scope(period=span), row["difference"], None)
        assert len(found) == row["tickets"]
        assert set(found["difference"]) == {row["difference"]}


def test_grid_and_due_times_add_up(warehouse: DuckDbWarehouse) -> None:
    section = opinion(warehouse)
    cells = section.cells
    assert cells["denominator"].sum() == section.fields.total
    assert (cells["denominator"] - cells["numerator"]).sum() == section.fields.differing
    differing = section.dues["tickets"].sum() - section.dues["tickets"][4]
    assert section.due_classes["tickets"].sum() == differing > 0
    assert len(section.dues) == len(BANDS)


def test_one_customer_is_counted_alone(warehouse: DuckDbWarehouse) -> None:
    whole = opinion(warehouse).fields.total
    parts = [
        opinion(warehouse, Scope().limited(Dimension.CUSTOMER, (name,))).fields.total
        for name in names(warehouse, Dimension.CUSTOMER)
    ]
    assert sum(parts) == whole
    assert min(parts) > 0


def test_sentences_say_the_figures(warehouse: DuckDbWarehouse) -> None:
    section = opinion(warehouse)
    assert section.headline.startswith("Tool and agreement give the same verdict for 9")
    assert grouped(section.fields.only_tool_met) in section.fields_title
    first = section.classes.iloc[0]
    assert str(first["difference"]) in section.classes_title.lower()
    assert set(section.classes["difference"]) <= set(meanings())


def test_words_for_nothing_to_compare() -> None:
    empty = Fields()
    assert headline(empty) == "No verdict of a tool can be compared"
    assert fields_title(empty) == "Nothing to compare"
    assert fields_title(Fields(both_met=3)) == "Every verdict of the tool is as recomputed"
    one = Fields(both_met=3, only_tool_met=1)
    assert fields_title(one) == "1 miss that the tool calls met"
    assert dues_title(0, 0) == "The tool tells no due times to compare"
    nothing = pd.DataFrame({"service": [], "numerator": [], "denominator": []})
    assert grid_title(nothing) == "Differing verdicts by service and month"


def test_every_class_has_its_meaning() -> None:
    assert set(meanings()) == {each.value for each in Difference}


def test_files_hold_the_same_rows(warehouse: DuckDbWarehouse) -> None:
    section = opinion(warehouse)
    span = Period.of_months(section.span[0], section.span[-1])
    tickets = differing_tickets(warehouse, Scope(period=span), "", None)
    assert len(differing_rows(tickets).frame) == section.fields.differing
    assert field_rows(section.fields).frame["Tickets"].sum() == section.fields.total
    assert class_rows(section.classes).frame["Tickets"].sum() == section.fields.differing
    assert cell_rows(section.cells).frame["Differ"].sum() == section.fields.differing
    bands = due_rows(section.dues, section.due_classes, BANDS).frame
    assert len(bands) == len(BANDS) + len(section.due_classes)
