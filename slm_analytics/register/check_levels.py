"""What is wrong, or will surprise, in the service levels of a register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby, pairwise

from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.domain.service_level import LevelKind, SmallVolume, Window
from slm_analytics.register.check_measures import measure_findings
from slm_analytics.register.levels import level_of
from slm_analytics.register.remark import remark
from slm_analytics.register.rows import Register, Row, Rows

_MONTHS = 12
# What versions of a line share.
_SAME = ("kind", "provider", "customer", "measure", "clock", "counting", "trait", "direction")


def level_findings(register: Register) -> Iterator[Finding]:
    """Yield what is to be said of the sheet service_levels."""
    rows = register["service_levels"]
    for row in rows:
        yield from measure_findings(rows, row)
        yield from _few(rows, row)
        yield from _window(rows, row)
        yield from _provider(rows, row)
        if row["valid_from"] and row["valid_to"] and row["valid_from"] > row["valid_to"]:
            yield remark(
                rows, row, "valid_to", "ends_before_it_begins",
                f"it ends on {row['valid_to']}, before it begins on {row['valid_from']}",
                "Mend one of the two dates.",
            )  # fmt: skip
    yield from _versions(rows)


def _few(rows: Rows, row: Row) -> Iterator[Finding]:
    if row["least"] and row["small_volume"] != SmallVolume.NOT_BELOW:
        yield remark(
            rows, row, "least", "not_looked_at", "least is not looked at",
            "Write small_volume = not below, or leave it blank.", severity=Severity.FLAG,
        )  # fmt: skip


def _window(rows: Rows, row: Row) -> Iterator[Finding]:
    if row["months"] and row["period"] != Window.ROLLING:
        yield remark(
            rows, row, "months", "not_looked_at", "months are not looked at",
            "Write period = rolling, or leave it blank.", severity=Severity.FLAG,
        )  # fmt: skip
    for column, least, most in (("months", 1, 36), ("year_begins", 1, _MONTHS)):
        if row[column] and not least <= int(row[column]) <= most:
            yield remark(
                rows, row, column, "out_of_range", f"{row[column]} is not from {least} to {most}",
                f"Write a number from {least} to {most}.",
            )  # fmt: skip


def _provider(rows: Rows, row: Row) -> Iterator[Finding]:
    kind = LevelKind(row["kind"] or LevelKind.SLA)
    if kind is not LevelKind.SLA and not row["provider"]:
        yield remark(
            rows, row, "provider", "no_provider", f"an {kind.value} without the group or supplier",
            "Write who keeps it.",
        )  # fmt: skip


def _versions(rows: Rows) -> Iterator[Finding]:
    """Yield versions of a line that overlap, or leave days between them without any."""
    ordered = sorted(rows, key=lambda row: (row["level_id"], row["valid_from"]))
    for _, versions in groupby(ordered, key=lambda row: row["level_id"]):
        for first, second in pairwise(versions):
            ends, begins = level_of(first).valid_until, level_of(second).valid_from
            yield from _other_line(rows, second, first)
            if begins < ends:
                yield _overlap(rows, second, first)
            elif begins > ends:
                yield _gap(rows, second, ends, begins)


def _other_line(rows: Rows, row: Row, first: Row) -> Iterator[Finding]:
    """Yield what makes a version another line: its tickets would be pooled with other ones."""
    for column in _SAME:
        if row[column] != first[column]:
            yield remark(
                rows, row, column, "another_line",
                f"{column} is not that of the version of row {first.line}",
                "Give it a level_id of its own: what versions count is pooled.",
            )  # fmt: skip
    lengths = [[each.seconds for each in level_of(version).conditions] for version in (first, row)]
    if len(lengths[0]) != len(lengths[1]):
        yield remark(
            rows, row, "conditions", "conditions_differ",
            f"it has {len(lengths[1])} conditions, the version of row {first.line} has"
            f" {len(lengths[0])}: over several months they are pooled by their place",
            "Begin it with a new window, or give it a level_id of its own.",
            severity=Severity.FLAG,
        )  # fmt: skip


def _overlap(rows: Rows, row: Row, first: Row) -> Finding:
    return remark(
        rows, row, "valid_from", "versions_overlap",
        f"it begins before the version of row {first.line} has ended",
        f"Write the last day of the earlier version in row {first.line} (valid_to).",
    )  # fmt: skip


def _gap(rows: Rows, row: Row, ends: date, begins: date) -> Finding:
    return remark(
        rows, row, "valid_from", "versions_leave_a_gap",
        f"nothing holds from {ends.isoformat()} until {begins.isoformat()}",
        "Mend one of the two dates if that is not meant.", severity=Severity.FLAG,
    )  # fmt: skip
