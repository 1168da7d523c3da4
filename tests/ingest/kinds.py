"""One list of texts as a file of every kind."""

from __future__ import annotations

import csv
import gzip
import html
import io
import json
import zipfile
from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl import Workbook

from tests.ingest.old_files import labels, ods_parts, old_book, row, text_cell

KINDS = ("csv", "tsv", "xlsx", "xls", "ods", "parquet", "json", "jsonl", "zip", "gz")
Rows = Sequence[Sequence[str]]


def file_of(kind: str, rows: Rows) -> bytes:
    """Return rows of texts, headings first, as a file."""
    heads, *others = rows
    match kind:
        case "xlsx":
            return _workbook(rows)
        case "xls":
            return old_book(labels(rows))
        case "ods":
            return packed(ods_parts(ods_rows(rows)))
        case "parquet":
            columns = list(zip(*others, strict=True))
            return parquet(dict(zip(heads, columns, strict=True)))
        case "json":
            return json.dumps(_objects(rows), indent=1, ensure_ascii=False).encode()
        case "jsonl":
            return b"".join(json.dumps(each).encode() + b"\n" for each in _objects(rows))
        case "zip":
            return packed({"list.csv": _csv(rows, ",")})
        case "gz":
            return gzip.compress(_csv(rows, ","), mtime=0)
        case _:
            return _csv(rows, "\t" if kind == "tsv" else ",")


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)  # of 1980, so that the same parts give the same bytes
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def parquet(columns: Mapping[str, object], **said: object) -> bytes:
    """Return columns as a Parquet file."""
    stream = io.BytesIO()
    pq.write_table(pa.table(dict(columns)), stream, **said)
    return stream.getvalue()


def ods_rows(rows: Rows) -> str:
    """Return rows of texts as those of an OpenDocument spreadsheet."""
    return "".join(row(*(text_cell(html.escape(text)) for text in each)) for each in rows)


def _objects(rows: Rows) -> list[dict[str, str]]:
    heads, *others = rows
    return [dict(zip(heads, each, strict=True)) for each in others]


def _csv(rows: Rows, delimiter: str) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode()


def _workbook(rows: Rows) -> bytes:
    book = Workbook()
    for number, each in enumerate(rows, 1):
        for place, text in enumerate(each, 1):
            if text:
                book.active.cell(number, place).value = text
                book.active.cell(number, place).data_type = "s"  # also what looks like a formula
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
