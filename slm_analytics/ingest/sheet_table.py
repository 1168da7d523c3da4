"""The cells of a sheet as a table: where its headings stand, and which rows are below them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyarrow as pa

from slm_analytics.errors import UnreadableFile
from slm_analytics.ingest.headings import header_index, named
from slm_analytics.warehouse.archive import ParseFacts, RawTable

_PROBED_ROWS = 60
Cells = list[list[str]]
Span = tuple[int, int, int]  # first row, last row and column of cells that are merged, from 0


def chosen_sheets(names: tuple[str, ...], sheet: str | None, name: str) -> tuple[str, ...]:
    """Return the sheets to read: all, or the one that a person named.

    Raises:
        UnreadableFile: there is no such sheet.
    """
    if sheet is None:
        return names
    if sheet not in names:
        raise UnreadableFile(
            f"{name} has no sheet {sheet!r}; it has {', '.join(map(repr, names))}.",
            remedy="Choose one of these sheets.",
        )
    return (sheet,)


def with_table(
    tables: Iterable[RawTable | None], chosen: Sequence[str], name: str
) -> list[RawTable]:
    """Return the sheets that hold a table.

    Raises:
        UnreadableFile: none does.
    """
    found = [table for table in tables if table is not None]
    if not found:
        listed = ", ".join(repr(each) for each in chosen)
        raise UnreadableFile(
            f"{name}: no headings with rows below them on sheet {listed}.",
            remedy="Name the sheet that holds the tickets; check that the list is not empty.",
        )
    return found


def as_table(cells: Cells, title: str, sheets: tuple[str, ...], *, kind: str) -> RawTable | None:
    """Return a sheet as a table; None where it holds no headings with rows below them."""
    filled = [index for index, row in enumerate(cells) if any(row)]
    probed = [cells[index] for index in filled[:_PROBED_ROWS]]
    if max((named(row) for row in probed), default=0) < 2:
        return None
    at = filled[header_index(probed, len(cells[0]))]
    lines = [index for index in filled if index > at]
    if not lines:
        return None
    width = max(_width(cells[index]) for index in (at, *lines))
    columns = {"line": pa.array([index + 1 for index in lines], pa.int32())}
    for number in range(width):
        columns[f"c{number}"] = pa.array([cells[index][number] for index in lines], pa.string())
    facts = ParseFacts(
        kind=kind,
        sheet=title,
        sheets=sheets,
        header_line=at + 1,
        skipped_lines=at,
        blank_lines=len(cells) - at - 1 - len(lines),
    )
    return RawTable(headings=tuple(cells[at][:width]), rows=pa.table(columns), facts=facts)


def _width(row: Sequence[str]) -> int:
    """Return the number of cells up to the last filled one."""
    for number in range(len(row) - 1, -1, -1):
        if row[number]:
            return number + 1
    return 0


def fill_merged(cells: Cells, spans: Iterable[Span]) -> None:
    """Give the cells below the first of a merged range its text: they are rows of their own.

    Rows that hold nothing else stay blank. Cells to its right are columns of
    their own and stay empty, so that a title over the whole table is no row of
    headings.
    """
    for top, bottom, place in spans:
        if top >= len(cells) or not 0 <= place < len(cells[top]):
            continue
        for row in cells[top + 1 : bottom + 1]:
            if any(row):
                row[place] = cells[top][place]
