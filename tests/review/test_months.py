"""Months: what is expected and in, worked out by hand, and the next step in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from slm_analytics.domain.period import Month
from slm_analytics.register.rows import register_from
from slm_analytics.review.coverage import Coverage
from slm_analytics.review.month_inputs import Cover, Inputs, Lack, MonthInput, Opened
from slm_analytics.review.month_words import Next, Told, headline, step
from slm_analytics.review.months import Months, Stage, months
from slm_analytics.review.scorecard import scorecard
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse
from tests.pages.stores import Row, ticket
from tests.warehouse.stores import File, load_under, warehouse_of

LIST, DESK = ("snow", "list"), ("desk", "tickets")
JUL, AUG, SEP, OCT, NOV = (Month(2026, number) for number in range(7, 12))
NOTHING = Coverage(
    generation=1, tickets=0, updates=0, loads=0, set_aside=0, unknown_words=0, first=None,
    last=None, first_opened_at=None, last_opened_at=None, as_of=None, as_of_local=None,
    zone="UTC", is_sample=False,
)  # fmt: skip


def full(month: Month, count: int = 30, last_day: int = 28) -> Opened:
    newest = date(month.year, month.number, last_day)
    return Opened(count, count // 4, count // 4 if last_day > 24 else 0, newest)


def inputs_of(
    mine: dict[Month, Opened],
    latest: datetime = datetime(2026, 10, 12, 9),  # noqa: DTZ001
) -> Inputs:
    every = {month: full(month, 300) for month in (JUL, AUG, SEP, OCT)}
    return Inputs(
        covered=NOTHING,
        titles={LIST: "ServiceNow list", DESK: "Desk"},
        latest={LIST: latest, DESK: datetime(2026, 10, 31, 20)},  # noqa: DTZ001
        openings={LIST: every, DESK: every},
        of_customer={"A": {LIST: mine}},
    )


REGULAR = {JUL: full(JUL), AUG: full(AUG), SEP: full(SEP), OCT: full(OCT, 10, 12)}


@pytest.mark.parametrize(
    ("month", "cover", "lack", "on"),
    [
        (SEP, Cover.WHOLE, Lack.NOTHING, None),
        (OCT, Cover.PARTLY, Lack.NEWER, date(2026, 10, 12)),
        (NOV, Cover.MISSING, Lack.NEWER, date(2026, 10, 12)),
    ],
)
def test_export_covers_a_month_up_to_its_newest_row(
    month: Month, cover: Cover, lack: Lack, on: date | None
) -> None:
    (found,) = inputs_of(REGULAR).of_month("A", month)
    assert found == MonthInput(title="ServiceNow list", cover=cover, lack=lack, on=on)


def test_month_left_out_between_others_is_missing() -> None:
    told = inputs_of({JUL: full(JUL), SEP: full(SEP)})
    (found,) = told.of_month("A", AUG)
    assert (found.cover, found.lack, found.on) == (
        Cover.MISSING, Lack.BETWEEN, date(2026, 7, 28)
    )  # fmt: skip
    (half,) = inputs_of({JUL: full(JUL), AUG: full(AUG, 20, 14)}).of_month("A", AUG)
    assert (half.cover, half.on) == (Cover.PARTLY, date(2026, 8, 14))


def test_customer_with_few_tickets_may_have_a_month_without_any() -> None:
    (found,) = inputs_of({JUL: full(JUL, 2), SEP: full(SEP, 2)}).of_month("A", AUG)
    assert found.cover is Cover.WHOLE


def test_nothing_is_expected_before_the_first_ticket_nor_of_a_stranger() -> None:
    assert inputs_of({SEP: full(SEP)}).of_month("A", AUG) == ()
    assert inputs_of({SEP: full(SEP)}).of_month("B", SEP) == ()


def test_export_is_expected_for_three_months_and_the_last_one_for_ever() -> None:
    mine = {LIST: {Month(2026, 5): full(Month(2026, 5), 2)}, DESK: {SEP: full(SEP, 2)}}
    told = Inputs(
        covered=NOTHING,
        titles={LIST: "List", DESK: "Desk"},
        latest={LIST: datetime(2026, 10, 31, 20), DESK: datetime(2026, 10, 31, 20)},  # noqa: DTZ001
        openings={LIST: {}, DESK: {}},
        of_customer={"A": mine},
    )
    assert [each.title for each in told.of_month("A", AUG)] == ["List"]
    assert [each.title for each in told.of_month("A", SEP)] == ["Desk"]
    assert [each.title for each in told.of_month("A", Month(2027, 9))] == ["Desk"]


def told_of(*inputs: MonthInput, **more: int | bool) -> Told:
    known: dict[str, int | bool] = {
        "kept": 0, "missed": 0, "known": 0, "at_risk": 0, "runs": False
    }  # fmt: skip
    return Told(month=OCT, inputs=inputs, **(known | more))  # type: ignore[arg-type]


WHOLE = MonthInput(title="ServiceNow list", cover=Cover.WHOLE, lack=Lack.NOTHING, on=None)
LATE = MonthInput(
    title="ServiceNow list", cover=Cover.PARTLY, lack=Lack.NEWER, on=date(2026, 10, 12)
)


@pytest.mark.parametrize(
    ("told", "words", "where"),
    [
        (told_of(LATE),
         "October: load the ServiceNow list - its newest row is from 12 October", Next.LOAD),
        (told_of(LATE, WHOLE, runs=True, known=3, missed=1, at_risk=2),
         "October: load the ServiceNow list - its newest row is from 12 October."
         " So far 1 line missed, 2 at risk", Next.LOAD),
        (told_of(WHOLE, known=5, kept=3, missed=2),
         "October: complete; 2 lines missed: see the scorecard", Next.SCORECARD),
        (told_of(WHOLE, known=5, kept=5), "October: complete; all 5 lines kept", Next.NOTHING),
        (told_of(WHOLE, known=1, kept=1), "October: complete; the one line is kept", Next.NOTHING),
        (told_of(WHOLE, known=5, kept=4),
         "October: complete; 4 of 5 lines kept, 1 still counting", Next.NOTHING),
        (told_of(WHOLE), "October: complete; no service level was measured", Next.REGISTER),
        (told_of(), "October: no ticket of this customer is loaded", Next.LOAD),
    ],
)  # fmt: skip
def test_next_step_in_words(told: Told, words: str, where: Next) -> None:
    assert step(told) == (words, where)


def test_headline_says_how_many_are_complete() -> None:
    assert headline(OCT, {"complete": 3}, 9) == (
        "October 2026: complete for all 3 customers; 9 lines missed"
    )
    assert headline(OCT, {"complete": 1}, 0) == "October 2026: complete; 0 lines missed"
    assert headline(OCT, {"complete": 1, "not there": 1}, 1) == (
        "October 2026: complete for 1 of 2 customers; 1 line missed"
    )
    assert headline(OCT, {}, 0) == "October 2026: no customer has a ticket yet"


AGREED = register_from(
    {
        "calendars": [{"calendar_id": "always", "timezone": "UTC", "always_open": "yes"}],
        "targets": [{"target_id": "all", "target": "4 h", "calendar_id": "always"}],
        "service_levels": [
            {"level_id": "a", "customer": "A", "conditions": "80 %"},
            {"level_id": "any", "conditions": "10 %"},
            {"level_id": "ghost", "customer": "Ghost", "conditions": "80 %"},
            {"level_id": "told", "customer": "A", "measure": "count", "expected": "1",
             "class": "report only"},
        ],
    }
)  # fmt: skip


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDbWarehouse]:
    """A: one a day until 10 March, half of February late, one open on 12 March; B: one."""
    rows: list[Row] = []
    for month, days, late in ((1, 30, 0), (2, 28, 14), (3, 10, 0)):
        for day in range(1, days + 1):
            hours = 6.0 if day <= late else 2.0
            opened = f"2026-{month:02d}-{day:02d}T08:00"
            rows.append(ticket(len(rows), opened, hours, customer="A"))
    rows.append(ticket(900, "2026-02-10T08:00", 1.0, customer="B"))
    rows.append(ticket(901, "2026-03-12T08:00", customer="A"))
    folder = DataFolder(Path(tmp_path_factory.mktemp("months")))
    load_under(folder, AGREED, File(name="t.csv", rows=rows))
    found = warehouse_of(folder)
    yield found
    found.close()


def stages(told: Months, customer: str) -> list[str]:
    return [each.stage.value for each in told.rows[customer][-4:]]


def test_months_of_customers_worked_out_by_hand(warehouse: DuckDbWarehouse) -> None:
    told = months(warehouse, (), Month(2026, 2))
    assert list(told.rows) == ["A", "B", "Ghost"]
    assert stages(told, "A") == ["before its first ticket", "complete", "complete", "still runs"]
    assert stages(told, "B")[-2:] == ["complete", "still runs"]
    assert stages(told, "Ghost") == ["not there"] * 4
    assert [(each.lines.kept, each.lines.missed) for each in told.rows["A"][-3:]] == [
        (2, 0), (1, 1), (2, 0),
    ]  # fmt: skip
    assert told.headline == "February 2026: complete for 2 of 3 customers; 1 line missed"
    assert [(each.customer, each.stage) for each in told.steps] == [
        ("Ghost", Stage.MISSING), ("A", Stage.COMPLETE), ("B", Stage.COMPLETE),
    ]  # fmt: skip
    assert [each.step for each in told.steps] == [
        "February: no ticket of this customer is loaded",
        "February: complete; 1 line missed: see the scorecard",
        "February: complete; the one line is kept",
    ]


def test_running_month_says_what_to_load(warehouse: DuckDbWarehouse) -> None:
    told = months(warehouse, ("A",), Month(2026, 3))
    (one,) = told.steps
    title = one.inputs[0].title
    assert one.step == (
        f"March: load the {title} - its newest row is from 12 March. So far 0 lines missed"
    )
    assert one.next is Next.LOAD


def test_lines_missed_are_those_of_the_scorecard(sample_folder: DataFolder) -> None:
    found = warehouse_of(sample_folder)
    told = months(found, (), Month(2026, 9))
    for each in told.steps:
        lines = scorecard(found, (each.customer or "",), Month(2026, 9)).lines
        missed = sum(line.counts and line.state.value == "missed" for line in lines)
        assert each.lines.missed == missed, each.customer
        assert each.stage is Stage.COMPLETE
    found.close()
