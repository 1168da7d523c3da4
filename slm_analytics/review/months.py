"""Months: per customer what is in, what the lines came to, and the next step."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from slm_analytics.domain.period import Month
from slm_analytics.domain.running import Standing
from slm_analytics.review.coverage import coverage
from slm_analytics.review.month_inputs import Cover, MonthInput, inputs
from slm_analytics.review.month_words import Next, Told, headline, step, subline
from slm_analytics.review.queries import statement
from slm_analytics.review.running import running
from slm_analytics.warehouse.connection import Warehouse

SPAN = 12


class Stage(StrEnum):
    """How far a customer's month is."""

    NOT_YET = "before its first ticket"
    MISSING = "not there"
    PARTLY = "partly there"
    RUNNING = "still runs"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Lines:
    """How many lines were kept, missed, still run, and are at risk in the running month."""

    kept: int = 0
    missed: int = 0
    running: int = 0
    at_risk: int = 0

    @property
    def known(self) -> int:
        """How many lines have any result."""
        return self.kept + self.missed + self.running


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerMonth:
    """A customer's month.

    Attributes:
        customer: None: tickets without one.
        inputs: the exports expected.
        stage: how far it is; `step`, `next`: the next step in words, and where it is done.
    """

    customer: str | None
    month: Month
    inputs: tuple[MonthInput, ...]
    lines: Lines
    stage: Stage
    step: str
    next: Next


@dataclass(frozen=True, slots=True, kw_only=True)
class Months:
    """The months of customers.

    Attributes:
        months: oldest first.
        month: the one that the steps are about.
        rows: by customer its months, in the order of names; tickets without a customer last.
    """

    months: tuple[Month, ...]
    month: Month
    headline: str
    subline: str
    rows: Mapping[str | None, tuple[CustomerMonth, ...]]

    @property
    def steps(self) -> tuple[CustomerMonth, ...]:
        """The chosen month of each customer, those with something to do first."""
        found = [
            each
            for row in self.rows.values()
            for each in row
            if each.month == self.month and each.stage is not Stage.NOT_YET
        ]
        order = list(Stage)
        return tuple(
            sorted(
                found,
                key=lambda each: (order.index(each.stage), -each.lines.missed, each.customer or ""),
            )
        )


def months(warehouse: Warehouse, customers: Collection[str], month: Month) -> Months:
    """Return the last twelve months of some customers; none named: of all."""
    covered = coverage(warehouse)
    end = max(covered.months, default=month)
    span = tuple(end.plus(place - SPAN + 1) for place in range(SPAN))
    if month < span[0]:
        span = tuple(month.plus(place) for place in range(SPAN))
    told = inputs(warehouse, covered)
    lines = _lines(warehouse, span)
    at_risk = _at_risk(warehouse, customers)
    agreed = {name for name, _ in lines}
    names = [*told.of_customer, *(name for name in agreed if name not in told.of_customer)]
    shown = [name for name in names if name != "" and (not customers or name in customers)]
    rows = {}
    for name in sorted(shown, key=lambda each: (each is None, each or "")):
        now = at_risk.get("", 0) + (at_risk.get(name, 0) if name else 0)
        rows[name] = tuple(
            _month(
                name,
                each,
                told.of_month(name, each) if name in told.of_customer else None,
                _of(lines, name, each, now if each == end else 0),
                is_last=each == end,
            )
            for each in span
        )
    result = Months(months=span, month=month, headline="", subline="", rows=rows)
    return Months(
        months=span,
        month=month,
        headline=headline(month, Counter(each.stage.value for each in result.steps),
                          _missed(lines, rows, month)),
        subline=subline(sum(each.next is not Next.NOTHING for each in result.steps)),
        rows=rows,
    )  # fmt: skip


def _missed(
    lines: Mapping[tuple[str, Month], Lines], names: Iterable[str | None], month: Month
) -> int:
    """Return how many lines were missed; those agreed for any customer count once."""
    shown = ["", *(name for name in names if name)]
    return sum(lines.get((name, month), Lines()).missed for name in shown)


def _lines(warehouse: Warehouse, span: tuple[Month, ...]) -> dict[tuple[str, Month], Lines]:
    parameters = {"start": span[0].first, "last": span[-1].first}
    found: dict[tuple[str, Month], Lines] = {}
    for row in warehouse.query(statement("month_lines"), parameters).to_dict("records"):
        key = (str(row["customer"]), Month.of(row["month"].date()))
        found[key] = Lines(int(row["kept"]), int(row["missed"]), int(row["running"]))
    return found


def _at_risk(warehouse: Warehouse, customers: Collection[str]) -> Mapping[str | None, int]:
    """Return how many lines of each customer one late ticket or more could turn."""
    counts: dict[str | None, int] = defaultdict(int)
    for line in running(warehouse, customers).lines:
        if line.counts and line.standing in (Standing.EDGE, Standing.AT_RISK):
            counts[line.level.population.customer] += 1
    return counts


def _of(
    lines: Mapping[tuple[str, Month], Lines], name: str | None, month: Month, at_risk: int
) -> Lines:
    """Return the lines of a customer with those agreed for any, as its scorecard has them."""
    both = [lines.get(("", month), Lines())]
    if name:
        both.append(lines.get((name, month), Lines()))
    return Lines(
        kept=sum(each.kept for each in both),
        missed=sum(each.missed for each in both),
        running=sum(each.running for each in both),
        at_risk=at_risk,
    )


def _month(
    name: str | None,
    month: Month,
    found: tuple[MonthInput, ...] | None,
    lines: Lines,
    *,
    is_last: bool,
) -> CustomerMonth:
    """Return a customer's month; `found`: its inputs, None where no ticket ever named it."""
    expected = found or ()
    stage = Stage.MISSING if found is None else _stage(expected, is_last=is_last)
    told = Told(month=month, inputs=expected, kept=lines.kept, missed=lines.missed,
                known=lines.known, at_risk=lines.at_risk, runs=stage is Stage.RUNNING)  # fmt: skip
    words, following = step(told)
    return CustomerMonth(
        customer=name, month=month, inputs=expected, lines=lines, stage=stage, step=words,
        next=following,
    )  # fmt: skip


def _stage(expected: Iterable[MonthInput], *, is_last: bool) -> Stage:
    covers = {each.cover for each in expected}
    if not covers:
        return Stage.NOT_YET
    if covers == {Cover.WHOLE}:
        return Stage.COMPLETE
    if covers == {Cover.MISSING}:
        return Stage.MISSING
    if is_last and Cover.MISSING not in covers:
        return Stage.RUNNING
    return Stage.PARTLY
