"""How a finding names its place in the register."""

from __future__ import annotations

from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.register.rows import Row, Rows


def remark(
    rows: Rows,
    row: Row,
    column: str,
    code: str,
    message: str,
    remedy: str = "",
    *,
    severity: Severity = Severity.REFUSED,
) -> Finding:
    """Return a finding about a cell; its message begins with the place: targets!F7."""
    return Finding(
        severity=severity,
        code=code,
        message=f"{rows.place(row, column)}: {message}.",
        remedy=remedy,
        sheet=rows.sheet,
        line=row.line,
        column=column,
        value=row[column],
    )
