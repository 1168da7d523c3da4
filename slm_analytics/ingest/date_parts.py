"""The parts of dates as numbers: year, month, day, time of day and offset of whole columns.

Two readings of the same cells: `PatternParts` takes any pattern apart by its
named groups; `FixedParts` reads columns in which every cell has the same
width, which nearly every export writes, straight from the bytes. Letters name
the parts: y m d (or a c e, when their order is not known yet), b a month's
name, h n s the time of day, f its fraction, p AM or PM, z an offset.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from slm_analytics.ingest.local_time import Mask

Numbers = npt.NDArray[np.int64]
Cells = npt.NDArray[np.uint8]

NO_OFFSET = 100 * 3600  # stands for an offset that no zone can have
LARGEST_OFFSET = 14 * 3600
_ZERO = 48
_MONTH_NAMES = (
    ("jan", "january", "januar", "janvier", "enero"),
    ("feb", "february", "februar"),
    ("mar", "march", "märz", "mär", "mrz"),
    ("apr", "april"),
    ("may", "mai"),
    ("jun", "june", "juni"),
    ("jul", "july", "juli"),
    ("aug", "august"),
    ("sep", "sept", "september"),
    ("oct", "october", "okt", "oktober"),
    ("nov", "november"),
    ("dec", "december", "dez", "dezember"),
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names}


class Parts(Protocol):
    """The parts of a column of dates."""

    def __len__(self) -> int:
        """Return how many cells there are."""

    def has(self, name: str) -> bool:
        """Return whether any cell has the part."""

    def number(self, name: str) -> Numbers:
        """Return a part as whole numbers; 0 where it is absent."""

    def month(self) -> Numbers:
        """Return the month that a name stands for; 0 where there is none such."""

    def evening(self) -> tuple[Mask, Mask]:
        """Return which cells say PM, and which say AM or PM."""

    def offset(self) -> tuple[Numbers, Mask]:
        """Return the UTC offset in seconds, and where one is written."""

    def fractions(self) -> int:
        """Return how many cells carry a fraction of a second that is not zero."""


class PatternParts:
    """The named groups of the cells that matched one pattern."""

    def __init__(self, found: pa.StructArray) -> None:
        self._found = found
        self._names = {part.name for part in found.type}

    def __len__(self) -> int:
        return len(self._found)

    def has(self, name: str) -> bool:
        """Return whether any cell has the part."""
        return name in self._names and bool(pc.any(pc.not_equal(self._group(name), "")).as_py())

    def number(self, name: str) -> Numbers:
        """Return a part as whole numbers; 0 where it is absent."""
        text = self._group(name)
        text = pc.if_else(pc.equal(text, ""), "0", text)
        numbers: Numbers = text.cast(pa.int64()).to_numpy(zero_copy_only=False)
        return numbers

    def month(self) -> Numbers:
        """Return the month that a name stands for; 0 where there is none such."""
        encoded = self._group("b").dictionary_encode()
        words = encoded.dictionary.to_pylist()
        meaning = np.array([_MONTHS.get(word.lower(), 0) for word in words], np.int64)
        numbers: Numbers = meaning[encoded.indices.to_numpy(zero_copy_only=False)]
        return numbers

    def evening(self) -> tuple[Mask, Mask]:
        """Return which cells say PM, and which say AM or PM."""
        half = pc.utf8_lower(pc.utf8_slice_codeunits(self._group("p"), 0, 1))
        late: Mask = pc.equal(half, "p").to_numpy(zero_copy_only=False)
        early: Mask = pc.equal(half, "a").to_numpy(zero_copy_only=False)
        return late, late | early

    def offset(self) -> tuple[Numbers, Mask]:
        """Return the UTC offset in seconds, and where one is written."""
        if "z" not in self._names:
            return np.zeros(len(self), np.int64), np.zeros(len(self), bool)
        encoded = self._group("z").dictionary_encode()
        words = encoded.dictionary.to_pylist()
        index = encoded.indices.to_numpy(zero_copy_only=False)
        seconds = np.array([_offset_seconds(word) for word in words], np.int64)
        return seconds[index], np.array([bool(word) for word in words])[index]

    def fractions(self) -> int:
        """Return how many cells carry a fraction of a second that is not zero."""
        if "f" not in self._names:
            return 0
        return int(pc.sum(pc.match_substring_regex(self._group("f"), "[1-9]")).as_py() or 0)

    def _group(self, name: str) -> pa.StringArray:
        return self._found.field(name)


class FixedParts:
    """The parts of cells that all follow one template, such as `yyyy-mm-dd hh:nn:ss`."""

    def __init__(self, cells: Cells, template: str) -> None:
        self._cells = cells
        self._template = template

    def __len__(self) -> int:
        return int(self._cells.shape[1])

    def has(self, name: str) -> bool:
        """Return whether the template has the part."""
        return name in self._template or (name == "z" and self._template.endswith("Z"))

    def number(self, name: str) -> Numbers:
        """Return a part as whole numbers; 0 where it is absent."""
        total = np.zeros(len(self), np.int32)
        for match in re.finditer(f"{name}+", self._template):
            for place in range(match.start(), match.end()):
                total *= 10
                total += self._cells[place] - np.uint8(_ZERO)
        return total.astype(np.int64)

    def month(self) -> Numbers:
        """Return no month: templates have no names."""
        return np.zeros(len(self), np.int64)

    def evening(self) -> tuple[Mask, Mask]:
        """Return that no cell says AM or PM."""
        nowhere = np.zeros(len(self), bool)
        return nowhere, nowhere

    def offset(self) -> tuple[Numbers, Mask]:
        """Return an offset of 0, written where the template ends with Z."""
        return np.zeros(len(self), np.int64), np.full(len(self), self.has("z"))

    def fractions(self) -> int:
        """Return 0: templates have no fractions."""
        return 0


def fixed_cells(texts: pa.StringArray) -> Cells | None:
    """Return the bytes of the cells, a row per place, when none is null and all are as wide."""
    if len(texts) == 0 or texts.null_count:
        return None
    _, offsets, data = texts.buffers()
    ends = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    width = int(ends[1] - ends[0])
    if width == 0 or (np.diff(ends) != width).any():
        return None
    content = np.frombuffer(data, np.uint8)[ends[0] : ends[-1]]
    return np.ascontiguousarray(content.reshape(len(texts), width).T)


def follows(cells: Cells, template: str) -> bool:
    """Return whether every cell follows the template."""
    if len(cells) != len(template):
        return False
    for column, letter in zip(cells, template, strict=True):
        if letter in "ymdacehns":
            if (column - np.uint8(_ZERO) > 9).any():  # bytes wrap: only digits end up below 10
                return False
        elif (column != ord(letter)).any():
            return False
    return True


def time_form(parts: Parts) -> str:
    """Return the time of day's form, in words."""
    if not parts.has("h"):
        return ", no time of day"
    form = " hh:mm:ss" if parts.has("s") else " hh:mm"
    form += " AM/PM" if parts.has("p") else ""
    return form + (" with offset" if parts.has("z") else "")


def seconds_of_day(parts: Parts) -> tuple[Numbers, Mask]:
    """Return seconds since midnight, and whether that time exists."""
    count = len(parts)
    if not parts.has("h"):
        return np.zeros(count, np.int64), np.ones(count, bool)
    hour, minute = parts.number("h"), parts.number("n")
    second = parts.number("s") if parts.has("s") else np.zeros(count, np.int64)
    sound = (hour < 24) & (minute < 60) & (second < 60)
    if parts.has("p"):
        late, marked = parts.evening()
        sound &= ~marked | ((hour >= 1) & (hour <= 12))
        hour = np.where(marked, hour % 12 + 12 * late, hour)
    return hour * 3600 + minute * 60 + second, sound


def days_of(year: Numbers, month: Numbers, day: Numbers) -> tuple[Numbers, Mask]:
    """Return days since 1970 and whether the date exists, in the years 0 to 9999."""
    starts, lengths = _months()
    index = np.where((month >= 1) & (month <= 12), year * 12 + month - 1, 0)
    real = (month >= 1) & (month <= 12) & (day >= 1) & (day <= lengths[index])
    return starts[index] + day - 1, real


@cache
def _months() -> tuple[Numbers, Numbers]:
    """Return the first day of every month of the years 0 to 9999, in days since 1970; its length.

    The calendar is numpy's: proleptic Gregorian.
    """
    firsts = np.arange("0000-01", "10000-02", dtype="datetime64[M]").astype("datetime64[D]")
    days = firsts.astype(np.int64)
    return days[:-1], np.diff(days)


def _offset_seconds(word: str) -> int:
    if word in ("", "Z", "UTC"):
        return 0
    digits = word[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:])
    seconds = hours * 3600 + minutes * 60 if minutes < 60 else NO_OFFSET
    return -seconds if word.startswith("-") else seconds
