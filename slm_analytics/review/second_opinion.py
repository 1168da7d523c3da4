"""Second opinion: what tools say of tickets against what was recomputed, and why it differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.domain.variation import Difference
from slm_analytics.metrics.catalogue import metric
from slm_analytics.metrics.compute import compute
from slm_analytics.metrics.metric import Metric
from slm_analytics.metrics.statement import rows_statement
from slm_analytics.review.coverage import coverage
from slm_analytics.review.opinion_words import (
    Fields,
    classes_title,
    dues_title,
    fields_title,
    grid_title,
    headline,
    subline,
)
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse

LISTED = 500
_SAME = 4  # the band of due times that are the same within a minute
BANDS = (
    "over 7 days earlier", "1 to 7 days earlier", "1 h to 1 day earlier", "1 to 60 min earlier",
    "the same, within a minute", "1 to 60 min later", "1 h to 1 day later", "1 to 7 days later",
    "over 7 days later",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondOpinion:
    """The section.

    Attributes:
        month, span: what it is about: the months up to `month`.
        headline, subline, fields_title, classes_title, grid_title, dues_title: sentences.
        fields: the four-field table.
        classes: differing verdicts, commonest first: `difference`, `tickets`, `proven`
            (the tool's own due time comes out too), `tool_met` (the tool says met), `words`.
        cells: agreement by `service` (None: none) and `month`: `numerator`, `denominator`.
        dues: due times of the tool against ours: one row per band of `BANDS`: `tickets`.
        due_classes: differing due times, commonest first: `difference`, `tickets`.
        left_out: tickets with a word of the tool that have no place in the table, by reason.
        is_agreed: whether any target of resolution is agreed.
    """

    month: Month
    span: tuple[Month, ...]
    headline: str
    subline: str
    fields_title: str
    classes_title: str
    grid_title: str
    dues_title: str
    fields: Fields
    classes: pd.DataFrame
    cells: pd.DataFrame
    dues: pd.DataFrame
    due_classes: pd.DataFrame
    left_out: dict[str, int]
    is_agreed: bool


def agreement() -> Metric:
    """Return the metric behind the section."""
    return metric("tool_agreement")


def second_opinion(warehouse: Warehouse, scope: Scope, month: Month, months: int) -> SecondOpinion:
    """Read the section over `months` up to `month`; the period of `scope` is not used."""
    first = coverage(warehouse).first
    start = max(month.plus(1 - months), min(first or month, month))
    span = Period.of_months(start, month)
    over = scope.over(span)
    fields = _fields(_asked(warehouse, "opinion_counts", over))
    classes = _classes(_asked(warehouse, "opinion_classes", over))
    bands = _asked(warehouse, "opinion_dues", over)
    dues = bands.groupby("band")["tickets"].sum().reindex(range(len(BANDS)), fill_value=0)
    cells = compute(warehouse, agreement(), over, [Dimension.SERVICE, Dimension.MONTH])
    left_out = _asked(warehouse, "opinion_left_out", over)
    agreed = warehouse.query(statement("targets_of_resolution"))["n"].iloc[0]
    return SecondOpinion(
        month=month,
        span=span.months,
        headline=headline(fields),
        subline=subline(fields, span),
        fields_title=fields_title(fields),
        classes_title=classes_title(classes),
        grid_title=grid_title(cells),
        dues_title=dues_title(int(dues[_SAME]), int(dues.sum())),
        fields=fields,
        classes=classes,
        cells=cells,
        dues=dues.reset_index(),
        due_classes=_due_classes(bands),
        left_out={str(row["reason"]): int(row["tickets"]) for row in left_out.to_dict("records")},
        is_agreed=bool(agreed),
    )


def differing_tickets(
    warehouse: Warehouse, scope: Scope, difference: str = "", limit: int | None = LISTED
) -> pd.DataFrame:
    """Return the tickets whose verdicts differ, those that ended last first.

    Returns:
        One row per ticket: system, ticket_id, short_description, customer,
        service, priority, ended_at (UTC), tool_made, made (ours), over_seconds
        (elapsed beyond the target, service time), due_later_seconds (tool's
        due time after ours), difference (class), words (what the tool does
        otherwise), is_proven, zone.
    """
    window = "" if limit is None else f"LIMIT {int(limit)}"
    return _asked(warehouse, "opinion_list", scope, {"class": difference or None}, window=window)


def _asked(
    warehouse: Warehouse,
    name: str,
    scope: Scope,
    more: dict[str, object] | None = None,
    **slots: str,
) -> pd.DataFrame:
    common, parameters = rows_statement(agreement(), scope)
    return warehouse.query(f"{common}\n{statement(name, **slots)}", {**parameters, **(more or {})})


def _fields(rows: pd.DataFrame) -> Fields:
    found = {(bool(row["tool_made"]), bool(row["made"])): int(row["tickets"])
             for row in rows.to_dict("records")}  # fmt: skip
    return Fields(
        both_met=found.get((True, True), 0),
        only_tool_met=found.get((True, False), 0),
        only_we_met=found.get((False, True), 0),
        both_missed=found.get((False, False), 0),
    )


def _classes(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the classes, each once, with what tools do otherwise in the order of counts."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows.to_dict("records"):
        name = str(row["difference"])
        each = found.setdefault(
            name, {"difference": name, "tickets": 0, "proven": 0, "tool_met": 0, "words": ()}
        )
        for count in ("tickets", "proven", "tool_met"):
            each[count] += int(row[count])
        if isinstance(row["words"], str):
            each["words"] = (*each["words"], row["words"])
    order = list(Difference)
    rank = sorted(
        found.values(), key=lambda each: (-each["tickets"], order.index(each["difference"]))
    )
    columns = ["difference", "tickets", "proven", "tool_met", "words"]
    return pd.DataFrame(rank, columns=columns)


def _due_classes(bands: pd.DataFrame) -> pd.DataFrame:
    known = bands.dropna(subset=["due_difference"])
    counts = known.groupby("due_difference")["tickets"].sum().sort_values(ascending=False)
    return pd.DataFrame({"difference": counts.index, "tickets": counts.to_numpy()})
