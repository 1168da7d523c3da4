"""One fault in a sound export, and what may come of it.

What can be proved of a file with one fault, and so what "silently wrong" means here:

* Nobody can tell a damaged letter from a right one. What can be told is what the
  bytes say: the cells that RFC 4180 gives them. Python's `csv` says that here; it is
  lenient in places, so it serves as the answer only where the product did load. A
  file that loads with any other cell is silently wrong.
* The headings are the first line that is not blank. Taking another line for them is
  silently wrong, also where all rows below are right; unless a finding says that the
  lines above it are not read: a line end within the first heading makes a title of it.
* One fault may change one cell at most: the cell that it stands in. Delimiters,
  quotes and line ends hold the others in place: a table that loads with two cells
  unlike the original's, or with more rows or fewer, has shifted and is silently
  wrong, even if RFC 4180 has a reading for it.
* A quote lost or gained leaves an odd number of quotes, which no strict file has: it
  has to be refused. So has a delimiter lost or gained outside quotes: one record is
  wider or narrower than the others. A line end lost or gained outside quotes has to be
  refused or to change nothing (a blank line, the end of the last line).
* Inside quotes a delimiter or a line end is a letter like others: one cell changes.
* Refused, asked about, or set aside by line: none of these is silent. Files that are
  asked about do not load.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from slm_analytics.ingest.mapping import built_in
from slm_analytics.ingest.wide_tables import never
from slm_analytics.warehouse.archive import RawTable
from tests.badinput.long_lived import Answer
from tests.conftest import ROOT

_LINES = 40
_EXTRACTS = ("servicenow_incident_2025-01.csv", "servicenow_incident_log_2025-01.csv")
STRUCTURE = {"delimiter", "quote", "line end"}

Rows = list[tuple[str, ...]]


@dataclass(frozen=True)
class Sample:
    """A sound export: its bytes, its delimiter and its line end."""

    name: str
    content: bytes
    delimiter: bytes
    line_end: bytes

    def places(self, kind: str) -> list[int]:
        """Return where the marks of a kind stand; every byte for `byte`."""
        if kind == "byte":
            return list(range(len(self.content)))
        mark = {"delimiter": self.delimiter, "quote": b'"', "line end": self.line_end}[kind]
        return list(_found(self.content, mark))


@dataclass(frozen=True)
class Mutation:
    """One fault: `lost` bytes at `place` give way to `gained`; `kind` says what was touched."""

    kind: str
    place: int
    lost: int
    gained: bytes

    def made_in(self, content: bytes) -> bytes:
        """Return the content with the fault."""
        return content[: self.place] + self.gained + content[self.place + self.lost :]


def samples() -> list[Sample]:
    """Return the samples of the tests, and beginnings of the sample data, that are told apart."""
    known = built_in()
    paths = [
        path
        for path in sorted((ROOT / "tests" / "ingest" / "samples").glob("*.csv"))
        if known[path.stem].fits is not never or path.stem.endswith("_ratings")
    ]
    paths += [ROOT / "sample_data" / name for name in _EXTRACTS]
    return [_sample(path) for path in paths]


def _sample(path: Path) -> Sample:
    content = path.read_bytes()
    line_end = b"\r\n" if b"\r\n" in content else b"\n"
    records = list(csv.reader(io.StringIO(_text(content), newline="")))
    if len(records) > _LINES:  # cut between records
        places = list(_found(content, line_end))
        cut = next(place for place in places[_LINES:] if content[:place].count(b'"') % 2 == 0)
        content = content[: cut + len(line_end)]
    first = content.split(b"\n", 1)[0]
    delimiter = max((b",", b";", b"\t", b"|"), key=first.count)
    return Sample(path.name, content, delimiter, line_end)


def _found(content: bytes, mark: bytes) -> Iterator[int]:
    place = content.find(mark)
    while place >= 0:
        yield place
        place = content.find(mark, place + len(mark))


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def cells_of(content: bytes, delimiter: bytes) -> Rows:
    """Return what RFC 4180 says of a text, in the words of Python's `csv`; blank lines left out."""
    text = io.StringIO(_text(content), newline="")
    found = csv.reader(text, delimiter=delimiter.decode(), strict=True)
    return [tuple(row) for row in found if row]


def loaded_cells(raw: RawTable) -> Rows:
    """Return headings and rows as the product read them."""
    columns = [column.to_pylist() for column in raw.rows.columns[1:]]
    return [raw.headings, *zip(*columns, strict=True)]


def silent_fault(sample: Sample, mutation: Mutation, answer: Answer) -> str:
    """Return what is silently wrong with the answer to a damaged file; empty where nothing is."""
    if not answer.report.acceptable or answer.raw is None:
        return ""
    content = mutation.made_in(sample.content)
    found = loaded_cells(answer.raw)
    try:
        said = cells_of(content, sample.delimiter)
    except csv.Error as error:
        return f"loaded, though {error}"
    if titles := _titles_told(answer, len(said) - len(found)):
        said = said[titles:]
    if found != said:
        return "loaded with other cells than the file says"
    before = cells_of(sample.content, sample.delimiter)
    if [len(row) for row in found] != [len(row) for row in before]:
        return "loaded with another number of rows or columns"
    changed = sum(a != b for old, new in zip(before, found, strict=True)
                  for a, b in zip(old, new, strict=True))  # fmt: skip
    if changed > 1:
        return f"loaded with {changed} other cells"
    outside = not titles and not _quoted(sample.content, mutation.place)
    if changed and mutation.kind in STRUCTURE and outside:
        return f"loaded with another cell, though a {mutation.kind} outside quotes is not as it was"
    if mutation.kind == "quote":
        return "loaded with an odd number of quotes"
    report = answer.report
    if report.rows != report.loaded + report.set_aside + report.duplicates:
        return "loaded with rows that nobody accounts for"
    return ""


def _titles_told(answer: Answer, count: int) -> int:
    """Return how many records above the headings are not read, where that is said."""
    told = any(each.code == "lines above headings" for each in answer.report.findings)
    return count if told and count > 0 else 0


def _quoted(content: bytes, place: int) -> bool:
    return content[:place].count(b'"') % 2 == 1
