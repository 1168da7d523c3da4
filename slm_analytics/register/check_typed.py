"""What is wrong, or will surprise, in what is typed in: deliverables and monthly values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.domain.service_level import Measure
from slm_analytics.register.levels import is_percentage
from slm_analytics.register.remark import remark
from slm_analytics.register.rows import Register, Row, Rows

_MEASURES = {"deliverables": Measure.DELIVERED, "monthly_values": Measure.VALUE}


def typed_findings(register: Register) -> Iterator[Finding]:
    """Yield what is to be said of the sheets deliverables and monthly_values."""
    lines = {row["level_id"]: row for row in register["service_levels"]}
    for sheet, measure in _MEASURES.items():
        for row in register[sheet]:
            yield from _line(register[sheet], row, lines, measure)
    for row in register["deliverables"]:
        yield from _dates(register["deliverables"], row)
    for row in register["monthly_values"]:
        line = lines.get(row["level_id"])
        if line is not None and row["value"]:
            yield from _value(register["monthly_values"], row, is_percentage(line))


def _line(rows: Rows, row: Row, lines: Mapping[str, Row], measure: Measure) -> Iterator[Finding]:
    line = lines.get(row["level_id"])
    if row["level_id"] and line is None:
        yield remark(
            rows, row, "level_id", "unknown_line", f"there is no line {row['level_id']!r}",
            "Write it as on the sheet service_levels, or add it there.",
        )  # fmt: skip
    elif line is not None and line["measure"] != measure:
        yield remark(
            rows, row, "level_id", "other_measure",
            f"the line {row['level_id']!r} measures {line['measure'] or 'a share'}:"
            " this row is not counted",
            f"Write measure = {measure.value} there, or take this row out.",
            severity=Severity.SET_ASIDE,
        )  # fmt: skip


def _dates(rows: Rows, row: Row) -> Iterator[Finding]:
    if row["accepted_on"] and row["accepted_on"] < (row["delivered_on"] or "9"):
        yield remark(
            rows, row, "accepted_on", "accepted_before_delivered",
            f"accepted on {row['accepted_on']}, before it was delivered", "Mend one of the dates.",
        )  # fmt: skip


def _value(rows: Rows, row: Row, percentage: bool) -> Iterator[Finding]:
    value, base = row["value"], row["base"]
    if base and (not base.isdigit() or base == "0"):
        yield remark(
            rows, row, "base", "no_base", f"{base} is nothing to count of",
            "Write a whole number above zero, or leave it blank.",
        )  # fmt: skip
    elif base and not value.isdigit():
        yield remark(
            rows, row, "value", "percentage_with_base", f"{value} beside a base",
            "Write the number of hits, a whole one, or leave the base blank.",
        )  # fmt: skip
    elif base and percentage and int(value) > int(base):
        yield remark(
            rows, row, "value", "more_than_all", f"{value} of {base} is more than all",
            "Mend the value or the base.",
        )  # fmt: skip
    elif value.endswith("%") and not percentage:
        yield remark(
            rows, row, "value", "other_unit", f"{value}, but the line expects a plain number",
            "Write both as percentages, or neither.",
        )  # fmt: skip
    elif percentage and not base and not value.endswith("%"):
        if not 0 <= float(value) <= 1:
            yield remark(
                rows, row, "value", "other_unit", f"{value}, but the line expects a percentage",
                f"Write {value} % if that is meant.",
            )  # fmt: skip
        else:
            yield remark(
                rows, row, "value", "read_as_share", f"{value} is read as {float(value) * 100:g} %",
                "Write the percentage with its sign if that is not meant.", severity=Severity.FLAG,
            )  # fmt: skip
