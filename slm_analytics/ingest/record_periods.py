"""Periods that records tell: ends that only a length gives, what cannot be, what overlaps."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from slm_analytics.ingest.contract import Contract, Period
from slm_analytics.ingest.dates import Fault, Instants
from slm_analytics.ingest.local_time import Mask, Seconds
from slm_analytics.ingest.row_ledger import RowLedger, Rows
from slm_analytics.ingest.typed_columns import TypedColumns
from slm_analytics.ingest.versions import Ids

_OPEN = np.iinfo(np.int64).max
_NEAR = 60  # seconds: lengths are cut to minutes


def check_periods(form: Contract, columns: TypedColumns, ledger: RowLedger) -> None:
    """Find ends that only a length tells; set aside what ends before it starts."""
    for period in form.periods:
        if period.start not in columns.instants:
            continue
        if period.length in columns.values and period.end not in columns.instants:
            _end_by_length(period, columns, ledger)
        elif period.end in columns.instants:
            _check_order(period, form, columns, ledger)
            if period.length in columns.values:
                _compare_length(period, columns, ledger)


def mark_periods(form: Contract, columns: TypedColumns, ledger: RowLedger) -> None:
    """Mark records whose period overlaps an earlier one of the same thing."""
    for period in form.periods:
        if period.apart and period.start in columns.instants:
            _mark_overlaps(period, columns, ledger)


def codes_of(columns: TypedColumns, names: tuple[str, ...], rows: Rows) -> tuple[Ids, ...]:
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


def _end_by_length(period: Period, columns: TypedColumns, ledger: RowLedger) -> None:
    """Take start and length for the end; the next start where that is not a minute away."""
    start = columns.instants[period.start]
    length = columns.values[period.length]
    told = (start.fault == Fault.NONE) & length.is_valid().to_numpy(zero_copy_only=False)
    told &= ledger.kept
    end = start.utc + length.fill_null(0).to_numpy(zero_copy_only=False)
    rows = np.flatnonzero(told)
    end[rows] = _meeting(start.utc[rows], end[rows], codes_of(columns, period.apart, rows))
    fault = np.where(told, Fault.NONE, Fault.MISSING).astype(np.int8)
    none = np.zeros(len(told), np.int64)
    columns.instants[period.end] = Instants(
        utc=np.where(told, end, 0), local_day=none, fault=fault, fold=np.zeros(len(told), bool)
    )
    columns.values[period.end] = pa.array(end, mask=~told).cast(pa.timestamp("s"))
    words = "the end is start plus length, or the next start if that is less than a minute away"
    ledger.note("end by length", words, period.length, len(rows))


def _meeting(start: Seconds, end: Seconds, keys: tuple[Ids, ...]) -> Seconds:
    """Return the ends; the next start of the same thing where it is near."""
    order = np.lexsort((start, *keys))
    after, before = order[1:], order[:-1]
    same = np.logical_and.reduce(
        [np.ones(len(after), bool), *(k[after] == k[before] for k in keys)]
    )
    near = same & (np.abs(start[after] - end[before]) < _NEAR) & (start[after] >= start[before])
    met = end.copy()
    met[before[near]] = start[after[near]]
    return met


def _both(start: Instants, end: Instants) -> Mask:
    told: Mask = (start.fault == Fault.NONE) & (end.fault == Fault.NONE)
    return told


def _check_order(period: Period, form: Contract, columns: TypedColumns, ledger: RowLedger) -> None:
    start, end = columns.instants[period.start], columns.instants[period.end]
    titles = [form.fields[name].title.lower() for name in (period.end, period.start)]
    early = _both(start, end) & (end.utc < start.utc)
    words = f"lies before {ledger.heading(period.start)}"
    ledger.set_aside(early, period.end, f"{titles[0]} before {titles[1]}", words)


def _compare_length(period: Period, columns: TypedColumns, ledger: RowLedger) -> None:
    """Mark rows whose own length is not that from start to end, to the minute."""
    start, end = columns.instants[period.start], columns.instants[period.end]
    length = columns.values[period.length]
    told = _both(start, end) & length.is_valid().to_numpy(zero_copy_only=False)
    said = pc.fill_null(length, 0).to_numpy(zero_copy_only=False)
    other = told & (np.abs(end.utc - start.utc - said) > _NEAR)
    ledger.flag(other, "not the time from start to end", period.length, "start and end hold")


def _mark_overlaps(period: Period, columns: TypedColumns, ledger: RowLedger) -> None:
    """Mark records that begin before an earlier one of the same thing is over."""
    rows = np.flatnonzero(ledger.kept)
    start = columns.instants[period.start].utc[rows]
    end = np.full(len(rows), _OPEN)
    if period.end in columns.instants:
        found = columns.instants[period.end]
        told = found.fault[rows] == Fault.NONE
        end[told] = found.utc[rows][told]
    keys = codes_of(columns, period.apart, rows)
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
