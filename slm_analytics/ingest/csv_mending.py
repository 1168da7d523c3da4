"""A text with the repairs of a person made in it: what the strict reader then reads.

Nothing moves: a line that is not to be read is emptied, so that every line
keeps the number it has in the file.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from slm_analytics.errors import UsageError
from slm_analytics.ingest.csv_dialect import delimiter_of, structure_fault
from slm_analytics.ingest.csv_marks import other_line_end
from slm_analytics.ingest.csv_styles import Style, breaks, style_of, styled_records
from slm_analytics.ingest.csv_tables import lines_left_out
from slm_analytics.ingest.csv_tokens import Record, StrictFault
from slm_analytics.ingest.repairs import Repairs

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_WRITTEN = ","
_LINE_ENDS = re.compile(r"(?:\r\n|\n|\r)\Z")
_SPECIAL = re.compile(r'[,"\r\n]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A text as it is to be read.

    Attributes:
        content: in UTF-8, strict CSV.
        delimiter: of `content`; empty where it is to be found.
        said: the delimiter of the file itself; empty where nobody said it.
        emptied: lines that were emptied.
        originals: (line, what it said) of the lines that were mended.
    """

    content: bytes
    delimiter: str = ""
    said: str = ""
    emptied: tuple[int, ...] = ()
    originals: tuple[tuple[int, str], ...] = ()


def mended(content: bytes, name: str, repairs: Repairs, delimiter: str) -> Mended:
    """Make the repairs in a text.

    Args:
        content: the text in UTF-8.
        name: what to call the file in messages.
        repairs: what was said.
        delimiter: what divides fields, where it was said.

    Raises:
        UnreadableFile: a record is not what the style said allows.
        UsageError: a line or a table that was named is not there.
    """
    if not repairs and len(delimiter) <= 1:
        return Mended(content=content, delimiter=delimiter, said=delimiter)
    lines = _Lines(content.decode(), name)
    originals = tuple(lines.mend(line, text) for line, text in repairs.lines)
    lines.empty(_outside(lines, repairs))
    style = style_of(repairs, delimiter or ",")
    if not delimiter and (repairs.table or repairs.line_ends or not style.strict):
        delimiter = _found(lines.text(), style)
        style = style_of(repairs, delimiter)
    if repairs.table:
        left_out = lines_left_out(lines.texts, style, repairs.table, name)
        lines.empty(left_out)
    text, used = lines.text(), delimiter
    if not style.strict or repairs.line_ends:
        any_end = bool(repairs.line_ends)
        text, used = _rewritten(text, style, name, any_end=any_end), _WRITTEN
    return Mended(
        content=text.encode(),
        delimiter=used,
        said=delimiter,
        emptied=tuple(sorted(lines.emptied)),
        originals=originals,
    )


def lines_of(content: bytes, count: int) -> tuple[str, ...]:
    """Return the first lines of a text, as an editor shows them."""
    found = _LINE.finditer(content[: 1 << 16].decode("utf-8", errors="ignore"))
    return tuple(line[1] for line, _ in zip(found, range(count), strict=False))


class _Lines:
    """The lines of a text; `texts` without their ends."""

    def __init__(self, text: str, name: str) -> None:
        found = _LINE.findall(text)
        if found and found[-1] == ("", ""):
            found.pop()
        self.texts = [line for line, _ in found]
        self._ends = [end for _, end in found]
        self._name = name
        self.emptied: set[int] = set()

    def mend(self, line: int, text: str) -> tuple[int, str]:
        """Write another text on a line; return what stood there."""
        if line > len(self.texts):
            raise UsageError(
                f"{self._name} has {len(self.texts):,} lines; there is no line {line}.",
                remedy="Name a line of the file, as an editor counts them.",
            )
        before = self.texts[line - 1]
        self.texts[line - 1] = text
        if not text:
            self.emptied.add(line)
        return line, before

    def empty(self, lines: Iterable[int]) -> None:
        """Empty lines; their ends stay."""
        chosen = set(lines)
        self.emptied |= chosen
        for line in chosen:
            self.texts[line - 1] = ""

    def filled(self) -> int:
        """Return the last line that is not empty; 0 where all are."""
        return max((place for place, text in enumerate(self.texts, 1) if text), default=0)

    def text(self) -> str:
        """Return all lines with their ends."""
        return "".join(map("".join, zip(self.texts, self._ends, strict=True)))


def _outside(lines: _Lines, repairs: Repairs) -> Iterator[int]:
    """Yield the lines above and below the table, as they were said."""
    above = max(repairs.preamble, repairs.header_line - 1)
    last = lines.filled()
    if above + repairs.footer >= max(last, 1) and (above or repairs.footer):
        raise UsageError(
            "Nothing is left of the file when these lines are not read.",
            remedy="Name fewer lines above or below the table.",
        )
    yield from range(1, above + 1)
    if repairs.footer:
        yield from range(last - repairs.footer + 1, last + 1)


def _found(text: str, style: Style) -> str:
    def tokenizer(cut: str, delimiter: str) -> Iterator[Record]:
        """Yield the records of a text in the style, at a delimiter that is tried."""
        each = Style(
            delimiter=delimiter,
            quotes=style.quotes,
            escape=style.escape,
            line_ends=style.line_ends,
        )
        return styled_records(cut, each)

    return delimiter_of(text, tokenizer)


def _rewritten(text: str, style: Style, name: str, *, any_end: bool) -> str:
    """Return the text as strict CSV; every record begins on the line it stood on.

    Without `any_end` all records have to end in one way, as in a file that is not mended.
    """
    out = io.StringIO()
    start, usual = 0, ""
    try:
        for record in styled_records(text, style):
            end = _LINE_ENDS.search(text, start, record.end)
            usual = usual or (end[0] if end else "")
            if end and end[0] != usual and not any_end:
                raise other_line_end(name, record.line, usual)
            out.write(_WRITTEN.join(map(_quoted, record.fields)))
            inside = sum(breaks(field) for field in record.fields)
            out.write("\n" * max(1, breaks(text[start : record.end]) - inside))
            start = record.end
    except StrictFault as fault:
        raise structure_fault(name, fault.line, f"field {fault.field}", fault.what) from fault
    return out.getvalue()


def _quoted(field: str) -> str:
    if not _SPECIAL.search(field):
        return field
    return '"' + field.replace('"', '""') + '"'
