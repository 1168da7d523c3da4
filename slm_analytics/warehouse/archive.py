"""The archive: files as they were read, every cell as text, with the line it stood on."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from slm_analytics.warehouse.durable import sha256_of, sync, sync_folder

SHEET_KINDS = ("xlsx", "xls", "ods")  # there a date may be the number of a day
_HEADINGS = b"slm_headings"
_FACTS = b"slm_facts"
_OF_REPAIRS = ("repairs", "mended_lines")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseFacts:
    """How a file was read, before anything was understood.

    `repairs` says (as JSON) what a person mended in the file's form, `mended_lines`
    what stood before on the lines they wrote anew; both empty where nothing was mended.
    """

    kind: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    header_line: int = 1
    skipped_lines: int = 0
    blank_lines: int = 0
    repairs: str = ""
    mended_lines: tuple[tuple[int, str], ...] = ()

    def as_dict(self) -> dict[str, object]:
        """Return the facts as plain values; of a file that nobody mended, without the repairs."""
        every = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in every.items() if value or name not in _OF_REPAIRS}


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """The text of a file.

    `rows` has the column `line` (int32: line of the file, row of the sheet)
    and then `c0`, `c1`, ... (text, never null) in the order of `headings`;
    a heading may stand twice.
    """

    headings: tuple[str, ...]
    rows: pa.Table
    facts: ParseFacts = field(default_factory=lambda: ParseFacts(kind="csv"))

    def column(self, index: int) -> pa.ChunkedArray:
        """Return the texts of column `index`, counted from 0."""
        return self.rows.column(index + 1)

    def parse_key(self) -> str:
        """Return a short digest of how the file was parsed: one file, read in two ways, is two."""
        said = json.dumps(self.facts.as_dict(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()[:8]


def write_raw(table: RawTable, path: Path) -> None:
    """Write `table` as Parquet, with headings and facts beside it."""
    extra = {
        _HEADINGS: json.dumps(table.headings, ensure_ascii=False).encode(),
        _FACTS: json.dumps(table.facts.as_dict(), ensure_ascii=False).encode(),
    }
    try:
        pq.write_table(table.rows.replace_schema_metadata(extra), path, compression="snappy")
    except OSError:
        path.unlink(missing_ok=True)  # a full disk is not to be kept full by half a file
        raise


def keep_raw(table: RawTable, target: Path) -> str:
    """Keep the text of a file for good; return the digest of what is kept.

    What stands there already is kept when it says the same, and put right when it does not.
    """
    if not _says_the_same(target, table):
        temporary = target.with_name(f".{target.name}.new")
        write_raw(table, temporary)
        sync(temporary)
        temporary.replace(target)
        sync_folder(target.parent)
    return sha256_of(target)


def _says_the_same(path: Path, table: RawTable) -> bool:
    try:
        kept = read_raw(path)
    except (OSError, pa.ArrowException, ValueError, KeyError, TypeError):
        return False
    same: bool = kept.headings == table.headings and kept.rows.equals(table.rows)
    return same


def read_raw(path: Path) -> RawTable:
    """Read what `write_raw` wrote."""
    rows = pq.read_table(path)
    metadata = rows.schema.metadata or {}
    facts = json.loads(metadata[_FACTS])
    facts["sheets"] = tuple(facts["sheets"])
    facts["mended_lines"] = tuple((line, text) for line, text in facts.get("mended_lines", ()))
    return RawTable(
        headings=tuple(json.loads(metadata[_HEADINGS])),
        rows=rows.replace_schema_metadata(None),
        facts=ParseFacts(**facts),
    )


def raw_row(path: Path, line: int) -> list[tuple[str, str]]:
    """Return heading and text of the row that stood on `line`; empty when it is not there."""
    metadata = pq.read_schema(path).metadata or {}
    headings = json.loads(metadata[_HEADINGS])
    found = pq.read_table(path, filters=pc.field("line") == line)
    if found.num_rows == 0:
        return []
    values = list(found.slice(0, 1).to_pylist()[0].values())[1:]
    return list(zip(headings, values, strict=True))
