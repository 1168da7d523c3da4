"""Which row stands for a ticket when a file holds it several times."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from slm_analytics.ingest.row_ledger import RowLedger, Rows
from slm_analytics.ingest.typed_columns import TypedColumns
from slm_analytics.warehouse.archive import RawTable

_UNIT_SEPARATOR, _ESCAPE = "\x1f", "\x1e"
_UNLIKE = (
    "ticket_id", "same ticket, other content", "stands in two rows of the same time that differ",
)  # fmt: skip
_UNKNOWN_TIME = np.iinfo(np.int64).max
Ids = npt.NDArray[np.int64]


def newest_rows(raw: RawTable, columns: TypedColumns, ledger: RowLedger, *, history: bool) -> Rows:
    """Return the row that stands for each ticket, in the order of the file.

    In a list, older versions and repeated rows count as duplicates. In an
    audit log every row is an update; only exact repetitions are duplicates.
    Rows of one ticket and one time that differ cannot both be right: all of
    them are set aside. A ticket of which a row as new was set aside is marked.
    """
    rows = _standing(raw, columns, ledger, history=history)
    _mark_doubtful(columns, ledger, rows)
    return rows


def _standing(raw: RawTable, columns: TypedColumns, ledger: RowLedger, *, history: bool) -> Rows:
    rows = np.flatnonzero(ledger.kept)
    tickets = ticket_codes(columns, rows)
    if len(rows) == tickets.max(initial=-1) + 1:  # codes count from 0: every row is another ticket
        return rows
    count = len(ledger.kept)
    at, order = _times(columns, count)[rows], sequence(columns, count)[rows]
    drop_repeats(raw, ledger, rows, (tickets, at, order) if history else (tickets, at), _UNLIKE)
    kept = ledger.kept[rows]
    rows, tickets, at, order = rows[kept], tickets[kept], at[kept], order[kept]
    newest = rows[_last_of_each(tickets, np.lexsort((rows, order, at, tickets)))]
    older = len(rows) - len(newest)
    if not history and older:
        ledger.duplicates += older
        ledger.kept[rows] = False
        ledger.kept[newest] = True
        words = "the same ticket stands several times; its newest row is taken"
        ledger.note("older version", words, "ticket_id", older)
    return np.sort(newest)


def _mark_doubtful(columns: TypedColumns, ledger: RowLedger, rows: Rows) -> None:
    """Mark tickets whose last word may stand in a row that was set aside."""
    ids = columns.values["ticket_id"]
    aside = np.flatnonzero(ledger.aside & ids.is_valid().to_numpy(zero_copy_only=False))
    if len(aside) == 0:
        return
    codes = ticket_codes(columns, np.concatenate((aside, rows)))
    lost, kept = codes[: len(aside)], codes[len(aside) :]
    at = _times(columns, len(ledger.kept))
    when = np.where(at[aside] == 0, _UNKNOWN_TIME, at[aside])
    latest = np.full(codes.max() + 1, -1, np.int64)
    np.maximum.at(latest, lost, when)
    mask = np.zeros(len(ledger.kept), bool)
    mask[rows[latest[kept] >= at[rows]]] = True
    ledger.flag(mask, "another row was set aside", "ticket_id", "it may be the newer one")


def ticket_codes(columns: TypedColumns, rows: Rows) -> Ids:
    """Return a number per row, equal for rows of the same ticket."""
    ids = columns.values["ticket_id"].take(pa.array(rows)).dictionary_encode()
    return np.asarray(ids.indices.to_numpy(), np.int64)


def sequence(columns: TypedColumns, count: int) -> Rows:
    """Return each row's number of update, 0 where the file has none."""
    if "sequence" not in columns.values:
        return np.zeros(count, np.int64)
    numbers = columns.values["sequence"].cast(pa.int64()).fill_null(0)
    return np.asarray(numbers.to_numpy(zero_copy_only=False))


def places_in_runs(*keys: Ids) -> Ids:
    """Return each row's place, from 0, among the rows of equal keys, in their own order."""
    order = np.lexsort((np.arange(len(keys[0])), *reversed(keys)))
    starts = _run_starts(order, keys)
    first_of_run = np.maximum.accumulate(np.where(starts, np.arange(len(order)), 0))
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order)) - first_of_run
    return places


def _times(columns: TypedColumns, count: int) -> Rows:
    if "updated_at" not in columns.instants:
        return np.zeros(count, np.int64)
    return columns.instants["updated_at"].utc


def _run_starts(order: Ids, keys: tuple[Ids, ...]) -> npt.NDArray[np.bool_]:
    """Return where, along `order`, the keys differ from those before."""
    starts = np.ones(len(order), bool)
    if len(order):
        same = np.logical_and.reduce([key[order][1:] == key[order][:-1] for key in keys])
        starts[1:] = ~same
    return starts


def _last_of_each(keys: Ids, order: Ids) -> Ids:
    sorted_keys = keys[order]
    last = np.ones(len(order), bool)
    last[:-1] = sorted_keys[1:] != sorted_keys[:-1]
    return np.asarray(order[last])


def drop_repeats(
    raw: RawTable,
    ledger: RowLedger,
    rows: Rows,
    keys: tuple[Ids, ...],
    unlike_words: tuple[str, str, str],
) -> None:
    """Count rows equal to another as duplicates; set aside rows of one key that differ.

    `unlike_words` are the field, the rule and the words of those set aside.
    """
    order = np.lexsort((rows, *reversed(keys)))
    group_sorted = np.cumsum(_run_starts(order, keys)) - 1
    sizes = np.bincount(group_sorted)
    if sizes.max(initial=1) == 1:
        return
    suspect = sizes[group_sorted] > 1
    chosen, group = order[suspect], group_sorted[suspect]
    content = _content_codes(raw, rows[chosen])
    repeated = places_in_runs(group, content) > 0
    kinds = np.bincount(group[~repeated], minlength=len(sizes))
    unlike = ~repeated & (kinds[group] > 1)
    mask = np.zeros(len(ledger.kept), bool)
    mask[rows[chosen[unlike]]] = True
    field, code, words = unlike_words
    ledger.set_aside(mask, field, code, words)
    ledger.kept[rows[chosen[repeated]]] = False
    ledger.duplicates += int(repeated.sum())


def _content_codes(raw: RawTable, rows: Rows) -> Ids:
    """Return a number per row, equal for rows of equal text in every column."""
    taken = raw.rows.take(pa.array(rows)).combine_chunks()
    cells = taken.columns[1:]
    texts = pc.binary_join_element_wise(*cells, _UNIT_SEPARATOR)
    found = pc.max(pc.count_substring(texts, _UNIT_SEPARATOR)).as_py()
    if found != len(cells) - 1:  # cells hold it, too
        cells = [_without_separator(column) for column in cells]
        texts = pc.binary_join_element_wise(*cells, _UNIT_SEPARATOR)
    encoded = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    return np.asarray(encoded.dictionary_encode().indices.to_numpy(), np.int64)


def _without_separator(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """Write the separator in another way, so that only equal rows are joined to equal texts."""
    escaped = pc.replace_substring(texts, _ESCAPE, f"{_ESCAPE}0")
    return pc.replace_substring(escaped, _UNIT_SEPARATOR, f"{_ESCAPE}1")
