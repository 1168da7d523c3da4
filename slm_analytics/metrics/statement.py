"""Composing the statement of a figure: the one place where limits meet a metric's SELECT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from slm_analytics.domain.period import Month
from slm_analytics.domain.scope import NONE, Dimension, Event, Scope
from slm_analytics.metrics.metric import Metric

_COLUMNS = {Dimension.GROUP: "assignment_group"}
Parameters = dict[str, object]


@dataclass(frozen=True, slots=True)
class Instants:
    """The instants a standing figure is counted at: each the end of its days, but at most `as_of`.

    Attributes:
        as_of: the instant that stands for now, UTC.
        ends: pairs of the month a figure is for (None: no month) and the civil
            day after its last (None: `as_of` alone). Empty: nothing is known.
    """

    as_of: datetime
    ends: tuple[tuple[Month | None, date | None], ...]


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


def occurrence(metric: Metric, scope: Scope) -> tuple[str, Parameters]:
    """Return a statement that counts the rows within each limit alone, and its parameters."""
    limits, parameters = _limits(scope)
    counts = [
        f"(SELECT count(*) FROM {metric.mart} WHERE {limit}) AS n{place}"  # noqa: S608  own names
        for place, limit in enumerate(limits)
    ]
    return f"SELECT {', '.join(counts)}", parameters


# Open at the earlier of the civil end and the as-of time: opened by both, ended by one of them at
# most. Civil ends are dates, since tickets of several zones are counted together.
_STANDING = """
    opened_at <= instants.as_of
        AND (instants.until_on IS NULL OR opened_on < instants.until_on)
        AND (ended_at IS NULL OR ended_at > instants.as_of OR ended_on >= instants.until_on)"""
_NO_INSTANT = "SELECT NULL::DATE AS month, NULL::DATE AS until_on, NULL::TIMESTAMP AS as_of LIMIT 0"


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
        f"WHEN {condition} THEN '{reason.replace(chr(39), chr(39) * 2)}'"
        for reason, condition in metric.excluded.items()
    )
    return f"CASE {cases} END"


def _instant_values(instants: Instants | None) -> tuple[str, Parameters]:
    """Return the rows (month, until_on, as_of) of a standing figure, as a SELECT."""
    if instants is None:
        raise ValueError("a standing figure needs its instants")
    parameters: Parameters = {"as_of": instants.as_of} if instants.ends else {}
    selects = []
    for place, (month, until) in enumerate(instants.ends):
        parameters |= {f"m{place}": month.first if month else None, f"u{place}": until}
        selects.append(
            f"SELECT $m{place}::DATE AS month, $u{place}::DATE AS until_on,"
            " $as_of::TIMESTAMP AS as_of"
        )
    return " UNION ALL ".join(selects) or _NO_INSTANT, parameters
