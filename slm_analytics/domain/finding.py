"""What the product has to say about the user's data: collected, never raised."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How far a finding reaches."""

    REFUSED = "refused"  # the file is not loaded
    SET_ASIDE = "set aside"  # rows are kept apart and counted
    FLAG = "flag"  # rows load, and are marked
    NOTE = "note"  # said so that nobody is surprised


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to know about an upload, with its place and what to do about it.

    `line` is the line of the file (the row of the sheet) of the first case;
    `count` is the number of rows concerned.
    """

    severity: Severity
    code: str
    message: str
    remedy: str = ""
    file: str = ""
    sheet: str = ""
    line: int | None = None
    column: str = ""
    value: str = ""
    count: int = 1

    def as_dict(self) -> dict[str, object]:
        """Return the finding as plain values, for JSON and tables."""
        return {**asdict(self), "severity": self.severity.value}
