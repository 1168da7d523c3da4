"""The charts of the overview, from tables made by hand."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from slm_analytics.charts.overview import month_label, open_tickets, verdict_grid, volumes
from slm_analytics.charts.spec import Cell, Grid
from slm_analytics.domain.unit import Unit

JUL, AUG, SEP = (date(2026, month, 1) for month in (7, 8, 9))
MONTHS = (JUL, AUG, SEP)
NAN = float("nan")


def grid(
    rows: list[tuple[str | None, date, int, int]],
    mark: float = 0.95,
    months: int = 3,
    most: int = 9,
) -> Grid:
    """Return the grid of rows (service, month, met, counted)."""
    frame = pd.DataFrame(rows, columns=["service", "month", "numerator", "denominator"])
    span = [date(2026, 9 - back, 1) for back in reversed(range(months))]
    return verdict_grid(frame, span, mark, 5, most)


def cell(drawn: Grid, row: int, column: int) -> Cell:
    found = drawn.cells[row][column]
    assert found is not None
    return found


def test_month_without_tickets_is_a_gap() -> None:
    drawn = grid([("Email", SEP, 9, 10)])
    assert drawn.cells[0][:2] == (None, None)
    assert cell(drawn, 0, 2).share == 0.9


def test_few_tickets_are_grey_and_shown_as_counts() -> None:
    drawn = grid([("Email", SEP, 2, 4), ("VPN", SEP, 3, 5)])
    few = cell(drawn, drawn.rows.index("Email"), 2)
    assert (few.share, few.text) == (None, "2 of 4")
    assert "few tickets" in few.note
    assert cell(drawn, drawn.rows.index("VPN"), 2).share == 0.6


@pytest.mark.parametrize(
    ("met", "marked"), [(95, False), (94, True), (96, False), (100, False), (0, True)]
)
def test_share_equal_to_the_mark_is_not_below_it(met: int, marked: bool) -> None:
    assert cell(grid([("Email", SEP, met, 100)]), 0, 2).text.startswith("▼") == marked


def test_share_is_cut_and_never_rounded_up() -> None:
    assert cell(grid([("Email", SEP, 9999, 10000)]), 0, 2).text == "99.9"
    assert cell(grid([("Email", SEP, 9499, 10000)]), 0, 2).text == "▼94.9"


def test_lowest_latest_month_comes_first_and_unmeasured_services_last() -> None:
    drawn = grid(
        [
            ("Good", SEP, 10, 10), ("Bad", SEP, 5, 10), ("Gone", JUL, 1, 10),
            ("Few", SEP, 0, 2), (None, SEP, 0, 50),
        ]
    )  # fmt: skip
    assert drawn.rows == ("Bad", "Good", "(no service)", "Few", "Gone")


def test_no_more_rows_than_asked() -> None:
    drawn = grid([(f"S{number}", SEP, number, 10) for number in range(9)], most=4)
    assert drawn.rows == ("S0", "S1", "S2", "S3")


def test_key_leads_to_service_and_month() -> None:
    drawn = grid([("Email", AUG, 9, 10), (None, SEP, 9, 10)])
    assert cell(drawn, drawn.rows.index("Email"), 1).key == ("Email", "2026-08")
    assert cell(drawn, drawn.rows.index("(no service)"), 2).key == ("", "2026-09")


def test_many_months_leave_room_for_whole_per_cent() -> None:
    rows = [("Email", SEP, 9, 10), ("VPN", SEP, 1, 2), ("Web", SEP, 10, 10)]
    assert cell(grid(rows, months=9), 0, 8).text == "▼90.0"
    frame = pd.DataFrame(rows, columns=["service", "month", "numerator", "denominator"])
    months = [date(2025 + (at + 4) // 12, (at + 4) % 12 + 1, 1) for at in range(17)]
    wide = verdict_grid(frame, months, 0.95, 5, 9)
    assert [cell(wide, row, 16).text for row in range(3)] == ["▼90", "100", "1/2"]


def test_rows_grow_when_they_are_few_and_never_shrink_below_reading() -> None:
    one, many = grid([("A", SEP, 9, 10)]), grid([(f"S{n}", SEP, n, 10) for n in range(9)] * 1)
    assert one.row_height > many.row_height >= 32


def test_volumes_and_open_tickets_keep_gaps() -> None:
    flow = pd.DataFrame(
        {"month": MONTHS, "opened": [4, NAN, 1234], "resolved": [NAN, 1, 2], "backlog": [5, NAN, 0]}
    )
    bars = volumes(flow)
    assert bars.categories == ("Jul ’26", "Aug ’26", "Sep ’26")
    assert [series.values for series in bars.series] == [(4, None, 1234), (None, 1, 2)]
    assert bars.series[0].notes == ("4 opened", "no data", "1\u202f234 opened")
    assert bars.unit is Unit.COUNT
    assert open_tickets(flow).series[0].values == (5, None, 0)


def test_months_before_the_first_known_one_are_not_drawn() -> None:
    flow = pd.DataFrame(
        {
            "month": MONTHS,
            "opened": [NAN, NAN, 3],
            "resolved": [NAN, NAN, 2],
            "backlog": [NAN, 5, 0],
        }
    )
    assert volumes(flow).categories == ("Sep ’26",)
    assert open_tickets(flow).categories == ("Aug ’26", "Sep ’26")
    nothing = flow.assign(backlog=NAN)
    assert open_tickets(nothing).series[0].values == (None, None, None)


def test_month_label_says_month_and_year() -> None:
    assert month_label(date(2026, 1, 1)) == "Jan ’26"
