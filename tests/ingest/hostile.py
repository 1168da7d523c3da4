"""Files built to harm, or broken, of every kind: what must not be read, and what must be said.

`python -m tests.ingest.hostile DATA < files.json` reads files as the program does and prints, as
JSON, what was said of each and how much memory was taken.
"""

from __future__ import annotations

import gzip
import json
import random
import resource
import struct
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from slm_analytics.ingest import intake
from slm_analytics.ingest.options import Options
from slm_analytics.settings import DataFolder
from tests.ingest.kinds import file_of, ods_rows, packed, parquet
from tests.ingest.old_files import (
    container,
    label,
    labels,
    ods_parts,
    old_book,
    record,
    row,
    text_cell,
)
from tests.ingest.workbooks import book_parts, list_rows, sheet
from tests.ingest.workbooks import text_cell as xlsx_cell

LINES = ("ticket_id,opened_at", "T1,2026-01-05 10:00:00", "T2,2026-01-06 10:00:00")
CSV = ("\n".join(LINES) + "\n").encode()
ROWS = [line.split(",") for line in LINES]
LOADS = ""  # the words of a file that is harmless
_SHEET, _STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_DTD = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@dataclass(frozen=True)
class Hostile:
    """A file, the name its sender gives it, and words of what must be said of it."""

    path: str
    name: str
    words: str


def written(folder: Path) -> list[Hostile]:
    """Write every such file; its place in the list names it on disk."""
    made = []
    kinds = (_workbooks, _old_books, _spreadsheets, _parquets, _jsons, _texts, _archives, _names)
    for number, (name, content, words) in enumerate(each for kind in kinds for each in kind()):
        path = folder / f"{number}.upload"
        path.write_bytes(content)
        made.append(Hostile(str(path), name, words))
    return made


Files = Iterator[tuple[str, bytes, str]]


def sound(kind: str) -> bytes:
    """Return the list of two tickets as a file of a kind."""
    return packed(book_parts(list_rows())) if kind == "xlsx" else file_of(kind, ROWS)


def _book(part: str, content: str | bytes) -> bytes:
    return packed(book_parts(list_rows()) | {part: content})


def _workbooks() -> Files:
    text = "x" * 1_000_000
    shared = '<row r="3">' + "".join(f'<c r="A{at}" t="s"><v>0</v></c>' for at in range(3, 5000))
    strings = book_parts(list_rows(shared + "</row>"))
    yield "white.xlsx", _book(_SHEET, " " * 100_000_000), "unpacks"
    yield "cell.xlsx", _book(_SHEET, sheet(list_rows(xlsx_cell("A3", text * 20)))), "unpacks"
    yield (
        "strings.xlsx",
        packed(strings | {_STRINGS: f"<sst><si><t>{text}</t></si></sst>"}),
        "text of over",
    )
    yield "far.xlsx", _book(_SHEET, sheet(list_rows(xlsx_cell("XFD1048576", "x")))), "column 500"
    yield (
        "odd.xlsx",
        _book(_SHEET, sheet(list_rows("<c r='XFD1048576'><v>1</v></c>"))),
        "column 500",
    )
    yield (
        "beyond.xlsx",
        _book(_SHEET, sheet(list_rows(xlsx_cell("ZZZZZZ4294967295", "x")))),
        "column 500",
    )
    yield "dtd.xlsx", _book(_SHEET, _DTD + sheet(list_rows("&a;"))), "document type (DTD)"
    yield (
        "laughs.xlsx",
        _book(_STRINGS, _LAUGHS + "<sst><si><t>&b;</t></si></sst>"),
        "document type (DTD)",
    )
    yield "wide.xlsx", _book(_SHEET, (_DTD + sheet(list_rows())).encode("utf-16")), "UTF-16"
    yield (
        "parts.xlsx",
        packed(book_parts("") | {f"xl/media/{n}": b"" for n in range(3000)}),
        "3,005 parts",
    )
    yield "slip.xlsx", _book("../../../evil.txt", "x"), "path out of the file"
    yield "password.xlsx", container({"EncryptionInfo": b"x", "EncryptedPackage": b"y"}), "password"
    yield "cut.xlsx", sound("xlsx")[:-40], "damaged or was cut off"
    yield "renamed.csv", sound("xlsx"), LOADS
    yield "renamed.xlsx", CSV, LOADS


def _old_books() -> Files:
    two = labels(ROWS)
    huge = record(0x200, struct.pack("<2L3H", 0, 0xFFFFFFFF, 0, 256, 0))
    wide = record(0x200, struct.pack("<2L3H", 0, 5, 0, 0xFFFF, 0))
    whole = sound("xls")
    looped = bytearray(whole)
    struct.pack_into("<L", looped, len(whole) - 512, 0)  # the first sector follows itself
    yield "corner.xls", old_book(two + label(65_535, 255, "x")), "far from the others"
    yield "far.xls", old_book(two + label(65_535, 65_535, "x")), "column 256"
    yield "rows.xls", old_book(huge + two), "row 65,536"
    yield "columns.xls", old_book(wide + two), "column 256"
    yield (
        "strings.xls",
        old_book(two, record(0xFC, struct.pack("<2L", 1, 0x7FFFFFFF))),
        "texts that are not in it",
    )
    yield "password.xls", old_book(two, record(0x2F, bytes(54))), "password"
    yield "1904.xls", old_book(two, record(0x22, b"\1\0")), "from 1904"
    yield "letter.xls", container({"WordDocument": b"x"}), "not a workbook"
    yield "cut.xls", whole[:1500], "damaged or was cut off"
    yield "loop.xls", bytes(looped), "damaged or was cut off"
    yield "noise.xls", whole[:8] + random.Random(3).randbytes(5000), "damaged or was cut off"
    yield "renamed.xlsx", whole, LOADS


def _ods(more: str = "", before: str = "") -> bytes:
    return packed(ods_parts(ods_rows(ROWS) + more, before))


def _spreadsheets() -> Files:
    blank = '<table:table-cell table:number-columns-repeated="16383"/>'
    below = row(attributes='table:number-rows-repeated="1048573"')
    secret = {"META-INF/manifest.xml": "<m:file-entry><m:encryption-data/></m:file-entry>"}
    many = 'table:number-columns-repeated="16384"'
    yield "columns.ods", _ods(row(text_cell("x", many))), "column 500"
    yield (
        "rows.ods",
        _ods(row(text_cell("x"), attributes='table:number-rows-repeated="1048570"')),
        "repeats a row",
    )
    yield "corner.ods", _ods(below + row(blank, text_cell("x"))), "column 500"
    yield "below.ods", _ods(below + row() + row(text_cell("x"))), "last row of a sheet"
    yield (
        "times.ods",
        _ods(row(text_cell("x", 'table:number-columns-repeated="-1"'))),
        "repeats a cell",
    )
    yield "blanks.ods", _ods(row(text_cell('x<text:s text:c="1000000000"/>'))), "a text of over"
    yield "dtd.ods", _ods(row(text_cell("&a;")), _DTD), "document type (DTD)"
    yield "laughs.ods", _ods(row(text_cell("&b;")), _LAUGHS), "document type (DTD)"
    yield "white.ods", packed(ods_parts("") | {"content.xml": " " * 100_000_000}), "unpacks"
    yield "secret.ods", packed(ods_parts("") | secret), "password"
    yield (
        "whole.ods",
        packed({"mimetype": ods_parts("")["mimetype"], "encrypted-package": b"x"}),
        "password",
    )
    yield (
        "letter.ods",
        packed(ods_parts("") | {"mimetype": "application/vnd.oasis.opendocument.text"}),
        "not a spreadsheet",
    )
    yield "cut.ods", sound("ods")[:-40], "damaged or was cut off"
    yield (
        "halves.ods",
        packed(ods_parts("") | {"content.xml": "<office:document-content"}),
        "damaged or was cut off",
    )
    yield "slip.ods", packed(ods_parts(ods_rows(ROWS)) | {"/etc/evil": "x"}), "path out of the file"


def _flipped(content: bytes, at: int) -> bytes:
    changed = bytearray(content)
    changed[at] ^= 0x10
    return bytes(changed)


def _parquets() -> Files:
    whole = sound("parquet")
    checked = parquet({"ticket_id": [f"T{n}" for n in range(5000)]}, write_page_checksum=True)
    footer = struct.pack("<L", 0x7FFFFFFF) + b"PAR1"
    nothing = {"ticket_id": pa.nulls(25_000_000, pa.int32())}
    repeated = {
        "ticket_id": pa.DictionaryArray.from_arrays(
            pa.array([0] * 20_000, pa.int8()), ["x" * 100_000]
        )
    }
    yield "cut.parquet", whole[: len(whole) // 2], "damaged or was cut off"
    yield "footer.parquet", whole[:-8] + footer, "damaged or was cut off"
    yield (
        "noise.parquet",
        b"PAR1" + random.Random(4).randbytes(5000) + b"PAR1",
        "damaged or was cut off",
    )
    yield "page.parquet", _flipped(checked, 2000), "damaged or was cut off"
    yield "rows.parquet", parquet(nothing), "25,000,000 rows; the limit"
    yield "dictionary.parquet", parquet(repeated), "unpacks to"
    long = "x" * 40_000_000
    yield "long.parquet", parquet({"ticket_id": [long]}), "has a text of over 131,072"
    yield "white.parquet", parquet({"ticket_id": [long, "T1"]}, compression="zstd"), "to 1"
    yield "value.parquet", parquet({"ticket_id": ["T1", "x" * 200_000]}), "row 2: the column"
    yield "columns.parquet", parquet({f"c{n}": [1] for n in range(2000)}), "2,000 columns"
    yield "nested.parquet", parquet({"ticket_id": ["a"], "tags": [["x"]]}), "'tags' holds lists"
    yield "nul.parquet", parquet({"ticket_id": ["a\0"]}), "NUL"
    yield "bytes.parquet", parquet({"ticket_id": [b"\xff\xfe"]}), "no text in UTF-8"
    yield (
        "year.parquet",
        parquet({"at": pa.array([2**62], pa.timestamp("us"))}),
        "row 1: the column 'at' is a date out",
    )
    yield "secret.parquet", b"PARE" + whole[4:-4] + b"PARE", "encrypted Parquet"
    yield "none.parquet", parquet({"ticket_id": pa.array([], pa.string())}), "has no rows"


def _jsons() -> Files:
    digits = b"1" * 10_000_000
    yield "deep.json", b"[" * 100_000, "nested too deep"
    yield "objects.json", b'{"a":' * 100_000, "nested too deep"
    yield "levels.json", b'[{"a":' + b'{"a":' * 30 + b"1" + b"}" * 31 + b"]", "deeper than 20"
    yield "digits.json", b'[{"ticket_id": ' + digits + b"}]", "a text of 10,000,000"
    yield (
        "digits.jsonl",
        b'{"ticket_id": 1}\n{"ticket_id": ' + digits + b"}\n",
        "line 2, column ticket_id",
    )
    yield (
        "keys.json",
        json.dumps([{f"k{n}": 1 for n in range(100_000)}]).encode(),
        "more than 500 columns",
    )
    yield "twice.jsonl", b'{"a": 1}\n{"a": 1, "a": 2}\n', "line 2: the key 'a' stands there twice"
    yield "line.jsonl", sound("jsonl") + b'{"ticket_id": \n', "line 3: it"
    yield "cut.json", sound("json")[:-10], "not JSON there"
    yield "nan.json", b'[{"a": NaN}]', "NaN"
    yield "nul.json", b'[{"a": "x\\u0000"}]', "NUL"
    yield "raw.json", b'[{"a": "x\0"}]', "not JSON there"
    yield "half.json", b'[{"a": "\\ud800"}]', "lone surrogate"
    yield "latin.json", b'[{"a": "\xe9"}]', "byte 0xE9 is not UTF-8"
    yield "document.json", b'{"status": "ok", "rows": [{"a": 1}]}', "nor a document of a known tool"


def _texts() -> Files:
    yield "field.csv", CSV + b"T3," + b"x" * 10_000_000 + b"\n", "line 4, column opened_at"
    yield "nul.csv", CSV + b"T3,\0\n", "line 4: there is a NUL byte"
    yield "nuls.csv", bytes(5_000_000), "NUL byte"
    yield "columns.csv", b",".join([b"c"] * 100_000) + b"\n" + b"," * 99_999 + b"\n", "500 columns"
    yield "ends.csv", b"\n" * 5_000_000, "is not a table"
    yield "quote.csv", CSV + b'T3,"' + b"x\n" * 3_000_000, "a quote"
    yield "noise.csv", random.Random(1).randbytes(100_000), "noise.csv"
    yield "cut.tsv", sound("tsv") + b"T3", "line 4: 1 field"
    yield "wide.tsv", CSV.decode().replace(",", "\t").encode("utf-16"), LOADS
    yield "page.xls", b"<html><table><tr><td>1</td></tr></table></html>", "web page"


def _gzip_bomb() -> bytes:
    """A billion digits in a megabyte, and no need to pack them all."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = packer.compress(b'[{"a": 1') + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b"1" * 10_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + block * 100 + packer.flush()


def _overlapping() -> bytes:
    """One member that a hundred and fifty entries of the directory point to: over a gigabyte."""
    chance = random.Random(5)
    filler = b"".join(chance.randbytes(90) + bytes(8910) for _ in range(1100))
    content = bytearray(packed({"000.csv": filler}))
    at = content.find(b"PK\x01\x02")
    entry, end = bytes(content[at:-22]), bytearray(content[-22:])
    listed = b"".join(entry.replace(b"000.csv", b"%03d.csv" % n) for n in range(150))
    struct.pack_into("<2HL", end, 8, 150, 150, len(listed))
    return bytes(content[:at]) + listed + bytes(end)


def _encrypted() -> bytes:
    content = bytearray(packed({"list.csv": CSV}))
    content[6] |= 1
    content[content.find(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def _archives() -> Files:
    whole = sound("zip")
    inner = packed({"inner.zip": packed({"list.csv": CSV})})
    method = whole.replace(b"\x14\0\0\0\x08\0", b"\x14\0\0\0\x63\0")
    yield "digits.json.gz", _gzip_bomb(), "unpacks more than 150 to 1"
    yield "white.zip", packed({"a.csv": b" " * 50_000_000}), "unpacks"
    yield "overlap.zip", _overlapping(), "(limit 1,024 MB)"
    yield "inner.zip", inner, "inner.zip: inner.zip is an archive within an archive"
    yield "inner.csv.gz", gzip.compress(gzip.compress(CSV)), "an archive within an archive"
    yield "many.zip", packed({f"{n}.csv": CSV for n in range(300)}), "300 parts (limit 200)"
    yield "entries.zip", packed({f"{n}.csv": b"" for n in range(3000)}), "3,000 parts"
    yield "secret.zip", _encrypted(), "password"
    yield "method.zip", method, "packed in a way that is not known"
    yield "cut.zip", whole[:-30], "damaged or was cut off"
    yield "empty.zip", packed({"folder/": b""}), "without a file"
    yield "none.zip", packed({}), "without a file"
    yield "same.zip", packed({"a.csv": CSV, "A.CSV": CSV}), "two parts of the same name"
    yield "cut.csv.gz", sound("gz")[:-12], "damaged or was cut off"
    yield "sum.csv.gz", _flipped(sound("gz"), -6), "damaged or was cut off"
    yield "slip.zip", packed({"../../../evil.csv": CSV}), LOADS
    yield "root.zip", packed({"/etc/evil.csv": CSV}), LOADS
    yield "drive.zip", packed({"C:\\evil\\evil.csv": CSV}), LOADS


def _names() -> Files:
    for name in ("../../../evil.csv", "/etc/evil.csv", "C:\\evil\\evil.csv", "evil\x1b[2J\r.csv"):
        yield name, CSV, LOADS
    for kind in ("xls", "ods", "parquet", "json", "jsonl", "tsv", "zip", "gz"):
        yield f"sound.{kind}", sound(kind), LOADS


def _memory(name: str) -> int:
    """Return a line of this process's memory, in KB."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1])


def main() -> None:
    """Read files in the reading process; tell what was said, and the memory of both processes."""
    files = [Hostile(**each) for each in json.load(sys.stdin)]
    uploads = [intake.Upload(Path(each.path), each.name) for each in files]
    before = _memory("VmRSS")
    started = datetime.now().astimezone()
    reports = intake.read(DataFolder(Path(sys.argv[1])), uploads, Options(zone="UTC"))
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = {
        "reports": [each.as_dict() for each in reports],
        "parent_mb": (_memory("VmHWM") - before) / 1024,
        "child_mb": child.ru_maxrss / 1024,
        "seconds": (datetime.now().astimezone() - started).total_seconds(),
        "cpu": child.ru_utime + child.ru_stime,
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
