"""Reading the columns of a file by their fields' kinds: texts, instants, counts, yes or no."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from slm_analytics.errors import ExtractError
from slm_analytics.ingest.cell_texts import CellTexts, cell_texts, coded
from slm_analytics.ingest.date_order import ORDER_WORDS, DateOrder
from slm_analytics.ingest.dates import Fault, Instants, read_instants
from slm_analytics.ingest.durations import seconds_in, unit_of
from slm_analytics.ingest.fields import DATED_KINDS, Kind
from slm_analytics.ingest.local_time import Mask
from slm_analytics.ingest.mapping import NO_WORDS, YES_WORDS, SourceMapping
from slm_analytics.ingest.numbers import read_numbers
from slm_analytics.ingest.recipe import Recipe
from slm_analytics.ingest.row_ledger import RowLedger
from slm_analytics.ingest.time_left import met_by_time_left
from slm_analytics.warehouse.archive import SHEET_KINDS, RawTable

_THREADS = 2


@dataclass(slots=True)
class TypedColumns:
    """The columns of a file, read.

    Attributes:
        values: field -> array of its kind (instants: timestamp[s] in UTC).
        instants: field -> how each date of the column was read.
        read_as: field -> how its column was read, in words.
        orders: field -> date order, as decided.
        said: fields whose order their own values leave open.
        questions: fields whose date order is open -> the orders that fit.
        missing: field -> cells without a value.
    """

    values: dict[str, pa.Array] = field(default_factory=dict)
    instants: dict[str, Instants] = field(default_factory=dict)
    read_as: dict[str, str] = field(default_factory=dict)
    orders: dict[str, str] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)
    questions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    missing: dict[str, int] = field(default_factory=dict)


def read_columns(
    raw: RawTable,
    places: dict[str, int],
    mapping: SourceMapping,
    recipe: Recipe,
    ledger: RowLedger,
) -> TypedColumns:
    """Read every mapped column; what cannot be read is set aside in `ledger`.

    Raises:
        ExtractError: a column mixes two date orders.
    """
    reader = _ColumnReader(raw, mapping, recipe, ledger)
    with ThreadPoolExecutor(_THREADS) as threads:
        cells = list(threads.map(reader.cells, places, places.values()))
    # Columns that settle their own date order go first and settle it for the others.
    for name, prepared in zip(places, cells, strict=True):
        reader.read(name, prepared)
    reader.settle()
    return reader.out


@dataclass(frozen=True, slots=True)
class _Cells:
    """A column's texts, and its instants where it is one of dates."""

    texts: CellTexts
    instants: Instants | None


class _ColumnReader:
    def __init__(
        self, raw: RawTable, mapping: SourceMapping, recipe: Recipe, ledger: RowLedger
    ) -> None:
        self.out = TypedColumns()
        self._raw = raw
        self._mapping = mapping
        self._fields = mapping.form.fields
        self._required = mapping.form.required
        self._recipe = recipe
        self._ledger = ledger
        self._open: dict[str, pa.Array] = {}

    def cells(self, name: str, place: int) -> _Cells:
        """Do what needs nothing but the column: several columns may be done at once."""
        dated = self._fields[name].kind in DATED_KINDS
        may_code = not dated and name not in self._required
        found = cell_texts(self._raw.column(place), self._mapping.missing, may_code=may_code)
        if not dated:
            return _Cells(found, None)
        return _Cells(found, self._instants(name, found.texts, self._recipe.order_of(name)))

    def read(self, name: str, cells: _Cells) -> None:
        """Read one column by its field's kind."""
        found, texts = cells.texts, cells.texts.texts
        self.out.missing[name] = texts.null_count
        if found.named:
            words = f"{_quoted(list(found.named))} is read as no value"
            self._ledger.note("no value", words, name, found.named_cells)
        match self._fields[name].kind:
            case Kind.INSTANT | Kind.DAY if cells.instants is not None:
                self._take_instants(name, texts, cells.instants)
            case Kind.COUNT:
                self._read_counts(name, texts)
            case Kind.YES_NO:
                self._read_verdicts(name, texts)
            case Kind.DURATION:
                self._read_durations(name, texts)
            case Kind.NUMBER:
                self._read_numbers(name, texts)
            case _:
                self._read_texts(name, texts)

    def settle(self) -> None:
        """Read columns of open order as others prove it (one export, one form), else as before."""
        proved = {word for name, word in self.out.orders.items() if name not in self.out.said}
        self._read_open(
            DateOrder(proved.pop()) if len(proved) == 1 else None, "as other dates of the file"
        )
        self._read_open(self._recipe.order_before(), "as in the file before")

    def _read_open(self, order: DateOrder | None, why: str) -> None:
        for name in [each for each, fits in self.out.questions.items() if order in fits]:
            del self.out.questions[name]
            texts = self._open.pop(name)
            self._take_instants(name, texts, self._instants(name, texts, order), why)

    def _instants(self, name: str, texts: pa.Array, order: DateOrder | None) -> Instants:
        serials = self._raw.facts.kind in SHEET_KINDS
        if self._fields[name].kind is Kind.DAY:  # a day without an offset is one in any zone
            found = read_instants(texts, "UTC", order=order, serials=serials)
            if not found.with_offset:
                return found
        return read_instants(texts, self._recipe.zone, order=order, serials=serials)

    def _take_instants(
        self, name: str, texts: pa.Array, found: Instants, why: str = "as was said"
    ) -> None:
        if found.clash is not None:
            raise self._clash(name, texts, found.clash)
        if found.open_orders:
            self.out.questions[name] = tuple(each.value for each in found.open_orders)
            self._open[name] = texts
            return
        self.out.instants[name] = found
        if self._fields[name].kind is Kind.DAY:
            days = pa.array(found.local_day.astype("int32"), mask=found.fault != Fault.NONE)
            self.out.values[name] = days.cast(pa.date32())
        else:
            utc = pa.array(found.utc, mask=found.fault != Fault.NONE)
            self.out.values[name] = utc.cast(pa.timestamp("s"))
        self.out.read_as[name] = "; ".join(found.forms) or "no dates"
        if found.order is not None:
            self.out.orders[name] = found.order.value
        if found.order is not None and found.order_said:
            self.out.said.add(name)
            words = (
                f"every date can be read in several orders; read {ORDER_WORDS[found.order]}, {why}"
            )
            self._ledger.note("date order", words, name, int((found.fault == Fault.NONE).sum()))
        self._account(name, found)

    def _account(self, name: str, found: Instants) -> None:
        if found.cut_fractions:
            words = "fractions of a second are cut off"
            self._ledger.note("fraction cut", words, name, found.cut_fractions)
        if found.zone_doubt:
            count = int((found.fault == Fault.NONE).sum())
            self._ledger.note("several zones", found.zone_doubt, name, count)
        for fault, code, words in (
            (Fault.UNREADABLE, "not a date", "is not a date"),
            (Fault.SENTINEL, "stand-in date", "lies outside 1990 to 2099: it stands for no date"),
            (Fault.GAP, "time that never was", "lies in the hour the clock was put forward"),
        ):
            self._ledger.set_aside(found.fault == fault, name, code, words)
        self._ledger.flag(found.fold, "local time stood twice", name, "the earlier one is taken")

    def _clash(self, name: str, texts: pa.Array, rows: tuple[int, int]) -> ExtractError:
        heading = self._ledger.heading(name)
        first, second = (texts[row].as_py() for row in rows)
        lines = [int(self._ledger.lines[row]) for row in rows]
        return ExtractError(
            f"{self._ledger.name}, column {heading}: {first!r} (line {lines[0]}) and {second!r}"
            f" (line {lines[1]}) cannot both be dates of one form: no order of day, month and year"
            " reads every value of the column.",
            remedy="Export the file with one date format, best yyyy-MM-dd HH:mm:ss.",
            line=lines[0],
            column=heading,
        )

    def _read_counts(self, name: str, texts: pa.Array) -> None:
        encoded = coded(texts)
        words = encoded.dictionary
        right = pc.match_substring_regex(words, r"^[0-9]{1,9}(?:\.0+)?$")
        wrong = _cells_of(encoded, pc.invert(right))
        self._ledger.set_aside(wrong, name, "not a count", "is not a whole number of 0 or more")
        whole = pc.replace_substring_regex(words, r"\.0+$", "")
        kept = pc.if_else(right, whole, pa.scalar(None, pa.string()))
        counts = kept.cast(pa.int32())
        self.out.read_as[name] = "whole number"
        if name in self._mapping.first_counted:
            counts = pc.max_element_wise(pc.subtract(counts, 1), 0, skip_nulls=False)
            self.out.read_as[name] = "whole number less one: the first is no change"
        self.out.values[name] = counts.cast(pa.int32()).take(encoded.indices)

    def _read_texts(self, name: str, texts: pa.Array) -> None:
        said = self._fields[name]
        self.out.values[name], self.out.read_as[name] = texts, "text"
        if said.form is None:
            return
        encoded = coded(texts)
        words = [said.form(word) for word in encoded.dictionary.to_pylist()]
        forms = pa.array(words, pa.string())
        self._ledger.set_aside(_cells_of(encoded, forms.is_null()), name, "not understood",
                               said.lacks)  # fmt: skip
        self.out.values[name] = forms.take(encoded.indices)

    def _read_numbers(self, name: str, texts: pa.Array) -> None:
        said = self._fields[name]
        meant = self._mapping.values.get(name)
        if meant:  # such as good: 1, bad: 0
            encoded = coded(texts)
            numbers = [meant.get(word.lower(), word) for word in encoded.dictionary.to_pylist()]
            texts = pa.array(numbers, pa.string()).take(encoded.indices)
        read = read_numbers(texts)
        self._ledger.set_aside(read.wrong, name, "not a number", read.why)
        values = pa.array(read.values, mask=read.absent)
        if said.least is not None:
            low = pc.fill_null(pc.less(values, said.least), False)
            words = f"is less than {said.least:g}"
            self._ledger.set_aside(low.to_numpy(zero_copy_only=False), name, "too small", words)
        if said.most is not None:
            high = pc.fill_null(pc.greater(values, said.most), False)
            words = f"is more than {said.most:g}"
            self._ledger.set_aside(high.to_numpy(zero_copy_only=False), name, "too large", words)
        self.out.values[name] = values
        self.out.read_as[name] = read.form

    def _read_durations(self, name: str, texts: pa.Array) -> None:
        encoded = coded(texts)
        unit = self._recipe.repairs.unit_of(name) or unit_of(self._ledger.heading(name))
        lengths = pa.array(
            [seconds_in(word, unit) for word in encoded.dictionary.to_pylist()], pa.int64()
        )
        self.out.values[name] = lengths.take(encoded.indices)
        self.out.read_as[name] = "length of time"
        unknown = encoded.dictionary.filter(lengths.is_null()).to_pylist()
        if unknown:
            mask = _cells_of(encoded, lengths.is_null())
            effect = "counts as no value; write it as 2:05:00 or 125 min, or name the unit in the"
            effect += " heading, as in Hold time (minutes)"
            self._ledger.flag(mask, "length not known", name, effect, _quoted(unknown))

    def _read_verdicts(self, name: str, texts: pa.Array) -> None:
        encoded = coded(texts)
        words = encoded.dictionary.to_pylist()
        said = self._mapping.values.get(name, {})
        left = self._mapping.time_left and name == "made_sla"
        meanings = pa.array(
            [met_by_time_left(w) if left else _verdict(w, said.get(w.lower(), "")) for w in words],
            pa.bool_(),
        )
        self.out.values[name] = meanings.take(encoded.indices)
        self.out.read_as[name] = "time left, a minus is a miss" if left else "yes or no"
        unknown = encoded.dictionary.filter(meanings.is_null()).to_pylist()
        if unknown:
            mask = _cells_of(encoded, meanings.is_null())
            what = "verdict not told" if left else "word not known"
            self._ledger.flag(mask, what, name, "counts as no value", _quoted(unknown))


def _cells_of(encoded: pa.DictionaryArray, words: pa.BooleanArray) -> Mask:
    """Return the cells whose word is marked in `words`."""
    cells = pc.fill_null(words.take(encoded.indices), False)
    mask: Mask = cells.to_numpy(zero_copy_only=False)
    return mask


def _verdict(word: str, said: str) -> bool | None:
    plain = (said or word).casefold()
    if plain in YES_WORDS:
        return True
    return False if plain in NO_WORDS else None


def _quoted(words: list[str]) -> str:
    shown = ", ".join(repr(word) for word in words[:5])
    return shown + (f" and {len(words) - 5} more" if len(words) > 5 else "")
