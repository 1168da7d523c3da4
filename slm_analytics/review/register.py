"""The register as people look at it: its names in the tickets, its findings, its sheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.register.check import check
from slm_analytics.register.check_strangers import KnownNames
from slm_analytics.register.reading import ReadRegister
from slm_analytics.register.rows import Register, register_from
from slm_analytics.review.queries import statement
from slm_analytics.review.sentences import counted
from slm_analytics.warehouse.connection import Warehouse

_MEANING = {
    Severity.REFUSED: "to be mended first",
    Severity.SET_ASIDE: "holds for no ticket",
    Severity.FLAG: "please look",
    Severity.NOTE: "for information",
}


_COLUMNS = {
    "customers": "customer",
    "services": "service",
    "categories": "category",
    "sites": "site",
    "groups": "assignment_group",
}


def known_names(warehouse: Warehouse) -> KnownNames:
    """Return the names that tickets carry, and which customers use which services."""
    found = {
        several: frozenset(
            name for name in warehouse.query(statement("names", column=column))["name"].dropna()
        )
        for several, column in _COLUMNS.items()
    }
    used = warehouse.query(statement("used_services"))
    pairs = frozenset(zip(used["customer"], used["service"], strict=True))
    return KnownNames(**found, used=pairs)


def all_findings(read: ReadRegister, in_force: Register, known: KnownNames) -> list[Finding]:
    """Return what is to be said of a workbook: what was not understood, then what does not fit.

    A cell that was not understood is blank for the checks; they do not say so again.
    """
    told = {(each.sheet, each.line, each.column) for each in read.findings}
    checked = [
        each
        for each in check(read.over(in_force), known)
        if (each.sheet, each.line, each.column) not in told
    ]
    order = list(Severity)
    return sorted((*read.findings, *checked), key=lambda each: order.index(each.severity))


def taken(register: Register) -> Register:
    """Return a register in its own order, with the lines of its export, as it is kept."""
    return register_from(
        {name: [row.cells for row in rows] for name, rows in register.sheets.items()}
    )


def finding_rows(findings: Iterable[Finding]) -> pd.DataFrame:
    """Return one row per finding: what it means, where, what is wrong, what to do."""
    rows = [
        {
            "": _MEANING[each.severity],
            "Where": each.message.partition(": ")[0],
            "What": each.message.partition(": ")[2],
            "What to do": each.remedy,
        }
        for each in findings
    ]
    return pd.DataFrame(rows, columns=["", "Where", "What", "What to do"])


def sheet_rows(register: Register, sheet: str, columns: Sequence[str]) -> pd.DataFrame:
    """Return the rows of a sheet as text, blank cells empty."""
    rows = [[row[name] for name in columns] for row in register[sheet]]
    return pd.DataFrame(rows, columns=list(columns), dtype="str")


def headline(register: Register) -> str:
    """Return what there is, as the headline of the page."""
    if register.is_empty:
        return "Nothing is agreed yet"
    targets = counted(len(register["targets"]), "target")
    names = {row["calendar_id"] for row in register["calendars"]}
    return f"{targets} agreed, in {counted(len(names), 'calendar')}"
