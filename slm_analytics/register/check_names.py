"""What is wrong, or will surprise, in the names of a register."""

from __future__ import annotations

from collections.abc import Iterator

from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.register.remark import remark
from slm_analytics.register.rows import Register, Row, Rows

_NAMED = (
    ("targets", "customer", "customer"),
    ("targets", "service", "service"),
    ("service_levels", "customer", "customer"),
    ("service_levels", "services", "service"),
)


def name_findings(register: Register) -> Iterator[Finding]:
    """Yield what is to be said of the sheet names, and of rows that use a name given up."""
    rows = register["names"]
    told = {(row["kind"], row["written"]): row for row in reversed(rows.rows)}
    for row in rows:
        yield from _chain(rows, row, told)
    yield from _given_up(register, told)


def _chain(rows: Rows, row: Row, told: dict[tuple[str, str], Row]) -> Iterator[Finding]:
    """Yield whether a name is itself called otherwise, or says nothing."""
    if row["name"] == row["written"]:
        if row["name"]:
            yield remark(
                rows, row, "name", "same_name", f"{row['written']!r} is called what it is",
                "This row says nothing; take it out.", severity=Severity.FLAG,
            )  # fmt: skip
        return
    after = told.get((row["kind"], row["name"]))
    if after is not None and after["name"] != after["written"]:
        yield remark(
            rows, row, "name", "name_chain",
            f"{row['written']!r} is to be called {row['name']!r}, which row {after.line} calls"
            f" {after['name']!r}",
            f"Write {after['name']!r} here as well, or take one of the two rows out.",
        )  # fmt: skip


def _given_up(register: Register, told: dict[tuple[str, str], Row]) -> Iterator[Finding]:
    """Yield targets and service levels that use a name which no ticket has any more."""
    for sheet, column, kind in _NAMED:
        for row in register[sheet]:
            for name in row[column].split("; ") if column == "services" else (row[column],):
                now = told.get((kind, name))
                if now is not None and now["name"] != name:
                    yield _old_name(register[sheet], row, column, now)


def _old_name(rows: Rows, row: Row, column: str, now: Row) -> Finding:
    return remark(
        rows, row, column, "name_given_up",
        f"{now['written']!r} is called {now['name']!r} (names, row {now.line})",
        f"Write {now['name']!r}; else this row holds for none of these tickets.",
        severity=Severity.FLAG,
    )  # fmt: skip
