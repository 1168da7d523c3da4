"""What backs promises: the cases of chains.toml, the words, and what each came to in a month."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from slm_analytics.domain.period import Month
from slm_analytics.domain.service_level import State
from slm_analytics.register.agreements import support_of
from slm_analytics.register.check import check, is_refused
from slm_analytics.register.in_force import rules_from
from slm_analytics.register.rows import register_from
from slm_analytics.review.chain import Backing, Chain, chains
from slm_analytics.review.chain_words import case_words, headline, legs_words, sum_words
from slm_analytics.review.held import backed, chain_rows, held_rows, held_times
from slm_analytics.review.scorecard import scorecard
from slm_analytics.settings import DataFolder
from tests.warehouse.stores import table, warehouse_of

CASES = tomllib.loads(Path(__file__).with_name("chains.toml").read_text("utf-8"))["case"]
ON = date(2026, 1, 5)
_CALENDARS: dict[str, list[dict[str, str]]] = {
    "calendars": [
        {"calendar_id": "always", "timezone": "UTC", "always_open": "yes"},
        {"calendar_id": "office", "timezone": "UTC", "name": "Office hours"},
        {"calendar_id": "late", "timezone": "UTC"},
    ],
    "hours": [
        {"calendar_id": "office", "weekday": "mon-fri", "opens": "08:00", "closes": "18:00"},
        {"calendar_id": "late", "weekday": "mon-fri", "opens": "12:00", "closes": "20:00"},
    ],
}


def chains_of(case: dict[str, Any], on: date = ON) -> tuple[Chain, ...]:
    register = register_from(
        {
            **_CALENDARS,
            "service_levels": case["levels"],
            "targets": case["targets"],
            "supports": case["supports"],
        }
    )
    assert not is_refused(check(register))
    rules = rules_from(register)
    return chains(rules, rules.levels, [support_of(row) for row in register["supports"]], on)


def hours(seconds: int) -> str:
    assert seconds % 3600 == 0
    return str(seconds // 3600)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_chains_are_as_worked_out_by_hand(case: dict[str, Any]) -> None:
    told = []
    for chain in sorted(chains_of(case), key=lambda each: each.level.level_id):
        for one in chain.cases:
            came = ""
            if one.agreed and one.run:
                came = f"{hours(one.run.seconds)} of {hours(one.agreed.seconds)}"
            told.append(
                [chain.level.level_id, case_words(one), one.backing.value, legs_words(one), came]
            )
    wanted = [
        [cell.strip() for cell in line.split("|")] for line in case["expect"].strip().splitlines()
    ]
    assert told == wanted


def test_words_say_what_was_converted_and_when_the_longest_run_begins() -> None:
    case = next(each for each in CASES if "weekend" in each["name"])
    (chain,) = chains_of(case)
    (one,) = chain.cases
    calendars = {"always": ("Around the clock", "UTC"), "office": ("Office hours", "UTC")}
    assert sum_words(chain.level, one, calendars) == (
        "Counted in Around the clock, the hours of the promise. Office hours differ: every start"
        " of twelve months was run through, and the longest takes 72 h (begun just after Fri 09 Jan"
        " 2026 08:00); agreed 48 h."
    )
    assert headline(chains_of(case)) == "0 of 1 promise are backed in time"


def test_a_longer_backing_never_fits_better() -> None:
    case = dict(CASES[0])
    for length in range(1, 12):
        desk = {**case["levels"][1], "conditions": f"90 % in {length} h"}
        case["levels"] = [case["levels"][0], desk, *case["levels"][2:]]
        ((one,),) = (chain.cases for chain in chains_of(case))
        assert one.run is not None
        assert one.run.seconds == (length + 7) * 3600
        assert (one.backing is Backing.FITS) == (length <= 1)


def test_promises_of_the_sample_that_nobody_backs(sample_folder: DataFolder) -> None:
    told = backed(warehouse_of(sample_folder), date(2026, 11, 22))
    assert [each.level.level_id for each in told.chains if not each.is_backed] == [
        "Halvorsen Data warehouse"
    ]
    late = [each.level.level_id for each in told.chains if each.backing is Backing.TOO_LONG]
    assert late == ["Nordlicht VPN access"]
    rows = chain_rows(told).frame
    vpn = rows[rows["Line"] == "Nordlicht VPN access"]
    assert list(vpn["Backing"]) == ["takes too long"] * 3 + ["fits"]


def test_time_held_is_that_of_the_clocks_of_the_holders(sample_folder: DataFolder) -> None:
    found = {each.level.level_id: each for each in held_times(
        warehouse_of(sample_folder), Month(2026, 10)
    )}  # fmt: skip
    network = found["OLA Network VPN"]
    clocks = table(sample_folder, "clock_fact")
    clocks = clocks[(clocks["clock"] == "holding") & (clocks["holder"] == "Network")]
    mine = [
        row
        for row in clocks.to_dict("records")
        if row["answer"] in ("met", "missed") and f"{row['stopped_on']:%Y-%m}" == "2026-10"
        and not row["is_cancelled"] and not row["is_duplicate"] and pd.isna(row["parent_id"])
        and row["customer"] == "Nordlicht Versicherung AG" and row["service"] == "VPN access"
    ]  # fmt: skip
    assert network.of == len(mine) > 0
    assert network.within == sum(row["answer"] == "met" for row in mine)
    assert network.hours == pytest.approx(sum(row["elapsed_seconds"] for row in mine) / 3600)
    assert network.state is State.MISSED
    assert found["UC Telvia VPN"].state is State.NOT_MEASURED
    assert len(held_rows(tuple(found.values())).frame) == len(found)


def test_scorecards_of_customers_have_no_line_of_a_group(sample_folder: DataFolder) -> None:
    card = scorecard(warehouse_of(sample_folder), (), Month(2026, 10))
    assert {line.level.kind.value for line in card.lines} == {"SLA"}
