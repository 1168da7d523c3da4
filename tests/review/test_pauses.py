"""Pauses of the sample, against what the clocks of single tickets say of themselves."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from slm_analytics.domain.clock import Counting
from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.domain.target import ClockKind
from slm_analytics.metrics.catalogue import metric
from slm_analytics.metrics.compute import compute
from slm_analytics.metrics.statement import rows_statement
from slm_analytics.review.late_pauses import LAST_SECONDS, LAST_SHARE, pauses_begun
from slm_analytics.review.pauses import pauses
from slm_analytics.review.ticket_times import clocked_ticket
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse
from tests.warehouse.stores import warehouse_of

MONTH = Month(2026, 9)


@pytest.fixture(scope="module")
def sample(sample_folder: DataFolder) -> Iterator[DuckDbWarehouse]:
    warehouse = warehouse_of(sample_folder)
    yield warehouse
    warehouse.close()


@pytest.fixture(scope="module")
def begun(sample: DuckDbWarehouse) -> pd.DataFrame:
    """The pauses of September."""
    scope = Scope(period=Period.of_months(MONTH, MONTH))
    return pauses_begun(sample, *rows_statement(metric("resolution_compliance"), scope))


def test_what_was_left_at_a_pause_is_what_the_clock_of_the_ticket_says(
    sample: DuckDbWarehouse, begun: pd.DataFrame
) -> None:
    """Of tickets with one target and one cycle, whose clock tells it piece by piece."""
    compared = 0
    for (system, number), rows in begun.groupby(["system", "ticket_id"]):
        ticket = clocked_ticket(sample, str(number), str(system))
        clocks = [each for each in ticket.clocks if each.clock is ClockKind.RESOLUTION]
        (clock, *others) = clocks
        if others or clock.changes or clock.count is None or clock.measure is None:
            continue
        site = ticket.times.keys.site
        service = ticket.agreed.of(clock.count.target, site, clock.started_at or 0)
        assert service is not None
        left, expected = clock.measure.allowed, {}
        for piece in clock.pieces[:-1]:
            if piece.counting is Counting.PAUSED:
                expected[piece.start] = left
            elif piece.counting is Counting.RUNS:
                left -= service.open.elapsed(piece.start, piece.until or 0)
        assert dict(zip(rows["start_s"], rows["remaining_s"], strict=True)) == expected, number
        compared += 1
    assert compared > 20


def test_pause_is_late_within_the_last_tenth_or_half_hour(begun: pd.DataFrame) -> None:
    assert LAST_SHARE == 0.1
    late = begun[begun["is_late"].astype(bool)]
    assert (late["remaining_s"] > 0).all()
    assert not begun.loc[begun["remaining_s"].between(1, LAST_SECONDS), "is_late"].eq(False).any()


def test_pauses_take_nothing_from_those_that_missed(sample: DuckDbWarehouse) -> None:
    told = pauses(sample, Scope(), MONTH, 12, Dimension.GROUP)
    assert (told.kept["met_without"] <= told.kept["met"]).all()
    assert told.kept["paused"].gt(0).all()
    by_month = compute(sample, metric("resolution_compliance"), Scope(), [Dimension.MONTH])
    met = dict(zip(by_month["month"], by_month["numerator"], strict=True))
    assert {row["month"]: row["met"] for row in told.kept.to_dict("records")} == {
        month: met[month] for month in told.kept["month"]
    }


def test_shares_of_time_add_up_to_the_figure(sample: DuckDbWarehouse) -> None:
    scope = Scope(period=Period.of_months(MONTH, MONTH))
    whole = compute(sample, metric("pause_share"), scope).iloc[0]
    for by in (Dimension.GROUP, Dimension.SERVICE):
        shares = pauses(sample, Scope(), MONTH, 3, by).shares
        assert shares["paused_hours"].sum() == pytest.approx(whole["numerator"])
        assert shares["hours"].sum() == pytest.approx(whole["denominator"])
        assert shares["share"].is_monotonic_decreasing
