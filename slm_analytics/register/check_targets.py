"""What is wrong, or will surprise, in the targets of a register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.domain.target import BEGINNING, FOREVER, ClockKind, StartRule
from slm_analytics.register.remark import remark
from slm_analytics.register.rows import Register, Row, Rows
from slm_analytics.register.sheet import NONE

_KEYS = ("clock", "holder", "customer", "service", "record_type", "priority")


def target_findings(register: Register) -> Iterator[Finding]:
    """Yield what is to be said of the sheet targets."""
    rows = register["targets"]
    calendars = {row["calendar_id"] for row in register["calendars"]}
    everywhere = {row["calendar_id"] for row in register["calendars"] if not row["site"]}
    for row in rows:
        yield from _calendar(rows, row, calendars, everywhere)
        yield from _holder(rows, row)
        yield from _rules(rows, row)
        if row["valid_to"] and _from(row) > _to(row):
            yield remark(
                rows, row, "valid_to", "ends_before_it_begins",
                f"it ends on {row['valid_to']}, before it begins on {row['valid_from']}",
                "Mend one of the two dates.",
            )  # fmt: skip
    yield from _ties(rows)
    yield from _gaps(rows)


def _calendar(rows: Rows, row: Row, calendars: set[str], everywhere: set[str]) -> Iterator[Finding]:
    name = row["calendar_id"]
    if name and name not in calendars:
        yield remark(
            rows, row, "calendar_id", "unknown_calendar", f"there is no calendar {name!r}",
            "Write it as on the sheet calendars, or add it there.",
        )  # fmt: skip
    elif name and name not in everywhere:
        yield remark(
            rows, row, "calendar_id", "sites_only",
            f"the calendar {name!r} is there for single sites only",
            "Add a row without a site: tickets of other sites have no due time.",
            severity=Severity.FLAG,
        )  # fmt: skip


def _holder(rows: Rows, row: Row) -> Iterator[Finding]:
    holding = row["clock"] == ClockKind.HOLDING
    if holding and not row["holder"]:
        yield remark(
            rows, row, "holder", "no_holder", "a holding clock without the group or supplier",
            "Write whose time is counted.",
        )  # fmt: skip
    if row["holder"] and not holding:
        yield remark(
            rows, row, "holder", "holder_without_clock",
            f"a holder beside the clock {row['clock'] or 'resolution'!r}",
            "Leave it blank, or write clock = holding.",
        )  # fmt: skip


def _rules(rows: Rows, row: Row) -> Iterator[Finding]:
    entered = row["start"] == StartRule.ENTERED
    if entered and not row["start_state"]:
        yield remark(
            rows, row, "start_state", "no_start_state", "the state that starts the clock is blank",
            "Write the state.",
        )  # fmt: skip
    if row["start_state"] and not entered:
        yield remark(
            rows, row, "start_state", "unused_start_state", "this state is not looked at",
            "Write start = state entered if it is to start the clock.", severity=Severity.FLAG,
        )  # fmt: skip
    if row["clock"] == ClockKind.RESPONSE and row["pauses"] not in ("", NONE):
        yield remark(
            rows, row, "pauses", "response_with_pauses",
            "a response clock never pauses; these states are not looked at", "Leave it blank.",
            severity=Severity.FLAG,
        )  # fmt: skip


def _ties(rows: Rows) -> Iterator[Finding]:
    """Yield targets that hold for the same tickets at the same time as one before them."""
    for group in _same_tickets(rows).values():
        ordered = sorted(group, key=_from)
        lasting = ordered[0]
        for row in ordered[1:]:
            if _from(row) <= min(_to(lasting), _to(row)):
                yield _tie(rows, lasting, row)
            lasting = max(lasting, row, key=_to)


def _tie(rows: Rows, first: Row, second: Row) -> Finding:
    since = "" if _from(second) == BEGINNING else f" from {_from(second).isoformat()} on"
    return remark(
        rows,
        second,
        "target_id",
        "tie",
        f"rows {first.line} ({first['target_id']}) and {second.line} ({second['target_id']})"
        f" hold for the same tickets{since}: these tickets have no target",
        "End one of them with valid_to before the other begins, or name the tickets of one"
        " more exactly.",
        severity=Severity.SET_ASIDE,
    )


def _gaps(rows: Rows) -> Iterator[Finding]:
    """Yield versions of a target that leave days between them without one."""
    for group in _same_tickets(rows).values():
        ordered = sorted((row for row in group if _from(row) <= _to(row)), key=_from)
        for first, second in pairwise(ordered):
            if _to(first) + timedelta(days=1) < _from(second):
                yield remark(
                    rows, second, "valid_from", "gap",
                    f"from {(_to(first) + timedelta(days=1)).isoformat()} to"
                    f" {(_from(second) - timedelta(days=1)).isoformat()} nothing is agreed:"
                    f" row {first.line} ends before this one begins",
                    "Mend valid_to or valid_from if that is not meant.", severity=Severity.FLAG,
                )  # fmt: skip


def _same_tickets(rows: Rows) -> dict[tuple[str, ...], list[Row]]:
    """Return the rows that hold for the same tickets, by what names these."""
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        key = (row["clock"] or ClockKind.RESOLUTION, *(row[name] for name in _KEYS[1:]))
        found.setdefault(key, []).append(row)
    return found


def _from(row: Row) -> date:
    return date.fromisoformat(row["valid_from"]) if row["valid_from"] else BEGINNING


def _to(row: Row) -> date:
    return date.fromisoformat(row["valid_to"]) if row["valid_to"] else FOREVER
