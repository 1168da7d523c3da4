"""What every declared metric must keep, whichever it is: one suite over the whole folder."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.domain.unit import Unit, figure_text
from slm_analytics.errors import MetricError
from slm_analytics.metrics import catalogue as catalogue_module
from slm_analytics.metrics.catalogue import catalogue, metric
from slm_analytics.metrics.compute import compute, instants_of
from slm_analytics.metrics.metric import Metric, read_metric
from slm_analytics.metrics.receipt import receipt
from slm_analytics.metrics.statement import column_of, dimensions_of, render, rows_statement
from slm_analytics.review.tickets import Verdict, Which, ticket_groups, ticket_list
from slm_analytics.warehouse.connection import DuckDbWarehouse

EVERY = pytest.mark.parametrize("name", list(catalogue()))
OF_TICKETS = pytest.mark.parametrize(
    "name", [name for name, each in catalogue().items() if each.of_tickets]
)
FOLDER = Path(catalogue_module.__file__).parent / "definitions"
SCOPES = {
    "all": Scope(),
    "one month": Scope(period=Period.of_months(Month(2026, 3), Month(2026, 3))),
    "a quarter of one service": Scope(
        period=Period.of_months(Month(2026, 1), Month(2026, 3))
    ).limited(Dimension.SERVICE, ("VPN access", "Mail")),
    "half a month": Scope(
        period=Period(Month(2026, 3).first, Month(2026, 3).first.replace(day=16))
    ),
}
STORES = ("worked", "sample")
_OF_TICKETS = [
    each for each in dimensions_of(metric("tickets_opened")) if each is not Dimension.MONTH
]


def totals(frame: pd.DataFrame, declared: Metric) -> tuple[float, ...]:
    """What the rows of a frame add up to: numerator and denominator, or only n."""
    if not declared.additive:
        return (frame["n"].sum(),)
    if declared.is_sum:
        return (frame["numerator"].sum(),)
    return (frame["numerator"].sum(), frame["denominator"].sum())


@EVERY
def test_a_declaration_says_all_a_reader_needs_when_it_is_read(name: str) -> None:
    declared = metric(name)
    assert re.fullmatch(r"[a-z][a-z0-9_]*", declared.name)
    assert declared.title[0] == declared.title[0].upper()
    assert not declared.title.endswith(".")
    assert declared.definition.endswith(".")
    assert len(declared.definition) > 40
    assert declared.practice
    assert declared.source
    assert (declared.hit != "") == (declared.unit is Unit.SHARE)
    assert (declared.warn_below > 0) == (not declared.is_sum)
    assert declared.additive or declared.unit is not Unit.COUNT
    assert all(reason and condition for reason, condition in declared.excluded.items())


def test_every_file_is_a_metric_of_its_own_when_the_folder_is_scanned() -> None:
    paths = list(FOLDER.glob("**/*.sql"))
    assert len(paths) == len(catalogue()) == 32
    assert {path.stem for path in paths} == set(catalogue())
    assert len({declared.title for declared in catalogue().values()}) == len(paths)


@EVERY
def test_a_statement_is_plain_sql_over_the_scoped_rows_when_it_is_declared(name: str) -> None:
    sql = metric(name).sql
    assert set(re.findall(r"{(\w+)}", sql)) == {"dimensions"}
    assert re.findall(r"\bFROM (\w+)", sql) == ["scoped"]
    assert not re.search(r"GROUP BY ALL|PIVOT|ASOF|SELECT \*|;.", sql)


@pytest.mark.parametrize("store", STORES)
@EVERY
def test_a_statement_yields_the_declared_columns_when_it_runs(
    request: pytest.FixtureRequest, store: str, name: str
) -> None:
    warehouse, declared = request.getfixturevalue(store), metric(name)
    by = [Dimension.SERVICE, Dimension.MONTH]
    instants = instants_of(warehouse, Scope(), by) if declared.at_instant else None
    statement, parameters = render(declared, Scope(), by, instants)
    yields = ["numerator"] if declared.is_sum else ["numerator", "denominator"]
    yields = yields if declared.additive else ["value", "n"]
    yields += ["n"] if declared.unit is Unit.SHARE_OF_TIME or not declared.of_tickets else []
    frame = warehouse.query(statement, parameters)
    assert list(frame.columns) == [column_of(dimension) for dimension in by] + yields


@pytest.mark.parametrize("store", STORES)
@EVERY
def test_the_parts_add_up_to_the_whole_when_split_by_any_dimension(
    request: pytest.FixtureRequest, store: str, name: str
) -> None:
    warehouse, declared = request.getfixturevalue(store), metric(name)
    wholes = [totals(compute(warehouse, declared, scope), declared) for scope in SCOPES.values()]
    turn = list(catalogue()).index(name)
    for place, dimension in enumerate(dimensions_of(declared)):
        if declared.at_instant and dimension is Dimension.MONTH:
            continue  # what stands open at two instants cannot be added
        at = (turn + place + STORES.index(store)) % len(SCOPES)  # each in turn, over all metrics
        frame = compute(warehouse, declared, list(SCOPES.values())[at], [dimension])
        assert totals(frame, declared) == pytest.approx(wholes[at]), (at, dimension)
        assert frame[dimension.value].is_unique
        assert frame.columns[0] == dimension.value
        assert (frame["n"] > 0).all()


@EVERY
def test_the_parts_add_up_to_the_whole_when_split_by_any_two_dimensions(
    worked: DuckDbWarehouse, name: str
) -> None:
    declared = metric(name)
    by_month = compute(worked, declared, Scope(), [Dimension.MONTH])
    whole = totals(compute(worked, declared, Scope()), declared)
    turn = list(catalogue()).index(name)
    for pair in list(combinations(dimensions_of(declared), 2))[turn % 4 :: 4]:  # in turn, as above
        frame = compute(worked, declared, Scope(), pair)
        assert not frame.duplicated([dimension.value for dimension in pair]).any()
        months = declared.at_instant and Dimension.MONTH in pair
        expected = totals(by_month, declared) if months else whole
        assert totals(frame, declared) == pytest.approx(expected), pair


@EVERY
def test_a_month_of_a_list_is_the_month_alone_when_split_by_month(
    sample: DuckDbWarehouse, name: str
) -> None:
    declared = metric(name)
    frame = compute(sample, declared, Scope(), [Dimension.MONTH]).dropna(subset=["month"])
    for day in list(frame["month"])[::6]:
        month = Month.of(day)
        alone = compute(sample, declared, Scope(period=Period.of_months(month, month))).iloc[0]
        row = frame[frame["month"] == day].iloc[0]
        for column in ("numerator", "denominator", "n", "value", "low", "high"):
            assert row[column] == pytest.approx(alone[column], nan_ok=True), (month, column)


@EVERY
def test_a_value_lies_where_it_can_when_it_is_a_figure(sample: DuckDbWarehouse, name: str) -> None:
    declared = metric(name)
    frame = compute(sample, declared, Scope(), [Dimension.SERVICE, Dimension.MONTH])
    nothing = frame["answer"] == declared.nothing if declared.nothing else frame["value"].isna()
    assert ((frame["answer"] == "figure") | nothing).all()
    assert frame.loc[frame["answer"] == "figure", "value"].notna().all()
    figures = frame.loc[frame["answer"] == "figure", "value"]
    assert (figures >= 0).all() or name == "error_budget_left"  # more is used than is allowed
    if declared.unit is Unit.SHARE:
        assert (frame["value"] == frame["numerator"] / frame["denominator"]).all()
        assert (frame["low"] <= frame["value"]).all()
        assert (frame["value"] <= frame["high"]).all()
        assert frame["high"].max() <= 1
        assert frame["low"].min() >= 0
    else:
        assert frame[["low", "high"]].isna().all(axis=None)


@pytest.mark.parametrize("store", STORES)
@EVERY
def test_every_row_in_the_limits_is_counted_or_left_out_for_a_reason(
    request: pytest.FixtureRequest, store: str, name: str
) -> None:
    warehouse, declared = request.getfixturevalue(store), metric(name)
    for scope in SCOPES.values():
        told = receipt(warehouse, declared, scope)
        instants = instants_of(warehouse, scope, ()) if declared.at_instant else None
        common, parameters = rows_statement(declared, scope, instants)
        rows = warehouse.query(f"{common} SELECT count(*) AS n FROM limited", parameters)
        assert (told.n or 0) + sum(told.left_out.values()) == rows["n"].item()
        assert set(told.left_out) <= set(declared.excluded)


@pytest.mark.parametrize("store", STORES)
@EVERY
def test_a_receipt_tells_the_figure_it_belongs_to(
    request: pytest.FixtureRequest, store: str, name: str
) -> None:
    warehouse, declared = request.getfixturevalue(store), metric(name)
    for scope in SCOPES.values():
        told, row = receipt(warehouse, declared, scope), compute(warehouse, declared, scope).iloc[0]
        for column in ("numerator", "denominator", "n", "value", "low", "high"):
            said = getattr(told, column)
            assert row[column] == pytest.approx(np.nan if said is None else said, nan_ok=True)
        nothing = declared.nothing and row["answer"] == declared.nothing
        expected = declared.nothing if nothing else figure_text(row["value"], declared.unit)
        assert told.text.startswith(expected)
        assert told.answer == row["answer"]
        assert told.limits == {key.value: list(values) for key, values in scope.only}
        lines = dict(told.lines())
        assert lines["Definition"] == declared.definition
        assert lines["Counted"]


@pytest.mark.parametrize("store", STORES)
@OF_TICKETS
def test_the_list_behind_a_figure_has_exactly_the_tickets_it_counts(
    request: pytest.FixtureRequest, store: str, name: str
) -> None:
    warehouse, declared = request.getfixturevalue(store), metric(name)
    for scope in list(SCOPES.values())[1:] if store == "sample" else SCOPES.values():
        row = compute(warehouse, declared, scope).iloc[0]
        listed = ticket_list(warehouse, declared, scope, limit=None)
        assert listed.total == len(listed.rows) == row["n"]
        clocks = ["holder", "cycle"] if "cycle" in listed.rows else []
        assert not listed.rows.duplicated(["system", "ticket_id", *clocks]).any()
        if declared.hit:
            hits = ticket_list(
                warehouse, declared, scope, which=Which(verdict=Verdict.HIT), limit=None
            )
            misses = ticket_list(
                warehouse, declared, scope, which=Which(verdict=Verdict.MISS), limit=None
            )
            assert hits.total == row["numerator"]
            assert hits.total + misses.total == listed.total


@pytest.mark.parametrize("name", ["tickets_opened", "tickets_resolved", "time_to_resolve_median"])
@pytest.mark.parametrize("by", _OF_TICKETS)
def test_median_of_every_group_is_the_metric_of_that_name(
    sample: DuckDbWarehouse, by: Dimension, name: str
) -> None:
    """Over the same tickets: the month is that of the listed figure's event."""
    declared, median = metric(name), metric("time_to_resolve_median")
    for scope in SCOPES.values():
        groups = ticket_groups(sample, declared, scope, by, Which())
        shown = dict(zip(groups[by.value], groups["median_hours"], strict=True))
        figures = compute(sample, median, replace(scope, month_of=declared.event), [by])
        expected = dict(zip(figures[by.value], figures["value"], strict=True))
        assert {key for key, value in shown.items() if not pd.isna(value)} == set(expected)
        for key, value in expected.items():
            assert shown[key] == pytest.approx(value), (scope, key)


@EVERY
def test_there_is_no_figure_when_the_store_is_empty(empty: DuckDbWarehouse, name: str) -> None:
    for scope in SCOPES.values():
        row = compute(empty, metric(name), scope).iloc[0]
        assert pd.isna(row[["value", "low", "high"]]).all()
        assert row["answer"] == "no data"
        told = receipt(empty, metric(name), scope)
        assert (told.text, told.counted(), told.as_of) == ("–", "nothing to count", "")
        assert dict(told.lines())["As of"] == "nothing is loaded"
        if metric(name).of_tickets:
            assert ticket_list(empty, metric(name), scope).total == 0
    for dimension in dimensions_of(metric(name)):
        assert compute(empty, metric(name), Scope(), [dimension]).empty


def test_what_only_clocks_have_is_refused_when_tickets_are_counted(worked: DuckDbWarehouse) -> None:
    opened = metric("tickets_opened")
    for dimension in (Dimension.HOLDER, Dimension.TARGET):
        with pytest.raises(MetricError, match=f"limited to a {dimension.value}"):
            compute(worked, opened, Scope(), [dimension])
        with pytest.raises(MetricError, match="'Tickets opened' cannot be split"):
            receipt(worked, opened, Scope().limited(dimension, ("x",)))
        assert not compute(worked, metric("resolution_compliance"), Scope(), [dimension]).empty


HEADER = """/*---
title = "T"
definition = "D"
practice = "p"
mart = "ticket_fact"
event = "opened"
unit = "count"
better = "lower"
source = "s"
{more}
---*/
SELECT {{dimensions}}, count(*) AS numerator FROM scoped GROUP BY {{dimensions}}
"""


def test_a_declaration_is_read_when_its_header_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "volumes" / "some_name.sql"
    path.parent.mkdir()
    path.write_text(HEADER.format(more=""), encoding="utf-8")
    declared = read_metric(path)
    assert (declared.name, declared.subject, declared.unit) == ("some_name", "volumes", Unit.COUNT)
    assert declared.sql.startswith("SELECT {dimensions}")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT 1",
        HEADER.format(more="").replace('title = "T"\n', ""),
        HEADER.format(more='titel = "T"'),
        HEADER.format(more="").replace('"count"', '"euros"'),
        HEADER.format(more="").replace('"opened"', '"closed"'),
        HEADER.format(more="").replace('"lower"', '"up"'),
        HEADER.format(more="").replace('"ticket_fact"', '"a; DROP TABLE b"'),
        HEADER.format(more="").replace('mart = "ticket_fact"', "mart = 3"),
        HEADER.format(more="= = ="),
    ],
)
def test_a_declaration_is_refused_by_name_when_its_header_is_not(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.sql"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MetricError, match=r"x\.sql"):
        read_metric(path)


def test_a_reason_may_hold_an_apostrophe_when_it_is_written_for_people(
    worked: DuckDbWarehouse, tmp_path: Path
) -> None:
    path = tmp_path / "x.sql"
    more = '[excluded]\n"the tool\'s own ticket" = "priority = \'P1\'"'
    path.write_text(HEADER.format(more=more), encoding="utf-8")
    assert receipt(worked, read_metric(path), Scope()).left_out == {"the tool's own ticket": 3}


def test_a_metric_is_refused_with_the_known_ones_when_there_is_none_of_that_name() -> None:
    with pytest.raises(MetricError, match="There is no metric 'backlogg'") as caught:
        metric("backlogg")
    assert "backlog, " in caught.value.remedy
