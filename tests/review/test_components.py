"""Services and what they stand on, worked out by hand (tests/review/outage_stores.py)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_analytics.domain.redundancy import Impact
from slm_analytics.domain.scope import Dimension
from slm_analytics.review.availability_plan import AvailabilityPlan, availability_plan, plan_rows
from slm_analytics.review.component_rows import (
    component_rows,
    failover_rows,
    forecast_rows,
    matrix_rows,
    redundant_rows,
)
from slm_analytics.review.component_words import chance_text, gap_words, points_text
from slm_analytics.review.components import Components, component_services, components
from slm_analytics.review.failover_schedule import FailoverState, months_later, schedule
from slm_analytics.review.failover_schedule import FailoverTest as Planned
from slm_analytics.review.plan_actions import cause_actions, change_action, remedy
from slm_analytics.settings import DataFolder
from slm_analytics.statistics.failure_simulation import Basis
from slm_analytics.warehouse.connection import DuckDbWarehouse
from tests.review.outage_stores import LINKS, MARCH, march_store

_DAY = 86_400
_MAIL, _WEB = 31 * _DAY - 3600, 31 * _DAY  # an hour of maintenance leaves the time of Mail
TODAY = date(2026, 4, 1)


@pytest.fixture(scope="module")
def march(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDbWarehouse]:
    warehouse = march_store(DataFolder(tmp_path_factory.mktemp("components") / "store"))
    yield warehouse
    warehouse.close()


@pytest.fixture(scope="module")
def web(march: DuckDbWarehouse) -> Components:
    return components(march, MARCH, "Web", 10, TODAY)


@pytest.fixture(scope="module")
def mail(march: DuckDbWarehouse) -> Components:
    return components(march, MARCH, "Mail", 10, TODAY)


@pytest.fixture(scope="module")
def plan(march: DuckDbWarehouse) -> AvailabilityPlan:
    return availability_plan(march, MARCH, MARCH.period.months[0], TODAY)  # type: ignore[union-attr]


def test_services_that_can_be_looked_at(march: DuckDbWarehouse) -> None:
    assert component_services(march, ()) == ("Mail", "Web")


def test_expected_stands_beside_measured(web: Components) -> None:
    """net-1 was down 20 min: that is what Web can expect; it was down an hour more."""
    assert web.told.expected.share == 1 - Fraction(1200, _WEB)
    assert web.told.measured.share == 1 - Fraction(4800, _WEB)
    assert (web.told.weakest, web.told.singles) == ("net-1", ("net-1",))
    assert gap_words(web.told).startswith(f"{points_text(Fraction(3600, _WEB))} less")


def test_contribution_of_components_to_the_time_out(web: Components) -> None:
    """Of 80 minutes net-1 was out for 20 as well."""
    (line,) = web.told.lines
    assert (line.shared_seconds, web.told.out_seconds, web.told.explained_seconds) == (
        1200, 4800, 1200,
    )  # fmt: skip


def test_components_that_stand_in_for_each_other_are_no_single_point(mail: Components) -> None:
    assert [(each.name, each.is_single) for each in mail.told.lines] == [
        ("net-1", True), ("mx-1", False), ("mx-2", False),
    ]  # fmt: skip
    told = mail.matrix
    assert told["net-1"] == {"Mail": Impact.FAILS, "Web": Impact.FAILS}
    assert told["mx-1"] == {"Mail": Impact.STANDS, "Web": Impact.NONE}
    assert next(iter(told)) == "net-1"


def test_redundancy_saves_what_the_second_would_have_taken_over(web: Components) -> None:
    """20 min, taken over unless the second one was down too, or a tenth of the time by the
    same cause."""
    (found,) = web.redundant
    second = 1 - 1200 / web.year.lines[0].uptime.base_seconds  # type: ignore[union-attr]
    assert found.bought.saved_seconds == pytest.approx(1200 * second * 0.9)
    left = 4800 - found.bought.saved_seconds
    assert found.after == pytest.approx(1 - left / web.year.measured.base_seconds)
    (none,) = components_with(web, 0)
    assert none > found.bought.saved_seconds


def components_with(section: Components, common: int) -> tuple[float, ...]:
    """What would have been saved with another share of common causes: more where there is none."""
    shares = [each.bought.saved_seconds / 0.9 for each in section.redundant]
    return tuple(share * (1 - common / 100) for share in shares)


def test_chance_rests_on_the_failures_of_twelve_months(web: Components, mail: Components) -> None:
    """Web allows 36 h a month and was down 80 min in two; Mail 43 min and was down 50 and 10."""
    (sure,), (unsure,) = web.forecasts, mail.forecasts
    assert (sure.failures, unsure.failures) == (2, 2)
    assert sure.month is not None
    assert unsure.month is not None
    assert sure.month.share > 0.95
    assert unsure.month.share < sure.month.share
    assert sure.month.basis is Basis.FEW
    assert unsure.month.low < unsure.month.share < unsure.month.high
    assert "%" in chance_text(unsure.month)
    assert chance_text(None) == "–"


def test_circle_is_refused_with_its_path(tmp_path: Path) -> None:
    ring = ({"service": "Web", "component": "Mail"}, {"service": "Mail", "component": "Web"})
    warehouse = march_store(DataFolder(tmp_path / "store"), links=(*LINKS, *ring))
    told = components(warehouse, MARCH, "Web", 10, TODAY)
    assert told.dependencies.circle.count("→") == 2
    assert (told.told.tree, told.matrix, told.redundant) == (None, {}, ())
    assert told.told.measured.outages == 2
    warehouse.close()


def test_rows_hold_everything_that_is_told(web: Components, mail: Components) -> None:
    assert component_rows(mail.told).frame["Component"].tolist() == ["net-1", "mx-1", "mx-2"]
    assert matrix_rows(mail.matrix).frame["Web"].tolist()[0] == "fails"
    assert forecast_rows(mail.forecasts).frame["Target"].tolist() == [0.999]
    assert redundant_rows(web.redundant).frame["Outages"].tolist() == [1]
    assert failover_rows(mail.tests).frame["State"].tolist() == ["never tested"] * 2


def test_plan_tells_actual_gap_and_what_to_do(plan: AvailabilityPlan) -> None:
    """Mail missed 99.9 % in March by 5 min 25 s (50 min, 44 min 35 s allowed)."""
    mail, web = plan.lines[0], plan.lines[-1]
    assert (mail.service, web.service) == ("Mail", "Web")
    assert (mail.months_missed, web.months_missed) == (1, 0)
    february = mail.uptime.base_seconds - _MAIL
    assert mail.gap == 3600 - Fraction(_MAIL + february, 1000)
    assert mail.actions[0] == (
        "2 outages by certificate: renew automatically, and warn a month before"
    )
    assert "plan a failover test of mx-1, mx-2" in mail.actions
    assert any("net-1 takes it down alone" in each for each in web.actions)
    frame = plan_rows(plan).frame
    assert frame["What to do"].tolist()[0] == "; ".join(mail.actions)
    assert plan.title.startswith("Availability Plan: ")


def test_plan_of_nothing_is_empty(march: DuckDbWarehouse) -> None:
    scope = MARCH.limited(Dimension.SERVICE, ("Nothing",))
    told = availability_plan(march, scope, MARCH.period.months[0], TODAY)  # type: ignore[union-attr]
    assert told.lines == ()
    assert plan_rows(told).frame.empty
    assert "no target is agreed" in told.title


def test_actions_come_by_rule() -> None:
    assert remedy("TLS certificate expired").startswith("renew automatically")
    assert remedy("gremlins") == "find out why, and take the cause away"
    assert cause_actions(()) == ()
    assert change_action(1, 1) == ()
    assert change_action(2, 9) == ()
    assert change_action(3, 12)[0].startswith("3 of 12 outages began with a change")


def planned(component: str, on: str, done: str = "", result: str = "", every: int = 6) -> Planned:
    return Planned(
        test_id=component or "all",
        service="Mail",
        component=component,
        planned_on=date.fromisoformat(on),
        done_on=date.fromisoformat(done) if done else None,
        result=result,
        interval_months=every or None,
    )


def test_schedule_of_failover_tests() -> None:
    tests = (
        planned("late", "2025-08-31", "2025-08-31", "passed"),  # due again on 28 February
        planned("good", "2026-03-01", "2026-03-02", "passed"),
        planned("bad", "2026-03-01", "2026-03-02", "failed"),
        planned("", "2026-04-20"),
        planned("once", "2025-01-01", "2025-01-01", "passed", 0),
        planned("missed", "2026-03-31"),
        planned("late twice", "2025-09-01"),
        planned("late twice", "2026-03-01", "2026-03-02", "passed"),
    )
    told = schedule(tests, None, ("Mail",), TODAY)
    assert {each.component: (each.state, each.due_on) for each in told} == {
        "late": (FailoverState.OVERDUE, date(2026, 2, 28)),
        "missed": (FailoverState.OVERDUE, date(2026, 3, 31)),
        "bad": (FailoverState.FAILED, date(2026, 9, 2)),
        "": (FailoverState.SOON, date(2026, 4, 20)),
        "good": (FailoverState.DONE, date(2026, 9, 2)),
        "late twice": (FailoverState.DONE, date(2026, 9, 2)),
        "once": (FailoverState.DONE, None),
    }
    assert [each.component for each in told][:2] == ["late", "missed"]


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
def test_months_later_lie_so_many_months_later(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day
