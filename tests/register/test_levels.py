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
from slm_analytics.register.check import KnownNames, check
from slm_analytics.register.level_sheet import SERVICE_LEVELS
from slm_analytics.register.levels import levels_from
from slm_analytics.register.rows import Register, register_from


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
        months=3, least=5, line=2,
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
