"""Several tables in one file: where each begins and ends.

A table begins at a line that repeats at least half of the headings above it,
two or more; or after an empty line, where the number of columns changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from slm_analytics.errors import UnreadableFile, UsageError
from slm_analytics.ingest.csv_styles import Style
from slm_analytics.ingest.headings import plain
from slm_analytics.ingest.repairs import ALL_TABLES

_FEWEST_LINES = 2  # the headings and a row; what is shorter is a title


@dataclass(frozen=True, slots=True)
class TableLines:
    """The lines of one table, from 1, both included, and its headings."""

    first: int
    last: int
    headings: tuple[str, ...]


def tables_in(texts: Sequence[str], style: Style) -> list[TableLines]:
    """Return the tables among the lines of a text."""
    begins: list[tuple[int, tuple[str, ...]]] = []
    known: tuple[str, ...] = ()
    gap = False
    for place, text in enumerate(texts):
        if not text.strip():
            gap = True
            continue
        if not known or _may_begin(text, known, style, gap=gap):
            cells = _cells(text, style)
            if len(cells) > 1 and (not known or _begins(cells, known, texts, place, style, gap)):
                known = cells
                begins.append((place + 1, cells))
        gap = False
    edges = [*(line for line, _ in begins), len(texts) + 1]
    found = [
        TableLines(first, after - 1, headings)
        for (first, after), (_, headings) in zip(pairwise(edges), begins, strict=True)
    ]
    return [each for each in found if _filled(texts, each) >= _FEWEST_LINES]


def lines_left_out(texts: Sequence[str], style: Style, table: str, name: str) -> list[int]:
    """Return the lines that do not belong to the table chosen.

    Raises:
        UsageError: there is no such table, or the tables have other headings.
    """
    found = tables_in(texts, style)
    if table == ALL_TABLES:
        return _between(texts, found, name)
    if int(table) > len(found):
        raise UsageError(
            f"{name} holds {len(found)} tables; there is no table {table}.",
            remedy="Name one of them, counted from 1.",
        )
    chosen = found[int(table) - 1]
    return [line for line in range(1, len(texts) + 1) if not chosen.first <= line <= chosen.last]


def _between(texts: Sequence[str], found: Sequence[TableLines], name: str) -> list[int]:
    """Return what stands above the first table, and every heading line but the first."""
    if len({tuple(map(plain, each.headings)) for each in found}) > 1:
        raise UsageError(
            f"{name} holds tables with different headings.", remedy="Choose one of them."
        )
    above = found[0].first if found else 1
    return [*range(1, above), *(each.first for each in found[1:])]


def _may_begin(text: str, known: tuple[str, ...], style: Style, *, gap: bool) -> bool:
    """Return whether a closer look is due: quick, for it is asked of every line."""
    return gap or known[0] in text or known[1] in text or known[-1] in text


def _begins(
    cells: tuple[str, ...],
    known: tuple[str, ...],
    texts: Sequence[str],
    place: int,
    style: Style,
    gap: bool,
) -> bool:
    names = {plain(cell) for cell in known if cell.strip()}
    alike = names & {plain(cell) for cell in cells}
    if len(alike) >= max(2, len(names) / 2):
        return True
    if not gap or len(cells) == len(known) or place + 1 >= len(texts):
        return False
    return len(_cells(texts[place + 1], style)) == len(cells)


def _cells(text: str, style: Style) -> tuple[str, ...]:
    """Return the cells of a line as far as one line tells: quotes only keep cells together."""
    mark, open_ = style.mark, False
    cells: list[str] = []
    for part in text.split(style.delimiter):
        if open_:
            cells[-1] += style.delimiter + part
        else:
            cells.append(part)
        if mark and part.count(mark) % 2:
            open_ = not open_
    return tuple(cell.strip(f"{mark} ") for cell in cells)


def _filled(texts: Sequence[str], table: TableLines) -> int:
    return sum(1 for text in texts[table.first - 1 : table.last] if text.strip())


def check_headings_once(table: pa.Table, headings: tuple[str, ...], name: str) -> None:
    """Check that the headings do not stand again among the rows of a file.

    Args:
        table: the lines and then the columns, as `RawTable.rows`.
        headings: of the file.
        name: what to call the file in messages.

    Raises:
        UnreadableFile: they do: it holds several tables, or several lines of headings.
    """
    again = pc.equal(table.column(1), headings[0])
    if not pc.any(again).as_py():
        return
    for line, *cells in _rows(table.filter(again)):
        if tuple(cells) == headings:
            raise UnreadableFile(
                f"{name}, line {line}: the headings stand here once more.",
                remedy="Say which of the tables is meant, or how many lines the headings take.",
                line=line,
            )


def _rows(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    return zip(*(column.to_pylist() for column in table.columns), strict=True)
