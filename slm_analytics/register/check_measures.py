"""What is wrong, or will surprise, in what a line of a contract measures and expects."""

from __future__ import annotations

from collections.abc import Iterator

from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.domain.service_level import CLOCKED, Direction, Measure, Window
from slm_analytics.register.condition import conditions_of
from slm_analytics.register.length import length_of
from slm_analytics.register.levels import level_of
from slm_analytics.register.remark import remark
from slm_analytics.register.rows import Row, Rows

_SHARED = (Measure.SHARE, Measure.DELIVERED)
_TIMED = (Measure.AVERAGE, Measure.PERCENTILE)
_PERCENT = (Measure.RATIO, Measure.AVAILABILITY)
_REMEDIES = {
    Measure.AVERAGE: "Write 6 h, or 90 min.",
    Measure.PERCENTILE: "Write 6 h, or 90 min.",
    Measure.COUNT: "Write how many tickets.",
    Measure.RATIO: "Write a percentage such as 5 %.",
    Measure.VALUE: "Write a number or a percentage: 42, or 99.9 %.",
    Measure.AVAILABILITY: "Write a percentage such as 99.9 %.",
}


def measure_findings(rows: Rows, row: Row) -> Iterator[Finding]:
    """Yield what is to be said of what a line measures."""
    measure = Measure(row["measure"] or Measure.SHARE)
    needed, idle = ("conditions", "expected") if measure in _SHARED else ("expected", "conditions")
    if not row[needed]:
        yield remark(
            rows, row, needed, "nothing_agreed", f"a {measure.value} without {needed}",
            "Write 95 %, or 90 % in 8 h." if measure in _SHARED else _REMEDIES[measure],
        )  # fmt: skip
        return
    faults = [*(_conditions(rows, row, measure) if measure in _SHARED else
                _expected(rows, row, measure))]  # fmt: skip
    yield from faults
    yield from _idle(rows, row, measure, idle)
    if measure is Measure.RATIO and not row["trait"]:
        yield remark(
            rows, row, "trait", "no_trait", "a ratio of which tickets?",
            "Write reopened, reassigned, or resolved by the first group.",
        )  # fmt: skip
    if measure is Measure.VALUE and (row["period"] or Window.MONTH) != Window.MONTH:
        yield remark(
            rows, row, "period", "pooled_by_base",
            "values of several months are pooled by their bases, never averaged",
            "Give each row of monthly_values its base.", severity=Severity.FLAG,
        )  # fmt: skip
    if not faults and row["minimum"]:
        yield from _minimum(rows, row)


def _conditions(rows: Rows, row: Row, measure: Measure) -> Iterator[Finding]:
    found = conditions_of(row["conditions"]) or ()
    if measure is Measure.DELIVERED and (len(found) != 1 or found[0].seconds is not None):
        yield remark(
            rows, row, "conditions", "one_share", "deliverables have one share, without a length",
            "Write 100 %.",
        )  # fmt: skip


def _expected(rows: Rows, row: Row, measure: Measure) -> Iterator[Finding]:
    text = row["expected"]
    fault = figure_fault(text, measure)
    if fault:
        yield remark(rows, row, "expected", fault, _said(text, measure), _REMEDIES[measure])
    elif measure in _PERCENT and not text.endswith("%"):
        yield _read_as(rows, row, "expected")


def figure_fault(text: str, measure: Measure) -> str:
    """Return the code of what is wrong with what is expected of a measure; empty: nothing."""
    is_length = length_of(text) is not None
    if measure in _TIMED:
        return "" if is_length else "number_without_unit"
    if measure is Measure.COUNT:
        return "" if text.isdigit() else "no_number"
    if is_length:
        return "no_figure"
    if measure in _PERCENT:
        return "" if _is_share(text) else "no_share"
    return ""


def _is_share(text: str) -> bool:
    number = float(text.removesuffix("%"))
    return 0 <= number <= (100 if text.endswith("%") else 1)


def _said(text: str, measure: Measure) -> str:
    if measure in _TIMED:
        return f"{text} is no length of time"
    if measure is Measure.COUNT:
        return f"{text} is no number of tickets"
    return f"{text} is no {'percentage' if measure in _PERCENT else 'figure'}"


def _read_as(rows: Rows, row: Row, column: str) -> Finding:
    percent = float(row[column]) * 100
    return remark(
        rows, row, column, "read_as_share", f"{row[column]} is read as {percent:g} %",
        "Write the percentage with its sign if that is not meant.", severity=Severity.FLAG,
    )  # fmt: skip


def _idle(rows: Rows, row: Row, measure: Measure, column: str) -> Iterator[Finding]:
    idle = {
        column: True,
        "direction": measure in (*_SHARED, Measure.AVAILABILITY),
        "trait": measure is not Measure.RATIO,
        "clock": measure not in CLOCKED,
    }
    for name, is_idle in idle.items():
        if is_idle and row[name]:
            yield remark(
                rows, row, name, "not_looked_at",
                f"{name} beside a {measure.value} is not looked at", "Leave it blank.",
                severity=Severity.FLAG,
            )  # fmt: skip


def _minimum(rows: Rows, row: Row) -> Iterator[Finding]:
    """Yield a minimum in another unit, or on the better side of what is expected."""
    measure = Measure(row["measure"] or Measure.SHARE)
    unit = Measure.RATIO if measure in _SHARED else measure
    text = row["minimum"]
    percent_differs = measure is Measure.VALUE and (
        text.endswith("%") != row["expected"].endswith("%")
    )
    if figure_fault(text, unit) or percent_differs:
        yield remark(
            rows, row, "minimum", "other_unit", f"{text} is not in the unit of what is expected",
            _REMEDIES[unit] if not percent_differs else "Write both as percentages, or neither.",
        )  # fmt: skip
        return
    level = level_of(row)
    expected = level.conditions[0].share if measure in _SHARED else level.expected
    at_least = measure in _SHARED or level.direction is Direction.AT_LEAST
    worst = level.minimum or 0
    if worst >= expected if at_least else worst <= expected:
        yield remark(
            rows, row, "minimum", "minimum_not_below", f"the minimum {text} is not worse than"
            f" what is expected ({row['conditions'] if measure in _SHARED else row['expected']})",
            "Write a worse level, or leave it blank.",
        )  # fmt: skip
