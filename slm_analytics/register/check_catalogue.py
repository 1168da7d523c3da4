"""What is wrong, or will surprise, in the catalogue, its contacts, and what supports a line."""

from __future__ import annotations

from collections.abc import Iterator

from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.domain.service_level import LevelKind
from slm_analytics.domain.target import ClockKind
from slm_analytics.register.remark import remark
from slm_analytics.register.rows import Register, Row, Rows

_MOST_STEPS = 100


def catalogue_findings(register: Register) -> Iterator[Finding]:
    """Yield what is to be said of the sheets services and contacts."""
    rows = register["services"]
    calendars = {row["calendar_id"] for row in register["calendars"]}
    for row in rows:
        hours = row["support_hours"]
        if hours and hours not in calendars:
            yield remark(
                rows, row, "support_hours", "hours_in_words",
                f"there is no calendar {hours!r}; it is shown as it is written",
                "Write a calendar_id of the sheet calendars if one is meant.",
                severity=Severity.NOTE,
            )  # fmt: skip
    yield from _contacts(register)


def _contacts(register: Register) -> Iterator[Finding]:
    rows = register["contacts"]
    known = {row["service"] for row in register["services"]}
    for row in rows:
        if row["since"] and row["until"] and row["until"] < row["since"]:
            yield remark(
                rows, row, "until", "ends_before_it_begins",
                f"until {row['until']}, which is before {row['since']}",
                "Mend one of the two dates.",
            )  # fmt: skip
        if known and row["service"] and row["service"] not in known:
            yield remark(
                rows, row, "service", "not_in_catalogue",
                f"the catalogue has no service {row['service']!r}",
                "Write it as on the sheet services, or add it there.", severity=Severity.FLAG,
            )  # fmt: skip


def support_findings(register: Register) -> Iterator[Finding]:
    """Yield what is to be said of the sheet supports."""
    rows = register["supports"]
    kinds: dict[str, set[str]] = {}
    for line in register["service_levels"]:
        kinds.setdefault(line["level_id"], set()).add(line["kind"] or LevelKind.SLA)
    for row in rows:
        if row["level_id"] and row["level_id"] == row["supported_by"]:
            yield remark(
                rows, row, "supported_by", "supports_itself", "a line cannot back itself",
                "Write the line of the group or supplier that backs it.",
            )  # fmt: skip
            continue
        yield from _line(rows, row, "level_id", kinds, {LevelKind.SLA})
        yield from _line(rows, row, "supported_by", kinds, {LevelKind.OLA, LevelKind.UC})
        if row["step"] and not 1 <= int(row["step"]) <= _MOST_STEPS:
            yield remark(
                rows, row, "step", "out_of_range", f"{row['step']} is not from 1 to {_MOST_STEPS}",
                "Write 1 for the first step, 2 for what follows it.",
            )  # fmt: skip


def _line(
    rows: Rows, row: Row, column: str, kinds: dict[str, set[str]], allowed: set[LevelKind]
) -> Iterator[Finding]:
    """Yield whether a line is not there, or is of a kind that makes circles of a chain."""
    name = row[column]
    told = " or ".join(sorted(allowed))
    if name and name not in kinds:
        yield remark(
            rows, row, column, "unknown_line", f"there is no line {name!r}",
            "Write its level_id as on the sheet service_levels, or add it there.",
        )  # fmt: skip
    elif name and not kinds[name] <= allowed:
        yield remark(
            rows, row, column, "wrong_kind",
            f"{name!r} is of kind {', '.join(sorted(kinds[name]))}, not {told}",
            "A line with a customer (SLA) is backed by lines of groups (OLA) and suppliers (UC).",
        )  # fmt: skip


def holding_findings(register: Register) -> Iterator[Finding]:
    """Yield lines of the time that a group or supplier holds tickets, where none is timed."""
    rows = register["service_levels"]
    held = {row["holder"] for row in register["targets"] if row["clock"] == ClockKind.HOLDING}
    for row in rows:
        if row["clock"] != ClockKind.HOLDING:
            continue
        if (row["kind"] or LevelKind.SLA) == LevelKind.SLA:
            yield remark(
                rows, row, "clock", "holding_with_a_customer",
                "the time that somebody holds tickets is no line with a customer",
                "Write kind = OLA or UC and the provider, or another clock.",
            )  # fmt: skip
        elif row["provider"] and row["provider"] not in held:
            yield remark(
                rows, row, "provider", "nobody_is_timed",
                f"no target times how long {row['provider']!r} holds tickets",
                "Add a target with clock = holding and this holder; else it is never measured.",
                severity=Severity.FLAG,
            )  # fmt: skip
