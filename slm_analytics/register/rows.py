"""The content of a register: rows of plain words, each as it stands in its sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from slm_analytics.register.tables import SHEETS

_FIRST_LINE = 2  # below the headings


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the sheet, and its cells as plain words; blank cells are left out."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        """Return a cell; blank: the empty text."""
        return self.cells.get(name, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of one sheet, and the order of its columns in the file they came from."""

    sheet: str
    rows: tuple[Row, ...] = ()
    headings: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def place(self, row: Row, column: str = "") -> str:
        """Return where a cell stands, as a workbook says it: targets!F7."""
        headings = self.headings or SHEETS[self.sheet].names
        if column not in headings:
            return f"{self.sheet}!{row.line}"
        return f"{self.sheet}!{letters(headings.index(column))}{row.line}"


def _nothing() -> Mapping[str, Rows]:
    return {name: Rows(sheet=name) for name in SHEETS}


@dataclass(frozen=True, slots=True)
class Register:
    """All sheets by name."""

    sheets: Mapping[str, Rows] = field(default_factory=_nothing)

    def __getitem__(self, sheet: str) -> Rows:
        return self.sheets[sheet]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is agreed."""
        return not any(len(rows) for rows in self.sheets.values())


def register_from(cells: Mapping[str, Sequence[Mapping[str, str]]]) -> Register:
    """Return a register of rows given as plain words; lines are counted in the order of keys."""
    return Register(
        {
            name: Rows(
                sheet=name,
                rows=tuple(
                    Row(line, _kept(name, each))
                    for line, each in enumerate(
                        sorted(cells.get(name, ()), key=lambda row: _order(name, row)),
                        start=_FIRST_LINE,
                    )
                ),
            )
            for name in SHEETS
        }
    )


def key_of(sheet: str, cells: Mapping[str, str]) -> tuple[str, ...]:
    """Return what names a row among those of its sheet."""
    return tuple(cells.get(name, "") for name in SHEETS[sheet].key)


def letters(place: int) -> str:
    """Return the letters of a column, counted from 0: A, B, ..., AA."""
    text = ""
    place += 1
    while place:
        place, digit = divmod(place - 1, 26)
        text = chr(ord("A") + digit) + text
    return text


def _kept(sheet: str, cells: Mapping[str, str]) -> dict[str, str]:
    return {name: cells[name] for name in SHEETS[sheet].names if cells.get(name)}


_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _order(sheet: str, cells: Mapping[str, str]) -> tuple[tuple[int, str], ...]:
    """Return what sorts rows: by their key, weekdays from Monday on."""
    return tuple(
        (_DAYS.index(part[:3]) if part[:3] in _DAYS and name == "weekday" else 0, part)
        for name, part in zip(SHEETS[sheet].key, key_of(sheet, cells), strict=True)
    )
