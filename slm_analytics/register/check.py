"""Findings over a whole register: what contradicts itself, is never used, or will surprise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.register.check_agreements import agreement_findings
from slm_analytics.register.check_availability import availability_findings
from slm_analytics.register.check_calendars import calendar_findings
from slm_analytics.register.check_catalogue import (
    catalogue_findings,
    holding_findings,
    support_findings,
)
from slm_analytics.register.check_levels import level_findings
from slm_analytics.register.check_names import name_findings
from slm_analytics.register.check_strangers import KnownNames, stranger_findings
from slm_analytics.register.check_targets import target_findings
from slm_analytics.register.check_typed import typed_findings
from slm_analytics.register.remark import remark
from slm_analytics.register.rows import Register, Row, Rows, key_of
from slm_analytics.register.tables import SHEETS

_GRAVEST = (Severity.REFUSED, Severity.SET_ASIDE, Severity.FLAG, Severity.NOTE)


_NO_NAMES = KnownNames()


def check(register: Register, known: KnownNames = _NO_NAMES) -> list[Finding]:
    """Return what is to be said of a register, the gravest first.

    A refused one cannot be put in force; what is set aside holds for no ticket.
    """
    findings = [
        *_unnamed(register),
        *_twice(register),
        *calendar_findings(register),
        *target_findings(register),
        *level_findings(register),
        *availability_findings(register),
        *typed_findings(register),
        *holding_findings(register),
        *support_findings(register),
        *agreement_findings(register),
        *catalogue_findings(register),
        *name_findings(register),
        *stranger_findings(register, known),
    ]
    return sorted(findings, key=lambda finding: _GRAVEST.index(finding.severity))


def is_refused(findings: Sequence[Finding]) -> bool:
    """Return whether a register with these findings cannot be put in force."""
    return any(finding.severity is Severity.REFUSED for finding in findings)


def _unnamed(register: Register) -> Iterator[Finding]:
    """Yield rows without a cell that they need."""
    for name, sheet in SHEETS.items():
        for row in register[name]:
            for column in sheet.columns:
                if column.required and not row[column.name]:
                    yield remark(
                        register[name],
                        row,
                        column.name,
                        "missing_cell",
                        f"{column.name} is blank",
                        f"{column.meaning} For example: {column.example}.",
                    )


def _twice(register: Register) -> Iterator[Finding]:
    """Yield rows that have the name of an earlier row."""
    for name, sheet in SHEETS.items():
        seen: dict[tuple[str, ...], Row] = {}
        for row in register[name]:
            key = key_of(name, row.cells)
            if key in seen:
                yield _same_name(register[name], row, seen[key], sheet.key)
            seen.setdefault(key, row)


def _same_name(rows: Rows, row: Row, first: Row, key: tuple[str, ...]) -> Finding:
    return remark(
        rows,
        row,
        key[0],
        "named_twice",
        f"row {row.line} and row {first.line} are the same by {', '.join(key)}",
        "Take one of them out, or tell them apart.",
    )
