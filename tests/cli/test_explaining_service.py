"""`explain service`: the ledger of a month for people and as JSON, with the same numbers."""

from __future__ import annotations

import pytest

from slm_analytics.settings import DataFolder
from tests.cli.conftest import Slm
from tests.review.uptime import OUTAGES, outage, uptime_store


@pytest.fixture
def told(store: DataFolder, in_process: None) -> DataFolder:
    return uptime_store(store)


def test_ledger_of_a_month_adds_up_to_its_figures(told: DataFolder, slm: Slm) -> None:
    found = slm("--data", told.root, "explain", "service", "Shop", "--month", "2026-03", "--json")
    values = found.values
    assert (values["verdict"], values["target"]) == ("missed", 0.999)
    assert values["down_seconds"] == sum(line["down_seconds"] for line in values["lines"]) == 2679
    assert values["base_seconds"] == sum(line["seconds"] for line in values["lines"])
    assert (values["allowed_seconds"], values["left_seconds"]) == (2678.4, -0.6)
    assert [line["kind"] for line in values["lines"]] == ["up", "down", "up", "down", "up"]
    assert values["lines"][1]["start_at"] == "2026-03-03T10:00:00Z"
    lines = slm("--data", told.root, "explain", "service", "Shop", "--month", "2026-03").out
    assert lines.startswith("Shop · Contoso, March 2026: missed\n")
    assert "99.89997\u00a0%, target 99.9\u00a0%" in lines
    assert "  Down in all: 44 min 39 s (UTC time)" in lines


def test_last_closed_month_when_none_is_named(told: DataFolder, slm: Slm) -> None:
    found = slm("--data", told.root, "explain", "service", "Desk", "--json").values
    assert (found["month"], found["zone"]) == ("2026-03", "Europe/Berlin")
    assert found["availability_measured"] == found["availability"] < 0.995


def test_service_without_a_target_when_it_is_explained(told: DataFolder, slm: Slm) -> None:
    found = slm("--data", told.root, "explain", "service", "Mail", "--month", "2026-02", "--json")
    assert (found.values["verdict"], found.values["allowed_seconds"]) == ("no target", None)
    assert found.values["down_seconds"] == 1
    shown = slm("--data", told.root, "explain", "service", "Mail", "--month", "2026-02").out
    assert "99.999\u00a0%" in shown
    assert "100" not in shown.splitlines()[1]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("Ghost",), "No outage and no check tells of a service 'Ghost'."),
        (("Shop", "--customer", "Fabrikam"), "'Fabrikam' does not have Shop."),
        (("Shop", "--month", "2020-01"), "Shop · Contoso is not counted in January 2020."),
        (("Shop", "--month", "March"), "'March' is not a month."),
    ],
)
def test_nothing_is_explained_when_the_question_is_wrong(
    told: DataFolder, slm: Slm, asked: tuple[str, ...], words: str
) -> None:
    said = slm("--data", told.root, "explain", "service", *asked)
    assert said.code == 2
    assert words in said.err


@pytest.mark.usefixtures("in_process")
def test_service_of_several_customers_asks_whose(store: DataFolder, slm: Slm) -> None:
    others = [outage(20, "Shop", "2026-03-05 10:00:00", "2026-03-05 11:00:00", customer="Fabrikam")]
    uptime_store(store, [*OUTAGES, *others])
    said = slm("--data", store.root, "explain", "service", "Shop")
    assert said.code == 2
    assert "Say --customer, one of: Contoso and Fabrikam." in said.err
    found = slm("--data", store.root, "explain", "service", "Shop", "--customer", "Fabrikam",
                "--json").values  # fmt: skip
    assert found["down_seconds"] == 3600
