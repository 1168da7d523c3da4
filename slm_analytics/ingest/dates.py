"""Reading a column of dates: the form is decided from all its values, never row by row.

Each family of forms is one pattern. A family whose numbers could be day,
month or year in more than one order is narrowed by every value of the column
(a 13 can only be a day); what the values leave open is asked, never guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import IntEnum

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from slm_analytics.ingest.date_order import ORDER_WORDS, DateOrder
from slm_analytics.ingest.date_parts import (
    LARGEST_OFFSET,
    FixedParts,
    Numbers,
    Parts,
    PatternParts,
    days_of,
    fixed_cells,
    follows,
    seconds_of_day,
    time_form,
)
from slm_analytics.ingest.local_time import Mask, Seconds, to_local, to_utc
from slm_analytics.ingest.offsets import zone_doubt

FIRST_YEAR, LAST_YEAR = 1990, 2099  # what lies outside is a stand-in for "no date"
_FIRST_SECOND = int(datetime(FIRST_YEAR, 1, 1, tzinfo=UTC).timestamp())
_LAST_SECOND = int(datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC).timestamp())
_EXCEL_EPOCH = -25569 * 86400  # 1899-12-30
_TIME = (
    r"(?:[T ,]+(?P<h>[0-9]{1,2}):(?P<n>[0-9]{2})(?::(?P<s>[0-9]{2})(?:[.,](?P<f>[0-9]{1,9}))?)?"
    r" ?(?P<p>[AaPp]\.?[Mm]\.?)?)?"
)
_ISO = (
    r"^(?P<y>[0-9]{4})[-/](?P<m>[0-9]{1,2})[-/](?P<d>[0-9]{1,2})"
    + _TIME
    + r" ?(?P<z>Z|UTC|[+-][0-9]{2}:?[0-9]{2})?$"
)
_NAMED_DAY_FIRST = (
    r"^(?P<d>[0-9]{1,2})[-/ .]+(?P<b>[A-Za-zäÄ]{3,9})[-/ .,]+(?P<y>[0-9]{%d})" + _TIME + "$"
)
_NAMED_MONTH_FIRST = r"^(?P<b>[A-Za-zäÄ]{3,9})\.? (?P<d>[0-9]{1,2}),? (?P<y>[0-9]{4})" + _TIME + "$"
_SERIAL = r"^[2-5][0-9]{4}(?:\.[0-9]+)?$"
_FIXED_TIMES = ("", " hh:nn", " hh:nn:ss", "Thh:nn:ss", "Thh:nn:ssZ")


class Fault(IntEnum):
    """Why a cell gives no instant."""

    NONE = 0
    MISSING = 1
    UNREADABLE = 2
    SENTINEL = 3
    GAP = 4


@dataclass(slots=True, kw_only=True)
class Instants:
    """A column of instants.

    Attributes:
        utc: seconds since 1970 UTC; 0 where `fault` is not NONE.
        local_day: civil day in the load's zone, days since 1970.
        fault: one `Fault` per row.
        fold: local times that stood twice; the earlier was taken.
        forms: how the column was read, in words, commonest first.
        order: the order used, where the values or a person decided it.
        order_said: whether the values left that order open and a person decided it.
        open_orders: the orders that all values allow, when more than one does
            and they differ; those cells are then not read.
        clash: rows of two values that no single order reads, when there are.
        cut_fractions: cells whose fraction of a second was cut off.
        with_offset: cells that say their own offset from UTC.
        zone_doubt: why the cells may be of several zones; empty where nothing says so.
    """

    utc: Seconds
    local_day: Numbers
    fault: npt.NDArray[np.int8]
    fold: Mask
    forms: list[str] = field(default_factory=list)
    order: DateOrder | None = None
    order_said: bool = False
    open_orders: tuple[DateOrder, ...] = ()
    clash: tuple[int, int] | None = None
    cut_fractions: int = 0
    with_offset: int = 0
    zone_doubt: str = ""


@dataclass(frozen=True, slots=True)
class _Family:
    name: str
    pattern: str
    orders: tuple[DateOrder, ...] = ()
    template: str = ""
    short_year: bool = False


@dataclass(frozen=True, slots=True)
class _Open:
    """Cells that several orders read, and differently."""

    family: _Family
    parts: Parts
    rows: Numbers
    orders: tuple[DateOrder, ...]


def _numeric(mark: str, year: str) -> _Family:
    if year == "yyyy":
        parts = ("(?P<a>[0-9]{1,2})", "(?P<c>[0-9]{1,2})", "(?P<e>[0-9]{4})")
        orders: tuple[DateOrder, ...] = (DateOrder.DMY, DateOrder.MDY)
    else:
        parts = ("(?P<a>[0-9]{2})", "(?P<c>[0-9]{2})", "(?P<e>[0-9]{2})")
        orders = tuple(DateOrder)
    pattern = "^" + ("\\" + mark).join(parts) + _TIME + "$"
    template = mark.join(("aa", "cc", "e" * len(year)))
    return _Family(f"dd{mark}mm{mark}{year}", pattern, orders, template, short_year=year == "yy")


_FAMILIES = (
    _Family("yyyy-mm-dd", _ISO, template="yyyy-mm-dd"),
    *(_numeric(mark, "yyyy") for mark in "/-."),
    _Family("dd-Mon-yyyy", _NAMED_DAY_FIRST % 4),
    _Family("dd-Mon-yy", _NAMED_DAY_FIRST % 2, short_year=True),
    _Family("Mon dd, yyyy", _NAMED_MONTH_FIRST),
    *(_numeric(mark, "yy") for mark in "/-."),
)


def read_instants(
    texts: pa.ChunkedArray,
    zone: str,
    *,
    order: DateOrder | None = None,
    serials: bool = False,
) -> Instants:
    """Read a column of dates.

    Args:
        texts: trimmed cells, null where there is no value.
        zone: the zone of times without an offset.
        order: taken where the values allow several orders; without it such
            a column is left unread and `open_orders` says what is asked.
        serials: whether numbers such as 46085.5 are Excel's day numbers.
    """
    reader = _Reader(texts, order)
    reader.take_fixed()
    for family in _FAMILIES:
        if not reader.left.any():
            break
        reader.take(family)
    if serials and reader.left.any():
        reader.take_serials()
    reader.settle_open()
    return reader.result(zone)


class _Reader:
    """The state of reading one column: which rows are left, and what was read so far."""

    def __init__(self, texts: pa.ChunkedArray, order: DateOrder | None) -> None:
        self._texts = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
        count = len(self._texts)
        present = self._texts.is_valid().to_numpy(zero_copy_only=False)
        self.left: Mask = present.copy()
        self._order = order
        self._seconds = np.zeros(count, np.int64)
        self._absolute = np.zeros(count, bool)
        self._offset: Seconds | None = None  # where any cell says one
        self._fault = np.where(present, Fault.UNREADABLE, Fault.MISSING).astype(np.int8)
        self._forms: dict[str, int] = {}
        self._proved: set[DateOrder] = set()
        self._said: DateOrder | None = None
        self._open: list[_Open] = []
        self._clash: tuple[int, int] | None = None
        self._fractions = 0

    def take_fixed(self) -> None:
        """Read all rows at once when every cell follows one template of digits."""
        rows = np.flatnonzero(self.left)
        texts = self._texts.drop_null() if self._texts.null_count else self._texts
        cells = fixed_cells(texts)
        if cells is None:
            return
        for family in _FAMILIES:
            for ending in _FIXED_TIMES:
                template = family.template + ending
                if family.template and follows(cells, template):
                    self._read(family, FixedParts(cells, template), rows)
                    return

    def take(self, family: _Family) -> None:
        """Read the rows left that match `family`."""
        rows = np.flatnonzero(self.left)
        part = self._texts if len(rows) == len(self._texts) else self._texts.take(pa.array(rows))
        found = pc.extract_regex(part, pattern=family.pattern)
        matched = found.is_valid().to_numpy(zero_copy_only=False)
        if matched.any():
            found = found if matched.all() else found.filter(pa.array(matched))
            self._read(family, PatternParts(found), rows[matched])

    def take_serials(self) -> None:
        """Read Excel day numbers (1900 system) among the rows left."""
        rows = np.flatnonzero(self.left)
        part = self._texts.take(pa.array(rows))
        matched = pc.match_substring_regex(part, _SERIAL).to_numpy(zero_copy_only=False)
        if not matched.any():
            return
        numbers = part.filter(pa.array(matched)).cast(pa.float64()).to_numpy()
        rows = rows[matched]
        seconds = _EXCEL_EPOCH + np.rint(numbers * 86400).astype(np.int64)
        kept = (seconds >= _FIRST_SECOND) & (seconds < _LAST_SECOND)
        self._seconds[rows] = seconds
        self._fault[rows] = np.where(kept, Fault.NONE, Fault.SENTINEL)
        self.left[rows] = False
        self._forms["Excel day number"] = len(rows)

    def settle_open(self) -> None:
        """Read what one way of writing left open by the order that another proved."""
        waiting, self._open = self._open, []
        for each in waiting:
            self._read(each.family, each.parts, each.rows)

    def result(self, zone: str) -> Instants:
        """Return what was read, in UTC."""
        good = self._fault == Fault.NONE
        utc, fold, gap = to_utc(self._seconds, zone)
        utc = np.where(self._absolute, self._seconds, utc)
        fold, gap = fold & good & ~self._absolute, gap & good & ~self._absolute
        self._fault[gap] = Fault.GAP
        good &= ~gap
        local = self._seconds
        if self._absolute.any():
            local = np.where(self._absolute, to_local(self._seconds, zone), local)
        return Instants(
            utc=np.where(good, utc, 0),
            local_day=np.where(good, local // 86400, 0),
            fault=self._fault,
            fold=fold,
            forms=sorted(self._forms, key=lambda form: -self._forms[form]),
            order=self._said or (next(iter(self._proved)) if len(self._proved) == 1 else None),
            order_said=self._said is not None,
            open_orders=self._open[0].orders if self._open else (),
            clash=self._clash,
            cut_fractions=self._fractions,
            with_offset=int(self._absolute.sum()),
            zone_doubt=self._zone_doubt(utc, good),
        )

    def _zone_doubt(self, utc: Seconds, good: Mask) -> str:
        if self._offset is None:
            return ""
        return zone_doubt(utc, self._offset, self._absolute, good)

    def _read(self, family: _Family, parts: Parts, rows: Numbers) -> None:
        self.left[rows] = False
        chosen = self._dates(family, parts, rows)
        if chosen is None:
            return
        year, month, day, form = chosen
        year = year + 2000 if family.short_year else year
        seconds, sound = seconds_of_day(parts)
        days, real = days_of(year, month, day)
        offset, has_offset = parts.offset()
        sound &= real & (np.abs(offset) <= LARGEST_OFFSET)
        kept = (year >= FIRST_YEAR) & (year <= LAST_YEAR)
        self._fault[rows] = np.where(
            kept, np.where(sound, Fault.NONE, Fault.UNREADABLE), Fault.SENTINEL
        )
        self._seconds[rows] = days * 86400 + seconds - offset
        self._absolute[rows] = has_offset
        if has_offset.any():
            if self._offset is None:
                self._offset = np.zeros(len(self._texts), np.int64)
            self._offset[rows] = offset
        self._fractions += parts.fractions()
        self._forms[form + time_form(parts)] = len(rows)

    def _dates(
        self, family: _Family, parts: Parts, rows: Numbers
    ) -> tuple[Numbers, Numbers, Numbers, str] | None:
        """Return year, month, day and the form's name; None where the order is open."""
        if not family.orders:
            month = parts.month() if parts.has("b") else parts.number("m")
            return parts.number("y"), month, parts.number("d"), family.name
        numbers = tuple(parts.number(key) for key in "ace")
        orders = self._orders(family, numbers, rows)
        if len(orders) > 1:
            self._open.append(_Open(family, parts, rows, orders))
        if len(orders) != 1:
            return None
        order = orders[0]
        year, month, day = _ordered(order, numbers)
        words = ORDER_WORDS[order] if order in (self._said, *self._proved) else "any order"
        return year, month, day, f"{_form(family.name, order)} ({words})"

    def _orders(
        self, family: _Family, numbers: Sequence[Numbers], rows: Numbers
    ) -> tuple[DateOrder, ...]:
        """Return the orders in question: one, several that are open, or none at a clash.

        What the values leave open is decided by what a person said, else by
        what another way of writing in the column proved.
        """
        valid = {order: _exists(*_ordered(order, numbers)[1:]) for order in family.orders}
        some = np.logical_or.reduce(list(valid.values()))
        wrong = {order: some & ~right for order, right in valid.items()}
        fits = tuple(order for order in family.orders if not wrong[order].any())
        if not fits:
            self._clash = _clash(valid, wrong, rows)
        elif len(fits) == 1:
            self._proved.add(fits[0])
        elif _same(fits, [part[some] for part in numbers]):
            return fits[:1]
        elif self._order in fits:
            self._said = self._order
            return (self._order,)
        elif len(self._proved) == 1 and self._proved <= set(fits):
            return tuple(self._proved)
        return fits


def _clash(
    valid: dict[DateOrder, Mask], wrong: dict[DateOrder, Mask], rows: Numbers
) -> tuple[int, int]:
    """Return a row, and another that cannot be read in an order that reads the first."""
    first = min(int(mask.argmax()) for mask in wrong.values())
    others = [int(wrong[order].argmax()) for order in valid if valid[order][first]]
    return int(rows[first]), int(rows[others[0]])


def _exists(month: Numbers, day: Numbers) -> Mask:
    return (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)


def _same(orders: Sequence[DateOrder], numbers: Sequence[Numbers]) -> bool:
    """Return whether the orders give the same dates."""
    first = _ordered(orders[0], numbers)
    return all(
        np.array_equal(left, right)
        for order in orders[1:]
        for left, right in zip(first, _ordered(order, numbers), strict=True)
    )


def _ordered(order: DateOrder, numbers: Sequence[Numbers]) -> tuple[Numbers, Numbers, Numbers]:
    """Return year, month, day."""
    first, second, third = numbers
    match order:
        case DateOrder.DMY:
            return third, second, first
        case DateOrder.MDY:
            return third, first, second
        case DateOrder.YMD:
            return first, second, third


def _form(name: str, order: DateOrder) -> str:
    if order is DateOrder.DMY:
        return name
    mark, year = name[2], name[6:]
    return mark.join(("mm", "dd", year) if order is DateOrder.MDY else (year, "mm", "dd"))
