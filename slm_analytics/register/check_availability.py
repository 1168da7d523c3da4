"""What is wrong, or will surprise, in the sheet of availability."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from slm_analytics.domain.availability_policy import MaintenanceRule
from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.register.availability import terms_of
from slm_analytics.register.remark import remark
from slm_analytics.register.rows import Register, Row, Rows

_DATES = (("starts_on", "ends_on"), ("valid_from", "valid_to"))


def availability_findings(register: Register) -> Iterator[Finding]:
    """Yield what is to be said of the sheet availability."""
    rows = register["availability"]
    calendars = {row["calendar_id"] for row in register["calendars"]}
    for row in rows:
        if row["calendar_id"] and row["calendar_id"] not in calendars:
            yield remark(
                rows, row, "calendar_id", "unknown_calendar",
                f"there is no calendar {row['calendar_id']!r}",
                "Write it as on the sheet calendars, or add it there.",
            )  # fmt: skip
        if row["users"] and (not row["users"].isdigit() or row["users"] == "0"):
            yield remark(
                rows, row, "users", "no_number", f"{row['users']} is no number of people",
                "Write a whole number above zero, or leave it blank.",
            )  # fmt: skip
        yield from _dates(rows, row)
        yield from _idle(rows, row)
    yield from _versions(rows)


def _dates(rows: Rows, row: Row) -> Iterator[Finding]:
    for first, last in _DATES:
        if row[first] and row[last] and row[first] > row[last]:
            yield remark(
                rows, row, last, "ends_before_it_begins",
                f"it ends on {row[last]}, before it begins on {row[first]}",
                "Mend one of the two dates.",
            )  # fmt: skip


def _idle(rows: Rows, row: Row) -> Iterator[Finding]:
    """Yield cells about maintenance where maintenance counts like any other time."""
    for column in ("notice_hours", "needs_approval"):
        if row[column] and row["maintenance"] == MaintenanceRule.COUNTS:
            yield remark(
                rows, row, column, "not_looked_at",
                f"{column} is not looked at where maintenance counts", "Leave it blank.",
                severity=Severity.FLAG,
            )  # fmt: skip


def _versions(rows: Rows) -> Iterator[Finding]:
    """Yield terms of the same service and customer that hold at the same time."""
    ordered = sorted(rows, key=lambda row: (*_whose(row), row["valid_from"]))
    for _, versions in groupby(ordered, key=_whose):
        for first, second in pairwise(versions):
            if terms_of(second).valid_from < terms_of(first).valid_until:
                yield remark(
                    rows, second, "valid_from", "holds_at_the_same_time",
                    f"it holds at the same time as row {first.line}",
                    "End the earlier one with valid_to, the day before this one begins.",
                )  # fmt: skip


def _whose(row: Row) -> tuple[str, str]:
    return row["service"], row["customer"]
