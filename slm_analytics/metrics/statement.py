"""Composing the statement of a figure: the one place where limits meet a metric's SELECT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from slm_analytics.domain.period import Month
from slm_analytics.domain.scope import NONE, Dimension, Event, Scope
from slm_analytics.errors import MetricError
from slm_analytics.metrics.metric import Metric

_COLUMNS = {Dimension.GROUP: "assignment_group", Dimension.TARGET: "target_id"}
_CLOCKS = "clock_fact"
_OF_CLOCKS = (Dimension.HOLDER, Dimension.TARGET)
_DATED = (Dimension.DAY, Dimension.QUARTER)
_OF_SERVICES = (Dimension.MONTH, Dimension.CUSTOMER, Dimension.SERVICE, *_DATED)
_SHARED = (Dimension.CUSTOMER,)  # a service of no customer's own is every customer's
_DATES = {(_CLOCKS, Event.RESOLVED): "stopped_on"}  # a clock stops in every cycle of its ticket
_FOLDER = Path(__file__).parent
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


def dimensions_of(metric: Metric) -> tuple[Dimension, ...]:
    """Return what a figure may be split by or limited to: some only where it counts clocks."""
    if not metric.of_tickets:
        return _OF_SERVICES
    others = _DATED if metric.mart == _CLOCKS else (*_OF_CLOCKS, *_DATED)
    return tuple(each for each in Dimension if each not in others)


def date_of(metric: Metric, scope: Scope) -> str:
    """Return the column of the date that decides a row's month."""
    event = event_of(metric, scope)
    return _DATES.get((metric.mart, event), f"{event.value}_on")


def event_of(metric: Metric, scope: Scope) -> Event:
    """Return the event whose date counts: the scope's, else the metric's own."""
    return scope.month_of or metric.event


def render(
    metric: Metric, scope: Scope, by: Sequence[Dimension] = (), instants: Instants | None = None
) -> tuple[str, Parameters]:
    """Return the statement that `compute` runs, and its parameters.

    The period and the limits are applied here, once, so that no metric can
    disagree about which end of a month is open.

    Raises:
        MetricError: the figure cannot be given so (see `check_request`).
    """
    check_request(metric, scope, by)
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

    With an as-of instant in the scope only what happened up to it counts: a
    ticket opened later is not there, one that ended later is open. `seen_at`
    is the instant that stands for now.

    Raises:
        MetricError: the figure cannot be given so (see `check_request`).
    """
    check_request(metric, scope)
    limits, parameters = _limits(scope, shared=() if metric.of_tickets else _SHARED)
    source, seen_at, more = _seen(metric, scope)
    parameters |= more
    if metric.population:
        limits.append(metric.population)
    month = f"date_trunc('month', {date_of(metric, scope)})"
    if metric.at_instant:
        month = "instants.month"
        source += " CROSS JOIN instants"
        limits.append(_STANDING)
    elif scope.period is not None:
        day = date_of(metric, scope)
        limits.append(f"{day} >= $start AND {day} < $until")
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
        f"        {seen_at} AS seen_at, {_exclusion(metric)} AS excluded_because\n"
        f"    {source}{where}\n),\n"
        "scoped AS (SELECT * FROM limited WHERE excluded_because IS NULL)"
    )
    return statement, parameters


def check_request(metric: Metric, scope: Scope, by: Sequence[Dimension] = ()) -> None:
    """Check that the figure can be given as it is asked for.

    Raises:
        MetricError: it is asked for by what its mart does not have; a standing
            figure by the month of an event; or a figure as of an instant, of
            which only today's word is known.
    """
    asked = {*by, *(dimension for dimension, _ in scope.only)}
    for dimension in asked - set(dimensions_of(metric)):
        raise MetricError(
            f"{metric.title!r} cannot be split by or limited to a {dimension.value}.",
            remedy=f"It can be by {', '.join(dimensions_of(metric))}.",
        )
    if metric.at_instant and scope.month_of is not None:
        raise MetricError(
            f"{metric.title!r} is counted at an instant, not by the month of an event.",
            remedy=f"Leave out the month of {scope.month_of.value!r}.",
        )
    if (scope.month_of or metric.event) is not metric.event and (
        Event.HAPPENED in (scope.month_of, metric.event)
    ):
        raise MetricError(
            f"{metric.title!r} has no month of {scope.month_of!s}.",
            remedy=f"Leave it out: the month of {metric.event.value!r} counts.",
        )
    if scope.as_of is None:
        return
    unknown = metric.known_now or ("the state of a ticket" if Dimension.STATE in asked else "")
    if unknown:
        raise MetricError(
            f"{metric.title!r} cannot be given so as of an instant:"
            f" {unknown} is known only as the newest extract says it.",
            remedy="Leave out the as-of instant; a period limits the figure to its months.",
        )


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


def _seen(metric: Metric, scope: Scope) -> tuple[str, str, Parameters]:
    """Return where the rows come from, and the instant they are seen at."""
    if scope.as_of is None:
        return f"FROM {metric.mart}", "(SELECT as_of FROM generation)", {}
    seen_at = scope.as_of.astimezone(UTC).replace(tzinfo=None)
    source = f"FROM (\n{_as_of_text(metric.mart)}) AS {metric.mart}"
    return source, "$seen_at::TIMESTAMP", {"seen_at": seen_at}


@cache
def _as_of_text(mart: str) -> str:
    return (_FOLDER / f"{mart}_as_of.sql").read_text("utf-8")


def _limits(scope: Scope, shared: Sequence[Dimension] = ()) -> tuple[list[str], Parameters]:
    """Return the conditions; in a `shared` dimension rows without a value belong to each."""
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
        if NONE in allowed or dimension in shared:
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
