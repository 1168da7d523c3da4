"""What the register says of deliverables and monthly values that come as a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import Any

import pyarrow as pa

from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.domain.period import Month
from slm_analytics.domain.rules import Rules
from slm_analytics.domain.service_level import Measure
from slm_analytics.domain.typed import why_not_counted

Key = tuple[object, ...]
MEASURES = {"deliverables": Measure.DELIVERED, "monthly_values": Measure.VALUE}
_SAME = ("in the register, too", "stands in the register, too: the register's counts",
         "Take it out of the register if the list is to count.")  # fmt: skip
_NO_LINE = ("no such line", "names a line that the register does not know: it counts nowhere yet",
            "Write it as on the sheet service_levels, or add it there.")  # fmt: skip
_OTHER = ("line of another measure", "names a line that measures something else: it is not counted",
          "Write another line, or mend what it measures on the sheet service_levels.")  # fmt: skip
_UNFIT = "Mend the value, or what the line expects on the sheet service_levels."


def typed_findings(records: pa.Table, contract: str, rules: Rules, file: str) -> list[Finding]:
    """Return what is to be said of the rows of a list, each case once with its rows."""
    if contract not in MEASURES:
        return []
    lines: dict[tuple[str, str, str], list[int]] = {}
    told = _told(contract, rules)
    for row in records.to_pylist():
        for said in _said(row, contract, rules, told):
            lines.setdefault(said, []).append(row["line"])
    return [
        Finding(
            severity=Severity.FLAG, code=code, message=f"{_title(code, contract)} {words}.",
            remedy=remedy, file=file, line=min(found), column="level_id", count=len(found),
        )
        for (code, words, remedy), found in lines.items()
    ]  # fmt: skip


def _title(code: str, contract: str) -> str:
    if code == "not a figure of its line":
        return "A value"
    return "A deliverable" if contract == "deliverables" else "A monthly value"


def _said(
    row: Mapping[str, Any], contract: str, rules: Rules, told: Set[Key]
) -> Iterator[tuple[str, str, str]]:
    mine = [each for each in rules.levels if each.level_id == row["level_id"]]
    if not mine:
        yield _NO_LINE
    elif all(each.measure is not MEASURES[contract] for each in mine):
        yield _OTHER
    elif _key(row, contract) in told:
        yield _SAME
    elif contract == "monthly_values":
        percentage = any(each.is_percentage for each in mine)
        why = why_not_counted(row["value"], row["base"] or "", is_percentage=percentage)
        if why:
            yield "not a figure of its line", f"is not counted: {why}", _UNFIT


def _key(row: Mapping[str, Any], contract: str) -> Key:
    if contract == "deliverables":
        return row["level_id"], row["deliverable"], row["due_on"]
    return row["level_id"], Month.parse(row["month"])


def _told(contract: str, rules: Rules) -> Set[Key]:
    if contract == "deliverables":
        return {(each.level_id, each.name, each.due_on) for each in rules.deliveries}
    return {(each.level_id, each.month) for each in rules.values}
