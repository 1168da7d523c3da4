"""Quotes and line ends over all bytes of a CSV text, and the proof that they are strict.

Counted from the start of the text, quotes of even index open a field or
continue one after a doubled quote; quotes of odd index close one or begin a
doubled quote. So an opening quote follows a delimiter, a line end or a quote,
and a closing one precedes one of these: nothing else is RFC 4180.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from slm_analytics.errors import UnreadableFile
from slm_analytics.ingest.csv_dialect import structure_fault
from slm_analytics.ingest.csv_tokens import StrictFault, records

QUOTE, LF, CR = 34, 10, 13
_SLICE = 1 << 18  # fits the processor's cache with all that is made of it
_THREADS = 2
_LONGEST_LETTER = 4  # bytes of UTF-8

Bytes = npt.NDArray[np.uint8]
Positions = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Marks:
    """The line ends of a text.

    Attributes:
        breaks: the last byte of every line end, quoted or not: CRLF, LF or CR.
        ends: those outside quotes, which end records.
    """

    breaks: Positions
    ends: Positions


@dataclass(frozen=True, slots=True)
class _Slice:
    """What stands in one slice of the text.

    `after` and `before` tell of each quote whether it follows and precedes
    what a quote may; `quotes` counts those before each line end.
    """

    after: Mask
    before: Mask
    breaks: Positions
    quotes: Positions


def marks_of(content: bytes, delimiter: str, name: str) -> Marks:
    """Prove that every quote of a text stands where RFC 4180 allows one; return its line ends.

    Raises:
        UnreadableFile: a quote stands elsewhere, or the last is never closed.
    """
    cells = np.frombuffer(content, np.uint8)
    begins = range(0, len(cells), _SLICE)
    sound, count = True, 0
    breaks, ends = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    with ThreadPoolExecutor(_THREADS) as threads:
        for part in threads.map(lambda begin: _slice(cells, begin, ord(delimiter)), begins):
            opens = count % 2
            sound &= bool(part.after[opens::2].all() and part.before[1 - opens :: 2].all())
            breaks.append(part.breaks)
            ends.append(part.breaks[(part.quotes + count) % 2 == 0])
            count += len(part.after)
    every = np.concatenate(breaks)
    if not sound or count % 2:
        raise _misplaced(content, every, delimiter, name)
    return Marks(every, np.concatenate(ends))


def check_line_ends(content: bytes, marks: Marks, name: str) -> None:
    """Check that records end in one way.

    Raises:
        UnreadableFile: line ends of two kinds stand between records.
    """
    cells, ends = np.frombuffer(content, np.uint8), marks.ends
    is_feed = cells[ends] == LF
    after_return = is_feed & (ends > 0) & (cells[np.maximum(ends - 1, 0)] == CR)
    kinds = np.where(after_return, 2, np.where(is_feed, 1, 0))
    if len(kinds) and (kinds != kinds[0]).any():
        other = ends[int((kinds != kinds[0]).argmax())]
        line = int(np.searchsorted(marks.breaks, other)) + 1
        raise other_line_end(name, line, ("\r", "\n", "\r\n")[int(kinds[0])])


def other_line_end(name: str, line: int, usual: str) -> UnreadableFile:
    """Return the refusal of a line that ends in another way than the lines before it."""
    shown = usual.replace("\r", "CR").replace("\n", "LF")
    return UnreadableFile(
        f"{name}, line {line}: the line ends in another way than the lines before it ({shown}).",
        remedy="Save the file with one kind of line end, or quote line ends inside a field.",
        line=line,
    )


def _slice(cells: Bytes, begin: int, delimiter: int) -> _Slice:
    """Look at one slice, with the bytes beside it; beyond the text stands a line end."""
    end = min(begin + _SLICE, len(cells))
    if begin and end < len(cells):
        piece = cells[begin - 1 : end + 1]
    else:
        left = cells[begin - 1 : begin] if begin else [LF]
        right = cells[end : end + 1] if end < len(cells) else [LF]
        piece = np.concatenate((left, cells[begin:end], right)).astype(np.uint8)
    is_quote, is_break = piece == QUOTE, piece == LF
    allowed = (piece == delimiter) | is_break | is_quote
    is_return = piece == CR
    if is_return.any():
        allowed |= is_return
        followed = is_break[1:].copy()
        if end == len(cells):
            followed[-1] = False
        is_break[:-1] |= is_return[:-1] & ~followed
    places = np.flatnonzero(is_quote[1:-1])
    breaks = np.flatnonzero(is_break[1:-1])
    return _Slice(
        after=allowed[:-2][places],
        before=allowed[2:][places],
        breaks=breaks + begin,
        quotes=np.searchsorted(places, breaks),
    )


def _misplaced(content: bytes, breaks: Positions, delimiter: str, name: str) -> UnreadableFile:
    """Name the record and field of the first quote that stands wrong."""
    cells = np.frombuffer(content, np.uint8)
    quotes = np.flatnonzero(cells == QUOTE)
    place = _first_wrong(cells, quotes, delimiter)
    before = breaks[breaks < place]
    before = before[np.searchsorted(quotes, before) % 2 == 0]
    start = int(before[-1]) + 1 if len(before) else 0
    line = int(np.searchsorted(breaks, start)) + 1
    until = place + 1 + _LONGEST_LETTER  # the letter after the quote belongs to the fault
    text = content[start:until].decode("utf-8", errors="ignore")
    try:
        next(records(text, delimiter, line=line))
    except StrictFault as fault:
        return structure_fault(name, fault.line, f"field {fault.field}", fault.what)
    raise AssertionError("the two strict readings disagree")


def _first_wrong(cells: Bytes, quotes: Positions, delimiter: str) -> int:
    """Return the first quote that stands wrong."""
    allowed = np.zeros(256, bool)
    allowed[[ord(delimiter), LF, CR, QUOTE]] = True
    opening, closing = quotes[0::2], quotes[1::2]
    wrong_open = ~allowed[cells[opening - 1]] & (opening > 0)
    wrong_close = ~allowed[cells[np.minimum(closing + 1, len(cells) - 1)]]
    wrong_close &= closing < len(cells) - 1
    wrong = [
        int(positions[int(mask.argmax())])
        for mask, positions in ((wrong_open, opening), (wrong_close, closing))
        if mask.any()
    ]
    if len(quotes) % 2:
        wrong.append(int(quotes[-1]))
    return min(wrong)
