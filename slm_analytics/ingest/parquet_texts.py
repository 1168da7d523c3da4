"""Values of Parquet columns as texts: exact, and written in one way.

Dates and times as ISO 8601, instants in UTC with a Z, whole numbers plain, other numbers with
the digits that tell them from all others, true and false, nothing for null.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from slm_analytics.ingest.text_columns import LEAST_CELL_BYTES
from slm_analytics.settings import MAX_CELL_CHARACTERS

_OUT_OF_RANGE = "<value out of range"
_NO_FRACTION = r"\.0+(Z?)$"
_ENDING_NOUGHTS = r"(\.[0-9]*[1-9])0+(Z?)$"


class UnreadableValue(Exception):
    """A value that is no text and has none: what it is, and its row, from 0, where there is one."""

    def __init__(self, what: str, row: int | None = None) -> None:
        super().__init__(what)
        self.what, self.row = what, row


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts of a stretch of a column, null where there is no value.

    `size` is what they take when each stands for itself; `cells` may hold them as codes.
    """

    cells: pa.Array
    size: int

    def array(self) -> pa.Array:
        """Return the texts, each for itself, empty where there is no value."""
        plain = self.cells.cast(pa.string())
        return pc.fill_null(plain, "")


def is_text(kind: pa.DataType) -> bool:
    """Return whether a column holds texts, or bytes that may be texts."""
    return any(
        test(kind)
        for test in (
            pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view,
            pa.types.is_binary, pa.types.is_large_binary, pa.types.is_binary_view,
        )
    )  # fmt: skip


def column_texts(values: pa.Array) -> Texts:
    """Return the values of a stretch of a column as texts.

    Raises:
        UnreadableValue: a value is no text, too long, or out of the calendar.
    """
    if isinstance(values, pa.ExtensionArray):
        values = values.storage
    if pa.types.is_dictionary(values.type):
        words = _as_text(values.dictionary)
        cells = pa.DictionaryArray.from_arrays(values.indices, words)
        lengths = pc.binary_length(words).take(values.indices)
    else:
        cells = words = _as_text(values)
        lengths = pc.binary_length(words)
    _check(cells, words, lengths)
    return Texts(cells, int(pc.sum(lengths).as_py() or 0) + LEAST_CELL_BYTES * len(values))


def _as_text(values: pa.Array) -> pa.Array:
    kind = values.type
    if is_text(kind):
        return _checked_text(values)
    if pa.types.is_null(kind):
        return pa.nulls(len(values), pa.string())
    if pa.types.is_floating(kind):
        return _floats(values)
    if pa.types.is_decimal(kind):
        plain = [None if each is None else format(each, "f") for each in values.to_pylist()]
        return pa.array(plain, pa.string())
    if pa.types.is_timestamp(kind) and kind.tz is not None:
        values = values.cast(pa.timestamp(kind.unit, "UTC"))
    if pa.types.is_temporal(kind):
        return _times(values)
    if pa.types.is_integer(kind) or pa.types.is_boolean(kind):
        return values.cast(pa.string())
    raise UnreadableValue(f"holds values of the kind {kind}, which are no texts")


def _checked_text(values: pa.Array) -> pa.Array:
    """Return texts, whose bytes nobody has checked before."""
    if pa.types.is_string_view(values.type):
        values = values.cast(pa.large_string())
    try:
        values.validate(full=True)
        return values.cast(pa.string())
    except pa.ArrowInvalid as error:
        raise UnreadableValue("holds bytes that are no text in UTF-8") from error


def _floats(values: pa.Array) -> pa.Array:
    if pa.types.is_float64(values.type):
        said = [None if each is None else repr(each) for each in values.to_pylist()]
        return pa.array(said, pa.string())
    # The digits of a shorter number, not those of the long number nearest to it.
    numbers = values.to_numpy(zero_copy_only=False)
    lost = values.is_null().to_pylist()
    said = [
        None if none else repr(float(str(each))) for each, none in zip(numbers, lost, strict=True)
    ]
    return pa.array(said, pa.string())


def _times(values: pa.Array) -> pa.Array:
    if pa.types.is_duration(values.type):
        return _durations(values)
    texts = values.cast(pa.string())
    away = pc.fill_null(pc.starts_with(texts, _OUT_OF_RANGE), False)
    if pc.any(away).as_py():
        raise UnreadableValue("is a date out of the calendar", _first(away))
    texts = pc.replace_substring_regex(texts, _NO_FRACTION, r"\1")
    return pc.replace_substring_regex(texts, _ENDING_NOUGHTS, r"\1\2")


def _durations(values: pa.Array) -> pa.Array:
    """Return durations as seconds."""
    digits = {"s": 0, "ms": 3, "us": 6, "ns": 9}[values.type.unit]
    counts = values.cast(pa.int64()).cast(pa.string())
    said = [None if each is None else _shifted(each, digits) for each in counts.to_pylist()]
    return pa.array(said, pa.string())


def _shifted(count: str, digits: int) -> str:
    """Return a count of small units as seconds: 1500 milliseconds are 1.5."""
    sign, count = ("-", count[1:]) if count.startswith("-") else ("", count)
    count = count.rjust(digits + 1, "0")
    fraction = count[len(count) - digits :].rstrip("0")
    whole = count[: len(count) - digits]
    return f"{sign}{whole}.{fraction}" if fraction else sign + whole


def _check(cells: pa.Array, words: pa.Array, lengths: pa.Array) -> None:
    """Refuse texts that no cell may hold."""
    if (pc.max(lengths).as_py() or 0) > MAX_CELL_CHARACTERS:
        sizes = pc.fill_null(pc.utf8_length(words), 0)
        if pa.types.is_dictionary(cells.type):
            sizes = pc.fill_null(sizes.take(cells.indices), 0)
        long = pc.greater(sizes, MAX_CELL_CHARACTERS)
        if pc.any(long).as_py():
            row = _first(long)
            what = f"is a text of {sizes[row].as_py():,} characters (limit {MAX_CELL_CHARACTERS:,})"
            raise UnreadableValue(what, row)
    if pc.any(pc.match_substring(words, "\0")).as_py():
        raise UnreadableValue("holds a NUL character; a text has none")


def _first(found: pa.Array) -> int:
    return int(pc.index(found, True).as_py())
