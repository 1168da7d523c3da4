"""From text to typed records: outages, checks, answers and all that are not tickets."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from slm_analytics.ingest.contract import Contract
from slm_analytics.ingest.fields import Kind
from slm_analytics.ingest.fixed_values import ARROW
from slm_analytics.ingest.local_time import Mask
from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.numbers import CUT_NUMBER
from slm_analytics.ingest.of_tickets import check_named
from slm_analytics.ingest.record_periods import check_periods, codes_of, mark_periods
from slm_analytics.ingest.row_ledger import RowLedger, Rows
from slm_analytics.ingest.row_rules import check_rules
from slm_analytics.ingest.typed_columns import TypedColumns
from slm_analytics.ingest.versions import Ids, drop_repeats
from slm_analytics.warehouse.archive import RawTable

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
    _check_names(form, columns, ledger)
    for name in form.required:
        title = form.fields[name].title.lower()
        ledger.set_aside(_empty(name, columns, ledger), name, f"no {title}", "is empty")
    for group in form.one_of:
        titles = " and no ".join(form.fields[name].title.lower() for name in group)
        empty = np.logical_and.reduce([_empty(name, columns, ledger) for name in group])
        there = [name for name in group if name in columns.values]
        ledger.set_aside(empty, (*there, *group)[0], f"no {titles}", f"is empty: no {titles}")
    if form.of_tickets:
        check_named(columns, ledger)
    check_rules(form, columns, ledger)
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


def _check_names(form: Contract, columns: TypedColumns, ledger: RowLedger) -> None:
    """Set aside names that a spreadsheet cut: several records would be taken for one."""
    for name in (each for each in form.key if each.endswith("_id") and each in columns.values):
        cut = pc.match_substring_regex(columns.values[name].cast(pa.string()), CUT_NUMBER)
        words = "is a number that a spreadsheet shortened: many records may carry it"
        mask = pc.fill_null(cut, False).to_numpy(zero_copy_only=False)
        ledger.set_aside(mask, name, "number cut", words)


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
    """Count rows that stand twice, and see to rows of one record that differ."""
    rows = np.flatnonzero(ledger.kept)
    keys = _key_codes(form, columns, rows)
    if len(rows) == 0 or not keys:
        return
    words = f"stands in two rows of one {form.one} that differ"
    unlike = (form.key[0], f"same {form.one}, other content", words)
    if form.last not in columns.instants:
        drop_repeats(raw, ledger, rows, keys, unlike)
        return
    at = columns.instants[form.last].utc[rows]
    drop_repeats(raw, ledger, rows, (*keys, at), unlike)
    stay = ledger.kept[rows]
    keep_last(form, ledger, rows[stay], tuple(key[stay] for key in keys), at[stay])


def keep_last(
    form: Contract, ledger: RowLedger, rows: Rows, keys: tuple[Ids, ...], at: Ids
) -> None:
    """Keep of the rows of one record the latest, marked; count the others as duplicates."""
    order = np.lexsort((at, *reversed(keys)))
    runs = np.logical_or.reduce([key[order][1:] != key[order][:-1] for key in keys])
    starts = np.concatenate(([True], runs))[: len(order)]
    ends = np.concatenate((runs, [True]))[: len(order)]
    older, latest = rows[order[~ends]], rows[order[ends & ~starts]]
    if len(older) == 0:
        return
    mask = np.zeros(len(ledger.kept), bool)
    mask[latest] = True
    ledger.flag(mask, "stands several times", form.last, f"the last one of each {form.one} is kept")
    ledger.kept[older] = False
    ledger.duplicates += len(older)


def _key_codes(form: Contract, columns: TypedColumns, rows: Rows) -> tuple[Ids, ...]:
    """Return the key of each row as numbers; what needs not be looked at is as if it were blank."""
    found: list[Ids] = []
    named = np.zeros(len(rows), bool)
    for name in (each for each in form.key if each in columns.values):
        (codes,) = codes_of(columns, (name,), rows)
        found.append(np.where(named, -1, codes))
        if name in form.enough:
            named |= codes >= 0
    return tuple(found)


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


def record_table(form: Contract, columns: TypedColumns, ledger: RowLedger) -> pa.Table:
    """Return the records that load: one column per field of their kind, `line` and `flags`."""
    rows = np.flatnonzero(ledger.kept)
    taken = pa.array(rows)
    out: dict[str, pa.Array] = {}
    for name, declared in form.fields.items():
        kind = ARROW.get(declared.kind, pa.string())
        if name in columns.values:
            out[name] = columns.values[name].take(taken).cast(kind)
        else:
            out[name] = pa.nulls(len(rows), kind)
    out["line"] = pa.array(ledger.lines[rows], pa.int32())
    out["flags"] = ledger.flag_words(rows)
    return pa.table(out)
