"""Rows as people read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pandas as pd

from slm_analytics.domain.period import Month
from slm_analytics.domain.scope import NONE, Dimension
from slm_analytics.metrics.catalogue import metric
from slm_analytics.review.rows import (
    aside_rows,
    backlog_rows,
    group_rows,
    tile_rows,
    verdict_rows,
    volume_rows,
)
from slm_analytics.review.tile import Tile

NAN = float("nan")


def test_verdicts_have_titles_counts_and_shares() -> None:
    frame = pd.DataFrame(
        {
            "service": pd.Series(["Email", None], dtype=object),
            "month": [date(2026, 9, 1)] * 2,
            "numerator": [9.0, 1.0],
            "denominator": [10.0, 1.0],
            "n": [10.0, 1.0],
            "value": [0.9, 1.0],
            "low": [0.6, 0.2],
            "high": [0.98, 1.0],
            "answer": ["figure"] * 2,
        }
    )
    rows = verdict_rows(frame)
    assert rows.frame.to_dict("records")[0] == {
        "Service": "Email", "Month": "2026-09", "Met": 9, "With verdict": 10, "Share met": 0.9,
        "95 % low": 0.6, "95 % high": 0.98,
    }  # fmt: skip
    assert rows.frame["Service"].tolist() == ["Email", NONE]
    assert set(rows.shares) <= set(rows.frame.columns)


def test_volumes_keep_what_is_not_known_empty() -> None:
    flow = pd.DataFrame(
        {"month": [date(2026, 8, 1), date(2026, 9, 1)], "opened": [NAN, 5.0],
         "resolved": [0.0, 4.0], "backlog": [NAN, 3.0]}
    )  # fmt: skip
    volumes = volume_rows(flow).frame
    assert volumes["Month"].tolist() == ["2026-08", "2026-09"]
    assert volumes["Opened"].isna().tolist() == [True, False]
    assert volumes["Resolved"].tolist() == [0, 4]
    assert backlog_rows(flow).frame.columns.tolist() == ["Month", "Open at the month's end"]


def test_tile_tells_each_month_of_its_trend() -> None:
    tile = Tile(
        metric=metric("time_to_resolve_median"), month=Month(2026, 1), value=2.5, n=4,
        numerator=NAN, before=NAN, trend=(NAN, 2.5),
    )  # fmt: skip
    rows = tile_rows(tile)
    assert rows.frame.columns.tolist() == ["Month", "Median time to resolve, hours"]
    assert rows.frame["Month"].tolist() == ["2025-12", "2026-01"]
    assert rows.shares == ()
    share = Tile(
        metric=metric("reopen_rate"), month=Month(2026, 1), value=0.5, n=4, numerator=2,
        before=NAN, trend=(0.5,),
    )  # fmt: skip
    assert tile_rows(share).shares == ("Reopened",)


def test_figure_of_each_month_stands_beside_its_counts() -> None:
    share = Tile(
        metric=metric("reopen_rate"), month=Month(2026, 1), value=0.5, n=4, numerator=2,
        before=NAN, trend=(NAN, 0.5), counts_of=((0.0, 0.0), (2.0, 4.0)),
    )  # fmt: skip
    rows = tile_rows(share).frame
    assert rows.columns.tolist() == ["Month", "Reopened", "Numerator", "Denominator"]
    assert rows.iloc[1].tolist() == ["2026-01", 0.5, 2, 4]
    median = Tile(
        metric=metric("time_to_resolve_median"), month=Month(2026, 1), value=0.5, n=4,
        numerator=NAN, before=NAN, trend=(0.5,), counts_of=((NAN, 4.0),),
    )  # fmt: skip
    assert tile_rows(median).frame["Tickets"].tolist() == [4]
    count = replace(median, metric=metric("backlog"))
    assert tile_rows(count).frame.columns.tolist() == ["Month", "Open tickets"]


def test_groups_without_a_verdict_have_no_share() -> None:
    groups = pd.DataFrame(
        {"record_type": ["incident", None], "tickets": [3, 1], "open": [0, 1], "met": [1, 0],
         "judged": [2, 0], "median_hours": [1.5, NAN]}
    )  # fmt: skip
    rows = group_rows(groups, Dimension.RECORD_TYPE)
    assert rows.frame["Record type"].tolist() == ["incident", NONE]
    assert rows.frame["Share met"].isna().tolist() == [False, True]


def test_rows_set_aside_say_where_what_and_why() -> None:
    frame = pd.DataFrame(
        {"file_name": ["a.csv"], "line": [7], "heading": ["Opened"], "value": ["=1"],
         "code": ["x"], "reason": ["Opened is not a date"], "load_id": ["l"],
         "at": [datetime(2026, 1, 1)]}  # noqa: DTZ001
    )  # fmt: skip
    rows = aside_rows(frame)
    assert rows.frame.to_dict("records") == [
        {"Line": 7, "Column": "Opened", "Value": "=1", "Reason": "Opened is not a date"}
    ]
