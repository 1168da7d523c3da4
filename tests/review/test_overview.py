"""The overview of small stores, counted by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from slm_analytics.domain.period import Month
from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.review.overview import Overview, overview
from slm_analytics.review.tile import Tile
from slm_analytics.settings import DataFolder
from tests.pages.stores import Row, store_of, ticket
from tests.pages.test_pages import warehouse_of

NAN = float("nan")
Build = Callable[[list[Row]], DataFolder]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    def built(rows: list[Row]) -> DataFolder:
        return store_of(DataFolder(Path(tmp_path_factory.mktemp("store")) / "data"), rows)

    return built


@pytest.fixture(scope="module")
def folder(build: Build) -> DataFolder:
    """Five months. Email: all met. VPN: 6 of 10 from March on. Web: 4 tickets a month, none met."""
    rows: list[Row] = []
    for month in (1, 2, 3, 4, 5):
        for day in range(10):
            opened = f"2026-{month:02d}-{day + 2:02d}T08:00"
            good = month < 3 or day < 6
            rows.append(ticket(len(rows), opened, 4, made_sla="true"))
            verdict = "true" if good else "false"
            rows.append(ticket(len(rows), opened, 6, service="VPN", made_sla=verdict))
            if day < 4:
                rows.append(ticket(len(rows), opened, 2, service="Web", made_sla="false"))
    rows.append(ticket(len(rows), "2026-05-31T20:00", customer="Fabrikam", reopen_count="2"))
    return store_of_rows(build, rows)


def store_of_rows(build: Build, rows: list[Row]) -> DataFolder:
    return build(rows)


def section(
    folder: DataFolder, month: str = "2026-05", months: int = 12, mark: float = 0.95, **only: str
) -> Overview:
    scope = Scope()
    for name, value in only.items():
        scope = scope.limited(Dimension(name), (value,))
    return overview(warehouse_of(folder), scope, Month.parse(month), months, mark)


def tile(told: Overview, name: str) -> Tile:
    return next(tile for tile in told.tiles if tile.metric.name == name)


def test_service_below_the_mark_for_long_is_the_headline(folder: DataFolder) -> None:
    assert section(folder).headline == "VPN has been below 95\u00a0% for three months"


def test_share_at_the_mark_is_not_below_it(folder: DataFolder) -> None:
    assert "VPN" not in section(folder, mark=0.6).headline


def test_service_with_few_tickets_makes_no_headline(folder: DataFolder) -> None:
    """Web misses all of its four tickets a month; four are too few to say anything."""
    told = section(folder, service="Web")
    assert "Web" not in told.headline
    assert told.verdict_title == "The tool's own verdict, by service and month"


def test_shorter_run_is_said_of_this_month(folder: DataFolder) -> None:
    assert section(folder, "2026-03").headline == (
        "VPN was below 95\u00a0% in March 2026 by the tool's own verdict"
    )


def test_subline_says_what_came_in_went_out_and_stayed(folder: DataFolder) -> None:
    assert section(folder).subline == (
        "May 2026: 25 opened, 24 resolved; 1 open at month end;"
        " 16 of 24 met by the tool's own verdict."
    )


def test_month_that_is_not_closed_is_not_called_closed(build: Build) -> None:
    told = section(build([ticket(1, "2026-05-03T10:00", 1)]))
    assert told.subline == (
        "May 2026 is only partly in the data: 1 opened, 1 resolved; 0 open, data to 3 May 11:00."
    )


def test_trend_begins_where_the_data_begins(folder: DataFolder) -> None:
    assert [str(month) for month in section(folder, months=24).span] == [
        "2026-01", "2026-02", "2026-03", "2026-04", "2026-05",
    ]  # fmt: skip
    assert len(section(folder, months=3).span) == 3
    early = section(folder, "2026-01", months=12)
    assert [str(month) for month in early.span] == ["2025-11", "2025-12", "2026-01"]


def test_month_before_the_data_is_unknown_and_a_quiet_month_within_is_zero(build: Build) -> None:
    told = section(build([ticket(1, "2026-03-03T10:00", 1), ticket(2, "2026-05-03T10:00", 1)]))
    assert told.flow["opened"].tolist() == [1, 0, 1]
    assert told.flow["whole"].tolist() == [True, True, False]
    early = section(build([ticket(1, "2026-05-03T10:00", 1)]))
    assert early.flow["opened"].isna().tolist() == [True, True, False]


def test_tiles_say_value_change_and_counts(folder: DataFolder) -> None:
    told = section(folder)
    opened, met = tile(told, "tickets_opened"), tile(told, "source_flag_compliance")
    assert (opened.value, opened.change, opened.better) == (25, 1, None)
    assert opened.context == "24 to 25 in five months"
    assert (met.numerator, met.n, met.context) == (16, 24, "16 of 24")
    assert met.text == "66.6\u00a0%"
    assert tile(told, "backlog").better is False
    assert tile(told, "time_to_resolve_median").context == "24 tickets"


def test_few_tickets_are_said_to_be_few(folder: DataFolder) -> None:
    assert tile(section(folder, service="Email"), "reopen_rate").context == "0 of 10 · few tickets"


def test_nothing_to_count_is_no_zero(folder: DataFolder) -> None:
    told = section(folder, customer="Fabrikam")
    met = tile(told, "source_flag_compliance")
    assert (met.text, met.context) == ("–", "nothing to count")
    assert told.verdicts.empty
    assert tile(told, "tickets_opened").value == 1


def test_titles_count_services_and_name_the_lowest(folder: DataFolder) -> None:
    assert section(folder).verdict_title == (
        "1 of 2 services is at 95\u00a0% or above in May 2026; VPN is lowest with 60.0\u00a0%"
    )
    assert section(folder, mark=0.5).verdict_title == (
        "2 of 2 services are at 50\u00a0% or above in May 2026"
    )


def test_backlog_title_compares_with_the_first_month_known(folder: DataFolder) -> None:
    assert section(folder).backlog_title == (
        "1 ticket open, 1 more than at the end of January 2026"
    )
    assert section(folder, "2026-04").backlog_title == "No ticket open"


def test_flow_title_says_how_the_month_stands(folder: DataFolder) -> None:
    assert section(folder).flow_title == "May 2026 was the busiest of five months: 25 opened"
    assert section(folder, "2026-04", months=3).flow_title == "24 tickets opened in April 2026"


def test_headline_without_services_is_the_share(build: Build) -> None:
    rows = [ticket(at, "2026-05-03T10:00", 1, service="", made_sla="true" if at < 6 else "false")
            for at in range(10)]  # fmt: skip
    told = section(build(rows))
    assert told.headline == "60.0\u00a0% met: 4 tickets missed by the tool's own verdict"


def test_headline_without_verdicts_is_the_backlog(build: Build) -> None:
    end = ticket(3, "2026-05-29T20:00", 1)
    rows = [ticket(1, "2026-04-03T10:00", 1), ticket(2, "2026-05-03T10:00"), end]
    assert section(build(rows)).headline == "1 more ticket open than a month before"
    quiet = section(build([ticket(1, "2026-05-03T10:00", 1), ticket(2, "2026-05-04T10:00", 1)]))
    assert quiet.headline == "2 tickets opened, none open at the end"


def spread(
    number: int, month: str, days: range, service: str = "Email", met: int = 99
) -> list[Row]:
    """Return four tickets a day, of which the first `met` of the month met their verdict."""
    return [
        ticket(number + at, f"{month}-{days[at // 4]:02d}T08:00", 2, service=service,
               made_sla="true" if at < met else "false")
        for at in range(4 * len(days))
    ]  # fmt: skip


@pytest.fixture(scope="module")
def touched(build: Build) -> DataFolder:
    """Lead-in at the end of January, February to April whole, the first days of May."""
    months = (("2026-01", range(28, 32)), ("2026-02", range(2, 29)), ("2026-03", range(1, 32)),
              ("2026-04", range(1, 31)), ("2026-05", range(1, 12)))  # fmt: skip
    rows = [
        row
        for place, (month, days) in enumerate(months)
        for row in spread(1000 * place, month, days, met=99 if place else 2)
    ]
    return build(rows)


def test_month_that_the_data_only_leads_into_is_named_and_not_compared(
    touched: DataFolder,
) -> None:
    told = section(touched, "2026-01")
    assert told.headline == "January 2026 is only partly in the data"
    assert told.subline.startswith("January 2026: 16 opened")
    assert told.subline.endswith("The data begins in February 2026.")
    assert told.flow_title == "16 tickets opened in January 2026, which is only partly in the data"
    after = section(touched, "2026-02")
    assert [each.change for each in after.tiles] == [pytest.approx(NAN, nan_ok=True)] * 6
    assert {each.better for each in after.tiles} == {None}
    assert after.flow_title == "108 tickets opened in February 2026"
    assert tile(after, "tickets_opened").context == ""


def test_month_that_runs_is_named_and_not_compared(touched: DataFolder) -> None:
    told = section(touched, "2026-05")
    assert told.subline.startswith("May 2026 is only partly in the data: 44 opened")
    assert "; 0 open, data to 11 May 10:00;" in told.subline
    assert told.flow_title == "44 tickets opened in May 2026, which is only partly in the data"
    assert told.backlog_title == "No ticket open"
    opened = tile(told, "tickets_opened")
    assert (opened.better, opened.context) == (None, "108 to 124 in three months")
    assert opened.trend[-1] == 44


def test_review_says_that_the_data_reaches_further(touched: DataFolder) -> None:
    assert section(touched, "2026-04").subline.endswith("The data reaches into May 2026.")
    assert "reaches" not in section(touched, "2026-03").subline


def test_volume_stands_against_the_month_before_until_there_is_a_usual(
    touched: DataFolder,
) -> None:
    assert section(touched, "2026-03").flow_title == (
        "16 more tickets were opened in March 2026 than in February"
    )
    assert section(touched, "2026-04").flow_title == (
        "4 fewer tickets were opened in April 2026 than in March"
    )


def test_months_that_are_alike_make_no_superlative(build: Build) -> None:
    rows = [row for month in range(1, 6)
            for row in spread(1000 * month, f"2026-{month:02d}", range(1, 29))]  # fmt: skip
    told = section(build([*rows, ticket(9999, "2026-06-01T08:00")]))
    assert told.flow_title == (
        "112 tickets opened in May 2026, as in each of the four months before"
    )
    more = section(
        build([*rows, ticket(9999, "2026-04-30T08:00"), ticket(9998, "2026-05-31T08:00")])
    )
    assert more.flow_title == "1 more ticket than usual was opened in May 2026"


def test_services_that_are_alike_have_no_lowest(build: Build) -> None:
    rows: list[Row] = []
    for place, name in enumerate(("A", "B", "C")):
        rows += spread(1000 * place, "2026-05", range(1, 29), name, 112 if place == 2 else 56)
    assert section(build(rows)).verdict_title == (
        "1 of 3 services is at 95\u00a0% or above in May 2026; two are lowest with 50.0\u00a0%"
    )
    assert section(build(rows[:224])).verdict_title == (
        "0 of 2 services are at 95\u00a0% or above in May 2026; each has 50.0\u00a0%"
    )


def test_share_of_few_tickets_is_shown_as_counts(folder: DataFolder) -> None:
    met = tile(section(folder, service="Web"), "source_flag_compliance")
    assert (met.text, met.context, met.better) == ("0 of 4", "few tickets", None)


def test_share_is_not_compared_with_one_of_few_tickets(build: Build) -> None:
    rows = [*spread(0, "2026-04", range(1, 2), met=1), *spread(100, "2026-05", range(1, 31))]
    rows.append(ticket(900, "2026-03-02T08:00", 1))
    met = tile(section(build(rows)), "source_flag_compliance")
    assert met.n >= 5
    assert (met.better, str(met.change)) == (None, "nan")
