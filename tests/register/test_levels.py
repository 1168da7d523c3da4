"""Service levels as they stand in cells: what is understood, and what is said of it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from slm_analytics.domain.service_level import (
    Condition,
    Counting,
    LevelClass,
    LevelKind,
    Measure,
    ServiceLevel,
    SmallVolume,
    Window,
)
from slm_analytics.domain.target import ClockKind
from slm_analytics.register.cell import Fault, understood
from slm_analytics.register.check import check
from slm_analytics.register.check_strangers import KnownNames
from slm_analytics.register.level_sheet import SERVICE_LEVELS
from slm_analytics.register.levels import levels_from
from slm_analytics.register.rows import Register, register_from
from slm_analytics.register.tables import SHEETS


def register(*rows: dict[str, str]) -> Register:
    return register_from({"service_levels": rows})


def codes(*rows: dict[str, str], known: KnownNames | None = None) -> list[str]:
    return [each.code for each in check(register(*rows), known or KnownNames())]


@pytest.mark.parametrize(
    ("column", "written", "kept"),
    [
        ("conditions", "90% within 8 hours; 100 % in 1440 min", "90 % in 8 h; 100 % in 24 h"),
        ("conditions", "99,5 %", "99.5 %"),
        ("conditions", 0.95, "95 %"),  # as Excel holds a percentage
        ("conditions", "95 % in target", "95 %"),
        ("expected", "4 h 30 min", "270 min"),
        ("expected", 12, "12"),
        ("services", "Mail ; VPN access;; Mail", "Mail; VPN access"),
        ("priorities", "p2, P1", "P1, P2"),
        ("period", "Contract year", "contract year"),
    ],
)
def test_cells_are_understood(column: str, written: object, kept: str) -> None:
    assert understood(SERVICE_LEVELS.column(column), written) == kept


@pytest.mark.parametrize(
    ("column", "written"),
    [
        ("conditions", "8 h"),
        ("conditions", "90 % in 8 h, then 100 %"),
        ("conditions", "101 %"),
        ("conditions", "0 %"),
        ("conditions", "95 % in 2 d"),
        ("expected", "2 d"),
        ("expected", "soon"),
        ("period", "fortnight"),
        ("class", "vital"),
    ],
)
def test_other_cells_are_refused_with_what_to_write(column: str, written: object) -> None:
    found = understood(SERVICE_LEVELS.column(column), written)
    assert isinstance(found, Fault)
    assert found.remedy.startswith("Write")


def test_blank_cells_are_the_defaults() -> None:
    (level,) = levels_from(register({"level_id": "L", "conditions": "95 %"}))
    assert level == ServiceLevel(
        level_id="L", name="L", conditions=(Condition(share=Fraction(95, 100)),),
        months=3, least=5, is_percentage=True, line=2,
    )  # fmt: skip
    assert (level.measure, level.clock) == (Measure.SHARE, ClockKind.RESOLUTION)
    assert (level.window, level.counting) == (Window.MONTH, Counting.USUAL)
    assert (level.small_volume, level.level_class) == (SmallVolume.STRICT, LevelClass.KEY)
    assert (level.kind, level.weight) == (LevelKind.SLA, 1)


def test_last_day_is_included() -> None:
    (level,) = levels_from(
        register({"level_id": "L", "conditions": "95 %", "valid_to": "2026-06-30"})
    )
    assert level.valid_until == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({}, "nothing_agreed"),
        ({"measure": "average"}, "nothing_agreed"),
        ({"measure": "average", "expected": "4"}, "number_without_unit"),
        ({"measure": "count", "expected": "4 h"}, "no_number"),
        ({"conditions": "95 %", "expected": "4 h"}, "not_looked_at"),
        ({"conditions": "95 %", "least": "5"}, "not_looked_at"),
        ({"conditions": "95 %", "months": "3"}, "not_looked_at"),
        ({"conditions": "95 %", "period": "rolling", "months": "0"}, "out_of_range"),
        ({"conditions": "95 %", "year_begins": "13"}, "out_of_range"),
        ({"conditions": "95 %", "kind": "OLA"}, "no_provider"),
        (
            {"conditions": "95 %", "valid_from": "2026-02-01", "valid_to": "2026-01-31"},
            "ends_before_it_begins",
        ),
        ({"conditions": "95 %", "customer": "Nobody"}, "unknown_name"),
        ({"conditions": "95 %", "services": "Mail; Fax"}, "unknown_name"),
    ],
)
def test_what_is_wrong_with_a_line_is_said(row: dict[str, str], code: str) -> None:
    known = KnownNames(customers=frozenset({"A"}), services=frozenset({"Mail"}))
    assert codes({"level_id": "L", **row}, known=known) == [code]


def test_versions_must_not_overlap_and_gaps_are_told() -> None:
    first = {"level_id": "L", "conditions": "95 %", "valid_to": "2026-06-30"}
    second = {"level_id": "L", "conditions": "97 %"}
    assert codes(first, {**second, "valid_from": "2026-07-01"}) == []
    assert codes(first, {**second, "valid_from": "2026-06-30"}) == ["versions_overlap"]
    assert codes(first, {**second, "valid_from": "2026-07-02"}) == ["versions_leave_a_gap"]
    assert codes(first, {**second, "level_id": "M"}) == []


def test_kinds_are_read() -> None:
    row = {"level_id": "U", "conditions": "90 %", "kind": "UC", "provider": "Acme",
           "class": "critical", "weight": "3", "period": "quarter", "year_begins": "2"}  # fmt: skip
    (level,) = levels_from(register(row))
    assert (level.kind, level.provider, level.weight) == (LevelKind.UC, "Acme", 3)
    assert (level.level_class, level.window) == (LevelClass.CRITICAL, Window.QUARTER)
    assert level.year_begins == 2


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"measure": "ratio", "expected": "5 %"}, "no_trait"),
        ({"measure": "ratio", "trait": "reopened", "expected": "8 h"}, "no_figure"),
        ({"measure": "ratio", "trait": "reopened", "expected": "5"}, "no_share"),
        ({"measure": "ratio", "trait": "reopened", "expected": "0.05"}, "read_as_share"),
        ({"measure": "ratio", "trait": "reopened", "expected": "5 %", "minimum": "5 %"},
         "minimum_not_below"),
        ({"measure": "monthly value", "expected": "8 h"}, "no_figure"),
        ({"measure": "monthly value", "expected": "99 %", "minimum": "98"}, "other_unit"),
        ({"measure": "monthly value", "expected": "99 %", "minimum": "99.5 %"},
         "minimum_not_below"),
        ({"measure": "monthly value", "expected": "99 %", "period": "quarter"}, "pooled_by_base"),
        ({"measure": "monthly value", "expected": "99 %", "clock": "response"}, "not_looked_at"),
        ({"measure": "delivered on time"}, "nothing_agreed"),
        ({"measure": "delivered on time", "conditions": "90 % in 8 h"}, "one_share"),
        ({"conditions": "95 %", "minimum": "96 %"}, "minimum_not_below"),
        ({"conditions": "95 %", "minimum": "8 h"}, "other_unit"),
        ({"conditions": "95 %", "trait": "reopened"}, "not_looked_at"),
        ({"measure": "average", "expected": "8 h", "minimum": "6 h"}, "minimum_not_below"),
        ({"measure": "average", "expected": "99 %"}, "number_without_unit"),
        ({"measure": "count", "expected": "2.5"}, "no_number"),
    ],
)  # fmt: skip
def test_measures_that_contradict_themselves_are_told(row: dict[str, str], code: str) -> None:
    assert codes({"level_id": "L", **row}) == [code]


@pytest.mark.parametrize(
    ("measure", "sheet", "row", "code"),
    [
        ("monthly value", "monthly_values", {"level_id": "X"}, "unknown_line"),
        ("share", "monthly_values", {}, "other_measure"),
        ("share", "deliverables", {}, "other_measure"),
        ("monthly value", "monthly_values", {"value": "99"}, "other_unit"),
        ("monthly value", "monthly_values", {"value": "0.99"}, "read_as_share"),
        ("monthly value", "monthly_values", {"value": "99 %", "base": "10"},
         "percentage_with_base"),
        ("monthly value", "monthly_values", {"value": "99", "base": "0"}, "no_base"),
        ("monthly value", "monthly_values", {"evidence": ""}, "missing_cell"),
        ("delivered on time", "deliverables",
         {"delivered_on": "2026-03-04", "accepted_on": "2026-03-03"}, "accepted_before_delivered"),
    ],
)  # fmt: skip
def test_what_is_typed_in_is_checked(
    measure: str, sheet: str, row: dict[str, str], code: str
) -> None:
    agreed = {"expected": "99 %"} if measure == "monthly value" else {"conditions": "99 %"}
    usual = {
        "monthly_values": {"month": "2026-03", "value": "99 %", "evidence": "log"},
        "deliverables": {"deliverable": "Report", "due_on": "2026-03-05"},
    }[sheet]
    content = register_from(
        {
            "service_levels": [{"level_id": "L", "measure": measure, **agreed}],
            sheet: [{"level_id": "L", **usual, **row}],
        }
    )
    assert [each.code for each in check(content)] == [code]


@pytest.mark.parametrize(
    ("column", "written", "kept"),
    [
        ("value", "99,95%", "99.95 %"), ("value", 0.9995, "0.9995"), ("value", 4120, "4120"),
        ("value", "-3.50", "-3.5"), ("month", "2026-3", "2026-03"), ("month", "03/2026", "2026-03"),
        ("month", date(2026, 3, 1), "2026-03"), ("month", "2026-03-01", "2026-03"),
    ],
)  # fmt: skip
def test_figures_and_months_are_understood(column: str, written: object, kept: str) -> None:
    assert understood(SHEETS["monthly_values"].column(column), written) == kept


@pytest.mark.parametrize(
    ("column", "written"),
    [
        ("value", "1,234"), ("value", "four"), ("value", "1e3"), ("value", date(2026, 3, 1)),
        ("month", "March"), ("month", "2026-13"), ("month", date(2026, 3, 2)), ("month", "26-03"),
    ],
)  # fmt: skip
def test_other_figures_and_months_are_refused(column: str, written: object) -> None:
    found = understood(SHEETS["monthly_values"].column(column), written)
    assert isinstance(found, Fault)
    assert found.remedy.startswith("Write")


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"customer": "B"}, ["another_line"]),
        ({"counting": "decided"}, ["another_line"]),
        ({"clock": "response"}, ["another_line"]),
        ({"conditions": "90 %; 100 % in 24 h"}, ["conditions_differ"]),
        ({"conditions": "95 %", "period": "quarter", "class": "critical"}, []),
    ],
)
def test_versions_are_of_one_line(other: dict[str, str], told: list[str]) -> None:
    first = {"level_id": "L", "customer": "A", "conditions": "90 %", "valid_to": "2026-06-30"}
    second = {**first, "valid_from": "2026-07-01", "valid_to": "", **other}
    assert codes(first, second) == told


def test_conditions_stand_in_one_order_in_every_version() -> None:
    (level,) = levels_from(register({"level_id": "L", "conditions": "100 % in 24 h; 90 % in 8 h"}))
    assert [each.seconds for each in level.conditions] == [8 * 3600, 24 * 3600]
