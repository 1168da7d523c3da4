"""Every metric over thirteen tickets, each figure worked out by hand (see `hand_worked`)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pandas as pd
import pytest

from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.scope import NONE, Dimension, Event, Scope
from slm_analytics.metrics.catalogue import catalogue, metric
from slm_analytics.metrics.compute import compute, reach
from slm_analytics.metrics.receipt import receipt
from slm_analytics.warehouse.connection import DuckDbWarehouse

FEB, MAR, APR = Month(2026, 2), Month(2026, 3), Month(2026, 4)
MARCH = Scope(period=Period.of_months(MAR, MAR))

# metric -> total, {month: pair}, {priority: pair}. A pair is numerator and
# denominator (None for counts); for the quantiles it is value and n.
Pair = tuple[float, float | None]
OF_TICKETS = [name for name, each in catalogue().items() if each.of_tickets]
WORKED: dict[str, tuple[Pair, dict[Month | None, Pair], dict[str | None, Pair]]] = {
    "tickets_opened": (
        (13, None),
        {FEB: (1, None), MAR: (9, None), APR: (3, None)},
        {"P1": (3, None), "P2": (5, None), "P3": (4, None), None: (1, None)},
    ),
    # T04 is cancelled; T06, T10, T12 are open; T08, T13 were closed at a time nobody noted.
    "tickets_resolved": (
        (7, None),
        {MAR: (4, None), APR: (3, None)},  # March: T01 T02 T05 T07; April: T03 T09 T11
        {"P1": (1, None), "P2": (4, None), "P3": (2, None)},
    ),
    # Now: T06, T10, T12. End of March: T03, T06, T11 (Tokyo resolved it on 1 April).
    "backlog": (
        (3, None),
        {FEB: (1, None), MAR: (3, None), APR: (3, None)},
        {"P1": (2, None), "P2": (1, None)},
    ),
    # T03 does not say how often it was reopened.
    "reopen_rate": (
        (2, 6),
        {MAR: (2, 4), APR: (0, 2)},
        {"P1": (0, 1), "P2": (1, 3), "P3": (1, 2)},
    ),
    "reassignments_mean": (
        (10, 6),
        {MAR: (6, 4), APR: (4, 2)},
        {"P1": (1, 1), "P2": (7, 3), "P3": (2, 2)},
    ),
    # Hours: T01 4, T02 3.5, T03 552, T07 96, T09 2, T11 2; T05 is a duplicate.
    "time_to_resolve_mean": (
        (659.5, 6),
        {MAR: (103.5, 3), APR: (556, 3)},
        {"P1": (4, 1), "P2": (559.5, 4), "P3": (96, 1)},
    ),
    "time_to_resolve_median": (
        (3.75, 6),
        {MAR: (4, 3), APR: (2, 3)},
        {"P1": (4, 1), "P2": (2.75, 4), "P3": (96, 1)},
    ),
    "time_to_resolve_p90": (
        (324, 6),  # between 96 and 552, half way
        {MAR: (77.6, 3), APR: (442, 3)},  # 4 + 0.8 * 92; 2 + 0.8 * 550
        {"P1": (4, 1), "P2": (387.45, 4), "P3": (96, 1)},  # 3.5 + 0.7 * 548.5
    ),
    # Within its target: T01 (4 h of 4), T07 (18 service hours of 24), T09, T11; late: T02 T03.
    "resolution_compliance": (
        (4, 6),
        {MAR: (2, 3), APR: (2, 3)},
        {"P1": (1, 1), "P2": (2, 4), "P3": (1, 1)},
    ),
    # By the month opened (Tokyo opened T11 in March); only P1 and P2 have a target.
    "response_compliance": (
        (2, 5),
        {MAR: (1, 4), APR: (1, 1)},
        {"P1": (0, 1), "P2": (2, 4)},
    ),
    "holding_compliance": (
        (1, 2),  # T01, T03
        {MAR: (1, 1), APR: (0, 1)},
        {"P1": (1, 1), "P2": (0, 1)},
    ),
    "breaches": ((2, None), {MAR: (1, None), APR: (1, None)}, {"P2": (2, None)}),
    "open_past_target": (
        (3, None),  # T06, T10, T12
        {MAR: (1, None), APR: (2, None)},
        {"P1": (2, None), "P2": (1, None)},
    ),
    # Service hours: T01 4, T02 3.5, T03 552, T07 18, T09 2, T11 2.
    "time_to_resolve_service_mean": (
        (581.5, 6),
        {MAR: (25.5, 3), APR: (556, 3)},
        {"P1": (4, 1), "P2": (559.5, 4), "P3": (18, 1)},
    ),
    "time_to_resolve_service_median": (
        (3.75, 6),
        {MAR: (4, 3), APR: (2, 3)},
        {"P1": (4, 1), "P2": (2.75, 4), "P3": (18, 1)},
    ),
    "time_to_resolve_service_p90": (
        (285, 6),  # between 18 and 552, half way
        {MAR: (15.2, 3), APR: (442, 3)},  # 4 + 0.8 * 14; 2 + 0.8 * 550
        {"P1": (4, 1), "P2": (387.45, 4), "P3": (18, 1)},
    ),
    "time_to_respond_service_mean": (
        (563.5, 5),
        {MAR: (561.5, 4), APR: (2, 1)},
        {"P1": (4, 1), "P2": (559.5, 4)},
    ),
    "time_to_respond_service_median": (
        (3.5, 5),
        {MAR: (3.75, 4), APR: (2, 1)},
        {"P1": (4, 1), "P2": (2.75, 4)},
    ),
    "time_to_respond_service_p90": (
        (332.8, 5),  # 4 + 0.6 * 548
        {MAR: (387.6, 4), APR: (2, 1)},  # 4 + 0.7 * 548
        {"P1": (4, 1), "P2": (387.45, 4)},
    ),
    # Hours: T07 was paused for 2 of 20.
    "pause_share": (
        (2, 583.5),
        {MAR: (2, 27.5), APR: (0, 556)},
        {"P1": (0, 4), "P2": (0, 559.5), "P3": (2, 20)},
    ),
    # Met: T01 T05 T06 T09 T11; missed: T02 T04 T07. T06 is open, so in no month.
    "source_flag_compliance": (
        (5, 8),
        {MAR: (2, 5), APR: (2, 2), None: (1, 1)},
        {"P1": (2, 2), "P2": (2, 3), "P3": (1, 3)},
    ),
    # Differ: T04 (1 service hour of 24), T07 (18 of 24); the tool calls both missed.
    "tool_agreement": (
        (5, 7),
        {MAR: (3, 5), APR: (2, 2)},
        {"P1": (1, 1), "P2": (3, 3), "P3": (1, 3)},
    ),
}


def pairs(frame: pd.DataFrame, additive: bool) -> list[Pair]:
    columns = ["numerator", "denominator"] if additive else ["value", "n"]
    return [
        (float(first), None if pd.isna(second) else float(second))
        for first, second in frame[columns].itertuples(index=False)
    ]


def close(pair: Pair) -> object:
    return pytest.approx(pair[0]), pair[1]


@pytest.mark.parametrize("name", OF_TICKETS)
def test_a_metric_has_its_worked_total_when_all_is_counted(
    worked: DuckDbWarehouse, name: str
) -> None:
    frame = compute(worked, metric(name), Scope())
    assert pairs(frame, metric(name).additive) == [close(WORKED[name][0])]
    assert list(frame["answer"]) == ["figure"]


@pytest.mark.parametrize("name", OF_TICKETS)
def test_a_metric_has_its_worked_figures_when_split_by_month(
    worked: DuckDbWarehouse, name: str
) -> None:
    frame = compute(worked, metric(name), Scope(), [Dimension.MONTH])
    months = [None if day is None else Month.of(day) for day in frame["month"]]
    found = dict(zip(months, pairs(frame, metric(name).additive), strict=True))
    assert found == {month: close(pair) for month, pair in WORKED[name][1].items()}
    for month, pair in WORKED[name][1].items():
        if month is not None:  # a month alone is the month of the list
            alone = compute(worked, metric(name), Scope(period=Period.of_months(month, month)))
            assert pairs(alone, metric(name).additive) == [close(pair)], month


@pytest.mark.parametrize("name", OF_TICKETS)
def test_a_metric_has_its_worked_figures_when_split_by_priority(
    worked: DuckDbWarehouse, name: str
) -> None:
    frame = compute(worked, metric(name), Scope(), [Dimension.PRIORITY])
    found = dict(zip(frame["priority"], pairs(frame, metric(name).additive), strict=True))
    assert found == {word: close(pair) for word, pair in WORKED[name][2].items()}


def test_a_share_is_numerator_over_denominator_when_there_is_one(worked: DuckDbWarehouse) -> None:
    row = compute(worked, metric("source_flag_compliance"), MARCH).iloc[0]
    assert row["value"] == pytest.approx(2 / 5)
    assert (row["low"], row["high"]) == pytest.approx((0.1176, 0.7693), abs=1e-4)
    assert row["n"] == 5


@pytest.mark.parametrize(
    ("event", "resolved", "flag"),
    [
        (Event.OPENED, 5, (4, 6)),  # T01 T02 T03 T05 T11; T01 T05 T06 T11 met, T02 T04 missed
        (Event.RESOLVED, 4, (2, 5)),
        (Event.DUE, 1, (1, 1)),  # T01; T02 is due in April
    ],
)
def test_another_event_decides_the_month_when_it_is_asked_for(
    worked: DuckDbWarehouse, event: Event, resolved: int, flag: tuple[int, int]
) -> None:
    scope = Scope(period=MARCH.period, month_of=event)
    assert compute(worked, metric("tickets_resolved"), scope)["value"].item() == resolved
    frame = compute(worked, metric("source_flag_compliance"), scope)
    assert pairs(frame, additive=True) == [flag]


@pytest.mark.parametrize(
    ("event", "kept"),
    [(Event.OPENED, (2, 4)), (Event.RESOLVED, (2, 3)), (Event.DUE, (2, 4))],
    # T01 met, T02 T03 late in each; beside them T11, opened on 31 March; T07, due on 4 March.
)
def test_clocks_count_in_the_month_of_another_event_when_it_is_asked_for(
    worked: DuckDbWarehouse, event: Event, kept: tuple[int, int]
) -> None:
    scope = Scope(period=MARCH.period, month_of=event)
    frame = compute(worked, metric("resolution_compliance"), scope)
    assert pairs(frame, additive=True) == [kept]


def test_clocks_are_told_by_holder_and_target_when_asked(worked: DuckDbWarehouse) -> None:
    frame = compute(worked, metric("holding_compliance"), Scope(), [Dimension.HOLDER])
    assert frame[["holder", "numerator", "denominator"]].to_numpy().tolist() == [["Acme", 1, 2]]
    frame = compute(worked, metric("resolution_compliance"), Scope(), [Dimension.TARGET])
    assert dict(zip(frame["target"], frame["denominator"], strict=True)) == {
        "P1 resolution": 1, "P2 resolution": 4, "P3 resolution": 1
    }  # fmt: skip
    only = Scope().limited(Dimension.TARGET, ("P2 resolution",))
    assert compute(worked, metric("breaches"), only)["value"].item() == 2


@pytest.mark.parametrize(
    ("limits", "opened"),
    [
        ({Dimension.CUSTOMER: ("Ume",)}, 2),
        ({Dimension.CUSTOMER: ("Nordland",)}, 10),
        ({Dimension.CUSTOMER: (NONE,)}, 1),
        ({Dimension.SERVICE: (NONE,)}, 1),
        ({Dimension.SERVICE: ("Mail", NONE)}, 8),
        ({Dimension.SERVICE: ("VPN",), Dimension.PRIORITY: ("P1", NONE)}, 4),
        ({Dimension.STATE: ("closed",), Dimension.CUSTOMER: ("Ume",)}, 1),
        ({Dimension.CUSTOMER: ("Ume",), Dimension.SERVICE: ("VPN",)}, 0),
        ({Dimension.CUSTOMER: ("Ume", "Nobody")}, 2),
        ({Dimension.GROUP: (NONE,)}, 13),
        ({Dimension.STATE: (NONE,)}, 0),
    ],
)
def test_only_the_tickets_within_the_limits_count_when_there_are_limits(
    worked: DuckDbWarehouse, limits: dict[Dimension, tuple[str, ...]], opened: int
) -> None:
    scope = Scope()
    for dimension, values in limits.items():
        scope = scope.limited(dimension, values)
    row = compute(worked, metric("tickets_opened"), scope).iloc[0]
    assert (row["value"], row["answer"]) == (opened, "figure")


@pytest.mark.parametrize("name", ["Nobody", "ume", "' OR 1=1 --"])
@pytest.mark.parametrize("declared", ["tickets_opened", "backlog", "source_flag_compliance"])
def test_there_is_no_figure_when_no_ticket_carries_the_name(
    worked: DuckDbWarehouse, name: str, declared: str
) -> None:
    scope = Scope().limited(Dimension.CUSTOMER, (name,))
    row = compute(worked, metric(declared), scope).iloc[0]
    assert pd.isna(row["value"])
    assert row["answer"] == "no data"


@pytest.mark.parametrize(
    ("as_of", "open_then"),
    [
        (datetime(2026, 3, 2, 12, 59, 59, tzinfo=UTC), 1),  # T07
        (datetime(2026, 3, 2, 13, 0, tzinfo=UTC), 2),  # T01 is opened at that second
        (datetime(2026, 3, 2, 16, 59, 59, tzinfo=UTC), 2),
        (datetime(2026, 3, 2, 17, 0, tzinfo=UTC), 1),  # and ended at that second
        (datetime(2026, 3, 6, 12, 59, 59, tzinfo=UTC), 1),  # T08, until its last update
        (datetime(2026, 3, 6, 13, 0, tzinfo=UTC), 0),
        (datetime(2026, 3, 31, 15, 45, tzinfo=UTC), 4),  # T03 T06 T11 T12
    ],
)
def test_the_backlog_is_what_stood_open_when_another_instant_is_asked_for(
    worked: DuckDbWarehouse, as_of: datetime, open_then: int
) -> None:
    found = compute(worked, metric("backlog"), Scope(as_of=as_of))["value"].item()
    assert found == open_then


def test_the_running_month_ends_at_the_as_of_time_when_the_backlog_is_split_by_month(
    worked: DuckDbWarehouse,
) -> None:
    scope = Scope(as_of=datetime(2026, 3, 2, 14, 30, tzinfo=UTC))
    frame = compute(worked, metric("backlog"), scope, [Dimension.MONTH])
    found = {str(Month.of(day)): value for day, value in frame[["month", "value"]].to_numpy()}
    assert found == {"2026-02": 1, "2026-03": 3}  # T07, T01 and T05


@pytest.mark.parametrize(
    ("first", "last"), [(Month(2030, 1), Month(2030, 6)), (Month(2020, 1), Month(2026, 1))]
)
@pytest.mark.parametrize("name", OF_TICKETS)
def test_there_is_no_figure_when_the_data_does_not_reach_into_the_period(
    worked: DuckDbWarehouse, name: str, first: Month, last: Month
) -> None:
    scope = Scope(period=Period.of_months(first, last))
    row = compute(worked, metric(name), scope).iloc[0]
    assert pd.isna(row["value"])
    assert row["answer"] == "no data"
    assert compute(worked, metric(name), scope, [Dimension.MONTH]).empty
    assert receipt(worked, metric(name), scope).counted() == "nothing to count"


@pytest.mark.parametrize(
    ("start", "until", "covered"),
    [
        (date(2026, 2, 1), date(2026, 2, 27), False),  # the first opening is of the day after
        (date(2026, 2, 1), date(2026, 2, 28), True),
        (date(2026, 4, 4), date(2026, 4, 5), True),  # the day of the as-of time
        (date(2026, 4, 5), date(2026, 4, 6), False),
    ],
)
def test_the_data_reaches_from_its_first_opening_to_its_as_of_day(
    worked: DuckDbWarehouse, start: date, until: date, covered: bool
) -> None:
    scope = Scope(period=Period(start, until))
    assert reach(worked, scope).covers(scope.period) is covered
    value = compute(worked, metric("tickets_resolved"), scope)["value"].item()
    assert value == 0 if covered else pd.isna(value)


def test_the_last_month_ends_with_the_period_when_the_backlog_is_split_by_month(
    worked: DuckDbWarehouse,
) -> None:
    scope = Scope(period=Period(date(2026, 2, 1), date(2026, 3, 16)))
    frame = compute(worked, metric("backlog"), scope, [Dimension.MONTH])
    assert list(frame["value"]) == [1, 2]  # T07; on the evening of 15 March T03 and T04
    assert compute(worked, metric("backlog"), scope)["value"].item() == 2


def test_a_count_is_zero_when_nothing_happened_in_a_time_that_is_known(
    worked: DuckDbWarehouse,
) -> None:
    february = Scope(period=Period.of_months(FEB, FEB))
    row = compute(worked, metric("tickets_resolved"), february).iloc[0]
    assert (row["value"], row["answer"]) == (0, "figure")
    row = compute(worked, metric("reopen_rate"), february).iloc[0]
    assert pd.isna(row["value"])
    assert (row["numerator"], row["denominator"], row["answer"]) == (0, 0, "no data")


@pytest.mark.parametrize(
    ("name", "left_out"),
    [
        ("tickets_opened", {}),
        (
            "tickets_resolved",
            {"not resolved": 3, "time of resolution not known": 2, "cancelled": 1},
        ),
        ("backlog", {"ended at a time not known": 1}),
        (
            "reopen_rate",
            {
                "not resolved": 3,
                "time of resolution not known": 2,
                "cancelled": 1,
                "number of reopenings not known": 1,
            },
        ),
        (
            "time_to_resolve_mean",
            {
                "not resolved": 3,
                "time of resolution not known": 2,
                "cancelled": 1,
                "duplicate of another ticket": 1,
            },
        ),
        ("source_flag_compliance", {"no verdict in the export": 5}),
        (
            "resolution_compliance",
            {
                "open: not yet decided": 3,
                "cancelled": 1,
                "duplicate of another ticket": 1,
                "no data: its export does not tell what the clock needs": 1,  # T13
                "no target": 1,  # T08 has no priority
            },
        ),
    ],
)
def test_a_receipt_says_what_was_left_out_when_rows_do_not_count(
    worked: DuckDbWarehouse, name: str, left_out: dict[str, int]
) -> None:
    assert receipt(worked, metric(name), Scope()).left_out == left_out


def test_a_receipt_counts_the_tickets_in_no_period_when_there_is_a_period(
    worked: DuckDbWarehouse,
) -> None:
    told = receipt(worked, metric("source_flag_compliance"), MARCH)
    assert (told.numerator, told.denominator, told.undated) == (2, 5, 1)  # T06 is not resolved
    assert dict(told.lines())["In no period: resolved not recorded"] == "1"
    assert receipt(worked, metric("source_flag_compliance"), Scope()).undated == 0
    assert receipt(worked, metric("backlog"), MARCH).undated == 0


@pytest.mark.parametrize(
    ("name", "counted"),
    [
        ("tickets_opened", "9 tickets"),
        ("backlog", "3 tickets"),
        ("source_flag_compliance", "2 of 5"),
        ("reassignments_mean", "6 in 4 tickets"),
        ("time_to_resolve_mean", "103.50 hours in 3 tickets"),
        ("time_to_resolve_p90", "3 tickets"),
        ("resolution_compliance", "2 of 3"),
        ("pause_share", "2 of 27.50 hours in 3 tickets"),
    ],
)
def test_a_receipt_says_in_words_what_is_counted_when_it_is_read(
    worked: DuckDbWarehouse, name: str, counted: str
) -> None:
    assert receipt(worked, metric(name), MARCH).counted() == counted


def test_a_receipt_names_its_instant_when_the_figure_stands_at_one(
    worked: DuckDbWarehouse,
) -> None:
    def period_of(scope: Scope) -> str:
        return dict(receipt(worked, metric("backlog"), scope).lines())["Period"]

    assert period_of(MARCH) == "at the end of 2026-03-31"
    assert period_of(Scope()) == "at the as-of time"
    assert period_of(Scope(period=Period.of_months(APR, APR))) == "at the as-of time"
    told = receipt(worked, metric("tickets_opened"), MARCH)
    assert dict(told.lines())["Period"] == "2026-03-01 to 2026-03-31, by opened"
    assert told.as_of == "2026-04-04T16:00:00Z"
