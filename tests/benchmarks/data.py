"""Synthetic extracts for measuring: a ServiceNow incident list of any length, made in seconds."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

SERVICES, CUSTOMERS, GROUPS = 60, 12, 40
_START = np.datetime64("2024-11-01T00:00:00", "s").astype(np.int64)
_SPAN = 24 * 30 * 86400
_DAY = 86400


def incident_list(path: Path, tickets: int, seed: int = 1) -> Path:
    """Write a list of `tickets` incidents over 24 months: 15 columns, every field in quotes.

    About 250 bytes a ticket, times without a zone that exist in UTC, 8 % of
    tickets open, 1 in 200 cancelled; the text holds commas and umlauts.
    """
    if path.exists():
        return path
    draw = np.random.default_rng(seed)
    opened = _START + np.sort(draw.integers(0, _SPAN, tickets))
    lasting = np.exp(draw.normal(10.2, 1.3, tickets)).astype(np.int64) + 60
    resolved, closed = opened + lasting, opened + lasting + 5 * _DAY
    is_open = resolved > _START + _SPAN
    state = np.where(is_open, "In Progress", "Closed").astype(object)
    state[draw.random(tickets) < 0.005] = "Canceled"
    table = pa.table(
        {
            "number": _numbered("INC", np.arange(tickets), 8),
            "opened_at": _times(opened),
            "resolved_at": _times(resolved, is_open),
            "closed_at": _times(closed, is_open),
            "sys_updated_on": _times(np.where(is_open, opened + 3600, closed)),
            "priority": _words(
                draw, ["1 - Critical", "2 - High", "3 - Moderate", "4 - Low"], tickets
            ),
            "state": pa.array(state, pa.string()),
            "business_service": _words(
                draw, [f"Service {n:02d}" for n in range(SERVICES)], tickets
            ),
            "company": _words(draw, [f"Customer {n:02d}" for n in range(CUSTOMERS)], tickets),
            "assignment_group": _words(draw, [f"Group {n:02d}" for n in range(GROUPS)], tickets),
            "category": _words(draw, [f"Category {n}" for n in range(9)], tickets),
            "contact_type": _words(draw, ["phone", "email", "self-service", "chat"], tickets),
            "made_sla": _words(draw, ["true"] * 19 + ["false"], tickets),
            "reopen_count": _words(draw, ["0"] * 32 + ["1"], tickets),
            "short_description": _words(
                draw, [f"Drucker im Büro {n}, Müller, antwortet nicht" for n in range(40)], tickets
            ),
        }
    )
    temporary = path.with_suffix(".part")
    pacsv.write_csv(table, temporary, pacsv.WriteOptions(quoting_style="all_valid"))
    temporary.rename(path)
    return path


_BOOK = {
    "[Content_Types].xml": (
        '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/'
        'package/2006/content-types"><Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"'
        ' ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override'
        ' PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.spreadsheetml.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.'
        'openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.'
        'openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/'
        'spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships"><sheets><sheet name="Page 1" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.'
        'openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.'
        'openxmlformats.org/officeDocument/2006/relationships/worksheet"'
        ' Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}
_BOOK_COLUMNS = ("number", "opened_at", "resolved_at", "sys_updated_on", "priority", "state",
                 "business_service", "made_sla")  # fmt: skip


def incident_book(path: Path, tickets: int) -> Path:
    """Write eight columns of such a list as a workbook of texts, without a library for it."""
    if path.exists():
        return path
    listed = incident_list(path.with_name(f"incidents_{tickets}.csv"), tickets)
    texts = pacsv.ConvertOptions(column_types=dict.fromkeys(_BOOK_COLUMNS, pa.string()))
    table = pacsv.read_csv(listed, convert_options=texts).select(list(_BOOK_COLUMNS))
    cells = [
        pc.binary_join_element_wise('<c t="inlineStr"><is><t>', column, "</t></is></c>", "")
        for column in table.columns
    ]
    rows = pc.binary_join_element_wise("<row>", *cells, "</row>", "").to_pylist()
    heads = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in _BOOK_COLUMNS)
    temporary = path.with_suffix(".part")
    with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, text in _BOOK.items():
            packed.writestr(name, text)
        with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(
                b'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.'
                b'openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            )
            part.write(f"<row>{heads}</row>".encode())
            part.write("".join(rows).encode())
            part.write(b"</sheetData></worksheet>")
    temporary.rename(path)
    return path


def _words(draw: np.random.Generator, words: list[str], count: int) -> pa.Array:
    indices = pa.array(draw.integers(0, len(words), count), pa.int32())
    return pa.DictionaryArray.from_arrays(indices, pa.array(words)).cast(pa.string())


def _numbered(prefix: str, numbers: np.ndarray, width: int) -> pa.Array:
    texts = pc.utf8_lpad(pa.array(numbers).cast(pa.string()), width, "0")
    return pc.binary_join_element_wise(prefix, texts, "")


def _times(seconds: np.ndarray, absent: np.ndarray | None = None) -> pa.Array:
    texts = pc.strftime(pa.array(seconds).cast(pa.timestamp("s")), format="%Y-%m-%d %H:%M:%S")
    if absent is None:
        return texts
    return pc.if_else(pa.array(absent), "", texts)
