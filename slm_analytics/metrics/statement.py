"""Composing the statement of a figure: the one place where limits meet a metric's SELECT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.scope import NONE, Dimension, Event, Scope
from slm_analytics.metrics.metric import Metric

_COLUMNS = {Dimension.GROUP: "assignment_group"}
Parameters = dict[str, object]


@dataclass(frozen=True, slots=True)
class Instants:
    """The instants a standing figure is counted at: months with their ends, and the as-of time.

    Without months the figure is counted once, at the end of `period`, or at
    `as_of` when the period is open or absent.
    """

    as_of: datetime
    months: tuple[Month, ...] = ()
    period: Period | None = None


def column_of(dimension: Dimension) -> str:
    """Return the column of a mart that holds a dimension."""
    return _COLUMNS.get(dimension, dimension.value)


def event_of(metric: Metric, scope: Scope) -> Event:
    """Return the event whose date counts: the scope's, else the metric's own."""
    return scope.month_of or metric.event


def render(
    metric: Metric, scope: Scope, by: Sequence[Dimension] = (), instants: Instants | None = None
) -> tuple[str, Parameters]:
    """Return the statement that `compute` runs, and its parameters.

    The period and the limits are applied here, once, so that no metric can
    disagree about which end of a month is open.
    """
    common, parameters = rows_statement(metric, scope, instants)
    keys = ", ".join(column_of(dimension) for dimension in by) or "everything"
    body = metric.sql.rstrip(";\n ").replace("{dimensions}", keys)
    order = ", ".join(f"{column_of(dimension)} NULLS LAST" for dimension in by) or "everything"
    return f"{common}\n{body}\nORDER BY {order}", parameters


def rows_statement(
    metric: Metric, scope: Scope, instants: Instants | None = None
) -> tuple[str, Parameters]:
    """Return the beginning of the statement: `limited` (all rows in the limits, each with
    `excluded_because`) and `scoped` (those that count), and its parameters.
    """
    limits, parameters = _limits(scope)
    month = f"date_trunc('month', {event_of(metric, scope).value}_on)"
    source = f"FROM {metric.mart}"
    if metric.at_instant:
        month = "instants.month"
        source += " CROSS JOIN instants"
        limits.append(_STANDING)
    elif scope.period is not None:
        event = event_of(metric, scope).value
        limits.append(f"{event}_on >= $start AND {event}_on < $until")
        parameters |= {"start": scope.period.start, "until": scope.period.until}
    before = ""
    if metric.at_instant:
        values, more = _instant_values(instants)
        before = f"instants AS ({values}),\n"
        parameters |= more
    where = f" WHERE {' AND '.join(limits)}" if limits else ""
    hit = f"({metric.hit})" if metric.hit else "NULL"
    statement = (
        f"WITH {before}limited AS (\n"  # noqa: S608  our own files and closed lists
        f"    SELECT {metric.mart}.*, {month} AS month, 'all' AS everything, {hit} AS hit,\n"
        f"        {_exclusion(metric)} AS excluded_because\n"
        f"    {source}{where}\n),\n"
        "scoped AS (SELECT * FROM limited WHERE excluded_because IS NULL)"
    )
    return statement, parameters


_STANDING = """
    CASE WHEN instants.as_of IS NULL
        THEN opened_on < instants.until_on
            AND (ended_on IS NULL OR ended_on >= instants.until_on)
        ELSE opened_at <= instants.as_of
            AND (ended_at IS NULL OR ended_at > instants.as_of)
    END"""


def _limits(scope: Scope) -> tuple[list[str], Parameters]:
    conditions: list[str] = []
    parameters: Parameters = {}
    for dimension, allowed in scope.only:
        column = column_of(dimension)
        named = {
            f"{dimension.value}_{place}": value
            for place, value in enumerate(each for each in allowed if each != NONE)
        }
        choices = []
        if named:
            choices.append(f"{column} IN ({', '.join(f'${key}' for key in named)})")
        if NONE in allowed:
            choices.append(f"{column} IS NULL")
        conditions.append(f"({' OR '.join(choices)})")
        parameters |= named
    return conditions, parameters


def _exclusion(metric: Metric) -> str:
    if not metric.excluded:
        return "NULL"
    cases = " ".join(
        f"WHEN {condition} THEN '{reason}'" for reason, condition in metric.excluded.items()
    )
    return f"CASE {cases} END"


def _instant_values(instants: Instants | None) -> tuple[str, Parameters]:
    """Return the rows (month, until_on, as_of) of a standing figure, as a SELECT."""
    if instants is None:
        raise ValueError("a standing figure needs its instants")
    rows: list[tuple[date | None, date | None, datetime | None]] = []
    if instants.months:
        for month in instants.months:
            end = month.plus(1).first
            rows.append(_instant(month.first, end, instants.as_of))
    elif instants.period is not None:
        rows.append(_instant(None, instants.period.until, instants.as_of))
    else:
        rows.append((None, None, instants.as_of))
    parameters: Parameters = {}
    selects = []
    for place, (month_first, until_on, as_of) in enumerate(rows):
        keys = {f"m{place}": month_first, f"u{place}": until_on, f"a{place}": as_of}
        parameters |= keys
        selects.append(
            f"SELECT $m{place}::DATE AS month, $u{place}::DATE AS until_on,"
            f" $a{place}::TIMESTAMP AS as_of"
        )
    return " UNION ALL ".join(selects), parameters


def _instant(
    month: date | None, end: date, as_of: datetime
) -> tuple[date | None, date | None, datetime | None]:
    """Return one row: the civil end of a past period, the as-of time of a running one."""
    return (month, end, None) if end <= as_of.date() else (month, None, as_of)
