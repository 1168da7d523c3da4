"""The sample's figures, computed a second time from its files with pandas alone.

Nothing of the product is used to read the files: the newest row per ticket is
taken from the lists as they were exported, on the clock they were exported in.
"""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.metrics.catalogue import metric
from slm_analytics.metrics.compute import compute
from slm_analytics.settings import SAMPLE_FOLDER
from slm_analytics.warehouse.connection import DuckDbWarehouse

_AOYAMA = "Aoyama Seimitsu"


def _servicenow() -> pd.DataFrame:
    parts = [
        pd.read_csv(path, encoding="cp1252", dtype=str, keep_default_na=False)
        for path in sorted(SAMPLE_FOLDER.glob("servicenow_incident_2*.csv"))
    ]
    rows = pd.concat(parts, ignore_index=True)
    return pd.DataFrame(
        {
            "ticket": rows["number"],
            "customer": rows["company"],
            "service": rows["business_service"].replace("", None),
            "state": rows["state"],
            "opened": pd.to_datetime(rows["opened_at"]),
            "resolved": pd.to_datetime(rows["resolved_at"].replace("", None)),
            "closed": pd.to_datetime(rows["closed_at"].replace("", None)),
            "updated": pd.to_datetime(rows["sys_updated_on"]),
            "met": rows["made_sla"].map({"true": True, "false": False, "": None}),
        }
    )


def _aoyama() -> pd.DataFrame:
    parts = [
        pd.read_excel(path, engine="calamine")
        for path in sorted(SAMPLE_FOLDER.glob("aoyama_tickets_*.xlsx"))
    ]
    rows = pd.concat(parts, ignore_index=True)
    return pd.DataFrame(
        {
            "ticket": rows["Ticket No"],
            "customer": _AOYAMA,
            "service": rows["Service"].astype(object).where(rows["Service"].notna(), None),
            "state": rows["Status"],
            "opened": pd.to_datetime(rows["Opened"]),
            "resolved": pd.to_datetime(rows["Solved"]),
            "closed": pd.to_datetime(rows["Closed"]),
            "updated": pd.to_datetime(rows["Updated"]),
            "met": rows["Within SLA"].map({"Yes": True, "No": False, True: True, False: False}),
        }
    )


@pytest.fixture(scope="module")
def tickets() -> pd.DataFrame:
    """One row per ticket of the sample: the row updated last, civil times of its file."""
    rows = pd.concat([_servicenow(), _aoyama()], ignore_index=True)
    rows = rows.sort_values("updated", kind="stable").drop_duplicates("ticket", keep="last")
    over = rows["state"].isin(["Resolved", "Solved", "Closed", "Canceled", "Cancelled"])
    rows["stopped"] = rows["resolved"].fillna(rows["closed"]).where(over)
    rows["ended"] = rows["stopped"].fillna(rows["updated"]).where(over)
    return rows


def _month(moments: pd.Series) -> pd.Series:
    return moments.dt.strftime("%Y-%m")


def _found(frame: pd.DataFrame, keys: list[str], columns: list[str]) -> dict[object, object]:
    found: dict[object, object] = {}
    for row in frame.to_dict("records"):
        if row.get("month") is not None:
            row["month"] = str(Month.of(row["month"]))
        found[tuple(row[key] or "-" for key in keys)] = tuple(int(row[name]) for name in columns)
    return found


def test_tickets_opened_agree_by_month_customer_and_service_when_computed_again(
    sample: DuckDbWarehouse, tickets: pd.DataFrame
) -> None:
    keys = ["month", "customer", "service"]
    by = [Dimension.MONTH, Dimension.CUSTOMER, Dimension.SERVICE]
    found = _found(compute(sample, metric("tickets_opened"), Scope(), by), keys, ["value"])
    rows = tickets.assign(month=_month(tickets["opened"]), service=tickets["service"].fillna("-"))
    again = rows.groupby(keys).size()
    assert len(tickets) == again.sum() > 19_000
    assert found == {key: (count,) for key, count in again.items()}


def test_the_tools_verdicts_agree_by_month_and_service_when_computed_again(
    sample: DuckDbWarehouse, tickets: pd.DataFrame
) -> None:
    frame = compute(
        sample, metric("source_flag_compliance"), Scope(), [Dimension.MONTH, Dimension.SERVICE]
    )
    found = _found(frame, ["month", "service"], ["numerator", "denominator"])
    rows = tickets[tickets["met"].notna()].copy()
    rows["month"] = _month(rows["stopped"]).fillna("-")
    rows["service"] = rows["service"].fillna("-")
    rows["met"] = rows["met"].astype(int)
    again = rows.groupby(["month", "service"])["met"].agg(["sum", "count"])
    assert found == {key: (int(row["sum"]), int(row["count"])) for key, row in again.iterrows()}


@pytest.mark.parametrize("month", [Month(2025, 3), Month(2025, 11), Month(2026, 9)])
def test_the_backlog_agrees_at_the_end_of_a_month_when_computed_again(
    sample: DuckDbWarehouse, tickets: pd.DataFrame, month: Month
) -> None:
    end = pd.Timestamp(month.plus(1).first)
    standing = tickets[
        (tickets["opened"] < end) & (tickets["ended"].isna() | (tickets["ended"] >= end))
    ]
    scope = Scope(period=Period.of_months(month, month))
    frame = compute(sample, metric("backlog"), scope, [Dimension.CUSTOMER])
    again = standing.groupby("customer").size().to_dict()
    assert len(again) == 3
    assert dict(zip(frame["customer"], frame["value"], strict=True)) == again


def test_times_to_resolve_agree_when_computed_again(
    sample: DuckDbWarehouse, tickets: pd.DataFrame
) -> None:
    """For the customer whose clock never changes, civil times are true durations."""
    rows = tickets[(tickets["customer"] == _AOYAMA) & (tickets["state"] != "Cancelled")]
    hours = (rows["stopped"] - rows["opened"]).dt.total_seconds() / 3600
    months = rows["stopped"].dt.to_period("M")
    period = Period(date(2025, 1, 1), date(2026, 1, 1))
    scope = Scope(period=period).limited(Dimension.CUSTOMER, (_AOYAMA,))
    for name, how in (
        ("time_to_resolve_mean", lambda group: group.mean()),
        ("time_to_resolve_median", lambda group: group.median()),
        ("time_to_resolve_p90", lambda group: group.quantile(0.9)),
    ):
        frame = compute(sample, metric(name), scope, [Dimension.MONTH])
        assert len(frame) == 12
        for day, value in zip(frame["month"], frame["value"], strict=True):
            again = how(hours[months == pd.Period(day, "M")])
            assert value == pytest.approx(again), (name, day)
