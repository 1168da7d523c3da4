"""From text to typed records: outages, checks, answers and all that are not tickets."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from slm_analytics.ingest.contract import Contract
from slm_analytics.ingest.fields import Kind
from slm_analytics.ingest.local_time import Mask
from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.recipe import Recipe
from slm_analytics.ingest.record_periods import check_periods, codes_of, mark_periods
from slm_analytics.ingest.row_ledger import RowLedger
from slm_analytics.ingest.typed_columns import TypedColumns
from slm_analytics.ingest.versions import drop_repeats
from slm_analytics.warehouse.archive import RawTable

ARROW = {
    Kind.INSTANT: pa.timestamp("s"),
    Kind.COUNT: pa.int32(),
    Kind.YES_NO: pa.bool_(),
    Kind.DURATION: pa.int64(),
    Kind.NUMBER: pa.float64(),
}
_BELOW_NOTHING = r"^\s*[-\x{2212}]\s*[0-9]"


def check_records(
    raw: RawTable,
    mapping: SourceMapping,
    columns: TypedColumns,
    ledger: RowLedger,
    received_at: datetime,
) -> None:
    """Set aside what cannot be, mark what is doubtful, and count repeated rows."""
    form = mapping.form
    for name in form.required:
        empty = columns.values[name].is_null().to_numpy(zero_copy_only=False)
        ledger.set_aside(empty, name, f"no {form.fields[name].title.lower()}", "is empty")
    for group in form.one_of:
        titles = " and no ".join(form.fields[name].title.lower() for name in group)
        empty = np.logical_and.reduce([_empty(name, columns, ledger) for name in group])
        there = [name for name in group if name in columns.values]
        ledger.set_aside(empty, (*there, *group)[0], f"no {titles}", f"is empty: no {titles}")
    _check_lengths(raw, mapping, ledger)
    check_periods(form, columns, ledger)
    now = int(received_at.timestamp())
    for name, found in columns.instants.items():
        if name not in form.ahead:
            ledger.flag(found.utc > now, "in the future", name, "loaded as it stands")
    _drop_repeats(raw, form, columns, ledger)
    mark_periods(form, columns, ledger)
    known = mapping.words()
    for name in form.words:
        if name in columns.values:
            _mark_unknown(name, frozenset(known[name]), columns, ledger)


def _empty(name: str, columns: TypedColumns, ledger: RowLedger) -> Mask:
    if name not in columns.values:
        return np.ones(len(ledger.kept), bool)
    empty: Mask = columns.values[name].is_null().to_numpy(zero_copy_only=False)
    return empty


def _check_lengths(raw: RawTable, mapping: SourceMapping, ledger: RowLedger) -> None:
    """Set aside rows with a length of time below nothing."""
    for name, place in mapping.located(raw.headings).items():
        if mapping.form.fields[name].kind is Kind.DURATION:
            below = pc.match_substring_regex(raw.column(place), _BELOW_NOTHING)
            ledger.set_aside(below.to_numpy(), name, "negative length", "is less than nothing")


def _drop_repeats(raw: RawTable, form: Contract, columns: TypedColumns, ledger: RowLedger) -> None:
    rows = np.flatnonzero(ledger.kept)
    keys = codes_of(columns, form.key, rows)
    if len(rows) and keys:
        words = f"stands in two rows of one {form.one} that differ"
        drop_repeats(
            raw, ledger, rows, keys, (form.key[0], f"same {form.one}, other content", words)
        )


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
