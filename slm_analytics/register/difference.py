"""What one register says otherwise than another, row by row."""

from __future__ import annotations

import json
from dataclasses import dataclass

from slm_analytics.register.journal import changes_between
from slm_analytics.register.rows import Register, key_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDifference:
    """A row that is added, taken out or changed.

    Attributes:
        sheet, key: which row.
        what: `added`, `taken out` or `changed`.
        cells: column -> (before, after) of the cells that differ; blank: the empty text.
    """

    sheet: str
    key: tuple[str, ...]
    what: str
    cells: dict[str, tuple[str, str]]

    @property
    def cells_told(self) -> str:
        """The cells that differ, before and after."""
        return "; ".join(
            f"{column} {before or '(blank)'} → {after or '(blank)'}"
            for column, (before, after) in self.cells.items()
        )

    @property
    def words(self) -> str:
        """The difference as a line of text."""
        name = ", ".join(part for part in self.key if part)
        words = f"{self.sheet}: {name} {self.what}"
        return f"{words}: {self.cells_told}" if self.what == "changed" else words


def differences(before: Register, after: Register) -> list[RowDifference]:
    """Return the rows in which two registers differ, in the order of their sheets."""
    found = []
    for change in changes_between(before, after):
        key = tuple(json.loads(change.key))
        old = _cells(before, change.sheet, key)
        new = dict(change.content or {})
        what = "changed" if old and new else "added" if new else "taken out"
        cells = {
            name: (old.get(name, ""), new.get(name, ""))
            for name in dict.fromkeys([*old, *new])
            if old.get(name, "") != new.get(name, "")
        }
        found.append(RowDifference(sheet=change.sheet, key=key, what=what, cells=cells))
    return found


def _cells(register: Register, sheet: str, key: tuple[str, ...]) -> dict[str, str]:
    for row in register[sheet]:
        if key_of(sheet, row.cells) == key:
            return dict(row.cells)
    return {}
