"""From text to typed records: outages, checks, answers and all that are not tickets."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from slm_analytics.ingest.contract import Contract, Period
from slm_analytics.ingest.dates import Fault
from slm_analytics.ingest.fields import Kind
from slm_analytics.ingest.local_time import Mask
from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.of_tickets import check_named
from slm_analytics.ingest.recipe import Recipe
from slm_analytics.ingest.row_ledger import RowLedger, Rows
from slm_analytics.ingest.typed_columns import TypedColumns
from slm_analytics.ingest.versions import Ids, drop_repeats
from slm_analytics.warehouse.archive import RawTable

ARROW = {
    Kind.INSTANT: pa.timestamp("s"),
    Kind.COUNT: pa.int32(),
    Kind.YES_NO: pa.bool_(),
    Kind.DURATION: pa.int64(),
    Kind.NUMBER: pa.float64(),
}
_OPEN = np.iinfo(np.int64).max


def check_records(
    raw: RawTable, form: Contract, columns: TypedColumns, ledger: RowLedger, received_at: datetime
) -> None:
    """Set aside what cannot be, mark what is doubtful, and count repeated rows."""
    for name in form.required:
        empty = columns.values[name].is_null().to_numpy(zero_copy_only=False)
        ledger.set_aside(empty, name, f"no {form.fields[name].title.lower()}", "is empty")
    if form.of_tickets:
        check_named(columns, ledger)
    for period in form.periods:
        _check_period(period, form, columns, ledger)
    now = int(received_at.timestamp())
    for name, found in columns.instants.items():
        if name not in form.ahead:
            ledger.flag(found.utc > now, "in the future", name, "loaded as it stands")
    _drop_repeats(raw, form, columns, ledger)
    for period in form.periods:
        if period.apart:
            _mark_overlaps(period, columns, ledger)
    for name, words in form.words.items():
        if name in columns.values:
            _mark_unknown(name, frozenset(words), columns, ledger)


def _check_period(period: Period, form: Contract, columns: TypedColumns, ledger: RowLedger) -> None:
    if period.start not in columns.instants or period.end not in columns.instants:
        return
    start, end = columns.instants[period.start], columns.instants[period.end]
    both = (start.fault == Fault.NONE) & (end.fault == Fault.NONE)
    titles = [form.fields[name].title.lower() for name in (period.end, period.start)]
    ledger.set_aside(both & (end.utc < start.utc), period.end, f"{titles[0]} before {titles[1]}",
                     f"lies before the {titles[1]}")  # fmt: skip


def _drop_repeats(raw: RawTable, form: Contract, columns: TypedColumns, ledger: RowLedger) -> None:
    rows = np.flatnonzero(ledger.kept)
    keys = _codes(columns, form.key, rows)
    if len(rows) and keys:
        words = f"stands in two rows of one {form.one} that differ"
        drop_repeats(
            raw, ledger, rows, keys, (form.key[0], f"same {form.one}, other content", words)
        )


def _codes(columns: TypedColumns, names: tuple[str, ...], rows: Rows) -> tuple[Ids, ...]:
    """Return for each field a number per row, equal for rows of equal value."""
    taken = pa.array(rows)
    codes = []
    for name in (each for each in names if each in columns.values):
        values = columns.values[name].take(taken)
        if not pa.types.is_dictionary(values.type):
            values = values.dictionary_encode()
        indices = values.indices if isinstance(values, pa.DictionaryArray) else (
            values.combine_chunks().indices
        )  # fmt: skip
        codes.append(np.asarray(indices.fill_null(-1).to_numpy(zero_copy_only=False), np.int64))
    return tuple(codes)


def _mark_overlaps(period: Period, columns: TypedColumns, ledger: RowLedger) -> None:
    """Mark records that begin before an earlier one of the same thing is over."""
    if period.start not in columns.instants:
        return
    rows = np.flatnonzero(ledger.kept)
    start = columns.instants[period.start].utc[rows]
    end = np.full(len(rows), _OPEN)
    if period.end in columns.instants:
        found = columns.instants[period.end]
        told = found.fault[rows] == Fault.NONE
        end[told] = found.utc[rows][told]
    keys = _codes(columns, period.apart, rows)
    order = np.lexsort((start, *keys))
    mask: Mask = np.zeros(len(ledger.kept), bool)
    last: tuple[int, ...] | None = None
    until = 0
    for place in order.tolist():
        key = tuple(int(each[place]) for each in keys)
        if key == last and start[place] < until:
            mask[rows[place]] = True
        until = max(until, int(end[place])) if key == last else int(end[place])
        last = key
    ledger.flag(mask, "overlaps another", period.start, "time told twice counts once")


def _mark_unknown(
    name: str, known: frozenset[str], columns: TypedColumns, ledger: RowLedger
) -> None:
    values = columns.values[name]
    encoded = values if pa.types.is_dictionary(values.type) else values.dictionary_encode()
    encoded = encoded.combine_chunks() if isinstance(encoded, pa.ChunkedArray) else encoded
    strange = [word is not None and word.lower() not in known
               for word in encoded.dictionary.to_pylist()]  # fmt: skip
    if any(strange):
        cells = pc.fill_null(pa.array(strange).take(encoded.indices), False)
        effect = "it loads; say what it means on the Data page"
        ledger.flag(cells.to_numpy(zero_copy_only=False), "word not known", name, effect)


def record_table(
    form: Contract, columns: TypedColumns, ledger: RowLedger, mapping: SourceMapping, recipe: Recipe
) -> pa.Table:
    """Return the records that load: one column per field of their kind, `line` and `flags`."""
    rows = np.flatnonzero(ledger.kept)
    taken = pa.array(rows)
    fixed = dict(mapping.fixed)
    if recipe.customer and "customer" in form.fields:
        fixed["customer"] = recipe.customer
    out: dict[str, pa.Array] = {}
    for name, declared in form.fields.items():
        kind = ARROW.get(declared.kind, pa.string())
        if name in columns.values:
            out[name] = columns.values[name].take(taken).cast(kind)
        elif name in fixed:
            out[name] = pa.repeat(pa.scalar(fixed[name], pa.string()), len(rows)).cast(kind)
        else:
            out[name] = pa.nulls(len(rows), kind)
    out["line"] = pa.array(ledger.lines[rows], pa.int32())
    out["flags"] = ledger.flag_words(rows)
    return pa.table(out)
