"""Figures as of an instant: what happened later has not happened yet (see `hand_worked`)."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import pytest

from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.scope import Dimension, Event, Scope
from slm_analytics.errors import MetricError
from slm_analytics.metrics.catalogue import catalogue, metric
from slm_analytics.metrics.compute import compute
from slm_analytics.metrics.receipt import receipt
from slm_analytics.review.tickets import ticket_list
from slm_analytics.warehouse.connection import DuckDbWarehouse

# T03 is opened at that second. There are T01 T05 T07, resolved; T08, ended at a time nobody noted.
TENTH = datetime(2026, 3, 10, 13, 0, tzinfo=UTC)
LATER = datetime(2031, 1, 1, tzinfo=UTC)
ANSWERED = [name for name, declared in catalogue().items() if not declared.known_now]
OF_CLOCKS = {name for name, declared in catalogue().items() if declared.mart == "clock_fact"}
COUNTED_NOW_ONLY = OF_CLOCKS | {
    "source_flag_compliance", "tool_agreement", "reopen_rate", "reassignments_mean"
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "n"),
    [
        ("tickets_opened", 5, 5),
        ("tickets_resolved", 3, 3),
        ("backlog", 1, 1),
        ("time_to_resolve_mean", 50, 2),  # 4 and 96 hours; T05 is a duplicate
        ("time_to_resolve_median", 50, 2),
        ("time_to_resolve_p90", 86.8, 2),
    ],
)
def test_only_what_happened_counts_when_an_instant_is_asked_for(
    worked: DuckDbWarehouse, name: str, value: float, n: int
) -> None:
    row = compute(worked, metric(name), Scope(as_of=TENTH)).iloc[0]
    assert (row["value"], row["n"]) == (pytest.approx(value), n)
    told = receipt(worked, metric(name), Scope(as_of=TENTH))
    assert (told.value, told.as_of) == (pytest.approx(value), "2026-03-10T13:00:00Z")


def test_a_ticket_is_not_there_when_it_is_opened_a_second_later(worked: DuckDbWarehouse) -> None:
    scope = Scope(as_of=TENTH.replace(hour=12, minute=59, second=59))
    assert compute(worked, metric("tickets_opened"), scope)["value"].item() == 4


@pytest.mark.parametrize(("second", "resolved"), [(59, 0), (60, 1)])
def test_a_ticket_is_resolved_from_the_second_on_when_it_was(
    worked: DuckDbWarehouse, second: int, resolved: int
) -> None:
    """T05 is resolved on 2 March at 10:00 of New York, T01 two hours later."""
    moment = datetime(2026, 3, 2, 14, 59, tzinfo=UTC) + pd.Timedelta(seconds=second)
    scope = Scope(as_of=moment, period=Period.of_months(Month(2026, 3), Month(2026, 3)))
    for event in (Event.OPENED, Event.RESOLVED):
        asked = Scope(as_of=scope.as_of, period=scope.period, month_of=event)
        assert compute(worked, metric("tickets_resolved"), asked)["value"].item() == resolved


def test_a_receipt_calls_tickets_not_resolved_when_they_were_not_then(
    worked: DuckDbWarehouse,
) -> None:
    """T04 is cancelled on 16 March; the day before it stands open, as T03 does."""
    scope = Scope(as_of=datetime(2026, 3, 15, 14, 0, tzinfo=UTC))
    assert receipt(worked, metric("tickets_resolved"), scope).left_out == {
        "not resolved": 2,
        "time of resolution not known": 2,  # T08 T13
    }


@pytest.mark.parametrize("name", ANSWERED)
def test_a_figure_is_that_of_today_when_the_instant_is_after_the_data(
    worked: DuckDbWarehouse, name: str
) -> None:
    by = [Dimension.MONTH]
    now, later = Scope(), Scope(as_of=LATER)
    pd.testing.assert_frame_equal(
        compute(worked, metric(name), later, by), compute(worked, metric(name), now, by)
    )
    assert receipt(worked, metric(name), later).as_of == "2026-04-04T16:00:00Z"
    ahead = Scope(as_of=LATER, period=Period.of_months(Month(2030, 1), Month(2030, 1)))
    assert compute(worked, metric(name), ahead)["answer"].item() == "no data"


@pytest.mark.parametrize("name", ANSWERED)
def test_the_list_has_the_tickets_of_the_figure_when_an_instant_is_asked_for(
    worked: DuckDbWarehouse, name: str
) -> None:
    scope = Scope(as_of=TENTH.replace(hour=15))
    listed = ticket_list(worked, metric(name), scope, limit=None).rows
    assert len(listed) == compute(worked, metric(name), scope)["n"].item()
    assert listed[["state", "made_sla", "reopen_count"]].isna().all(axis=None)
    still_open = listed[listed["ticket_id"] == "T03"]
    assert still_open["hours"].tolist() in ([], [2.0])


def test_a_figure_is_refused_when_only_today_is_known(worked: DuckDbWarehouse) -> None:
    of_uptime = {name for name, each in catalogue().items() if not each.of_tickets}
    assert set(catalogue()) - set(ANSWERED) == COUNTED_NOW_ONLY | of_uptime
    for name in COUNTED_NOW_ONLY:
        for asked in (compute, receipt, ticket_list):
            with pytest.raises(MetricError, match=r"cannot be given so as of an instant: the \w+"):
                asked(worked, metric(name), Scope(as_of=TENTH))


@pytest.mark.parametrize("name", ANSWERED)
def test_a_state_is_refused_when_an_instant_is_asked_for(
    worked: DuckDbWarehouse, name: str
) -> None:
    with pytest.raises(MetricError, match="state of a ticket is known only"):
        compute(worked, metric(name), Scope(as_of=TENTH), [Dimension.STATE])
    with pytest.raises(MetricError, match="state of a ticket is known only"):
        receipt(worked, metric(name), Scope(as_of=TENTH), [Dimension.STATE])
    with pytest.raises(MetricError, match="state of a ticket is known only"):
        compute(worked, metric(name), Scope(as_of=TENTH).limited(Dimension.STATE, ("closed",)))


def test_a_standing_figure_is_refused_when_an_event_is_to_decide_its_month(
    worked: DuckDbWarehouse,
) -> None:
    with pytest.raises(MetricError, match="counted at an instant, not by the month") as caught:
        compute(worked, metric("backlog"), Scope(month_of=Event.DUE))
    assert "'due'" in caught.value.remedy


def test_a_receipt_covers_its_rows_when_each_stands_at_its_own_month(
    worked: DuckDbWarehouse,
) -> None:
    """T13, ended at a time nobody noted, is left out at the ends of two months: once."""
    by = [Dimension.MONTH, Dimension.RECORD_TYPE]
    told = receipt(worked, metric("backlog"), Scope(), by)
    assert (told.value, told.n, told.left_out) == (None, None, {"ended at a time not known": 1})
    lines = dict(told.lines())
    assert "Figure" not in lines
    assert lines["All rows together"] == "Open tickets: one for each row"
    assert lines["Rows"] == "by month, record type"
    assert lines["Counted"] == "one for each row"
    assert lines["Period"] == "each row at its month's end; the last at the as-of time"
    first = Scope(period=Period.of_months(Month(2026, 2), Month(2026, 3)))
    period = dict(receipt(worked, metric("backlog"), first, by).lines())["Period"]
    assert period == "each row at its month's end; the last at the end of 2026-03-31"


def test_a_receipt_is_of_all_rows_when_they_add_up(worked: DuckDbWarehouse) -> None:
    for name in ("backlog", "tickets_resolved", "time_to_resolve_median"):
        told = receipt(worked, metric(name), Scope(), [Dimension.PRIORITY])
        alone = receipt(worked, metric(name), Scope())
        assert (told.value, told.n, told.left_out) == (alone.value, alone.n, alone.left_out)
        assert dict(told.lines())["All rows together"] == f"{alone.title}: {alone.text}"
