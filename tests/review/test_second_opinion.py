"""What tools say against what was computed: both forms agree, and the stories are classed right."""

from __future__ import annotations

import pytest

from slm_analytics.domain.variation import Difference
from slm_analytics.review.explanation import explanation
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
