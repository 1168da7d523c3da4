"""Reading an OpenDocument spreadsheet: one sheet, every cell as text.

The values are those the file holds for computing, not those it shows: numbers
as they are written, dates as `YYYY-MM-DD HH:MM:SS`, durations as `H:MM:SS`,
booleans as TRUE and FALSE. Errors, which have no value, come as they show.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.parsers import expat

from slm_analytics.ingest.ods_cells import OdsSheets
from slm_analytics.ingest.ods_guard import CONTENT
from slm_analytics.ingest.sheet_table import as_table, chosen_sheets, fill_merged, with_table
from slm_analytics.ingest.zip_parts import DAMAGES, damaged, hostile
from slm_analytics.settings import MEBIBYTE
from slm_analytics.warehouse.archive import RawTable


def read_spreadsheet(path: Path, name: str, *, sheet: str | None = None) -> list[RawTable]:
    """Read the sheets of a spreadsheet that hold a table (only `sheet`, when named).

    Args:
        path: a spreadsheet that passed the guard.
        name: what to call the file in messages.
        sheet: the one sheet to read.

    Raises:
        UnreadableFile: it is damaged, built to harm a reader, has no such sheet, or no sheet
            of it holds headings and rows.
    """
    sheets = OdsSheets(name, only=sheet)
    _parse(path, name, sheets)
    titles = tuple(each.title for each in sheets.found)
    chosen = chosen_sheets(titles, sheet, name)
    tables = []
    for each in sheets.found:
        if each.title not in chosen or each.width < 2:
            continue
        cells = each.padded()
        fill_merged(cells, each.spans)
        tables.append(as_table(cells, each.title, titles, kind="ods"))
    return with_table(tables, chosen, name)


def _parse(path: Path, name: str, sheets: OdsSheets) -> None:
    """Go through the content of a spreadsheet once, piece by piece."""
    parser = expat.ParserCreate(namespace_separator="|")
    parser.buffer_text = True
    parser.StartElementHandler = sheets.start
    parser.EndElementHandler = sheets.end
    parser.CharacterDataHandler = sheets.text
    parser.StartDoctypeDeclHandler = _refuse(name)
    parser.EntityDeclHandler = _refuse(name)
    try:
        with zipfile.ZipFile(path) as archive, archive.open(CONTENT) as content:
            while chunk := content.read(MEBIBYTE):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
    except (*DAMAGES, expat.ExpatError) as error:
        raise damaged(name, "spreadsheet") from error


def _refuse(name: str) -> Callable[..., None]:
    def declared(*_: object) -> None:
        raise hostile(name, "declares a document type (DTD)")

    return declared
