"""What the numbers of a row must be to each other, judged as a kind of record declares it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from slm_analytics.ingest.contract import Contract, RowRule
from slm_analytics.ingest.local_time import Mask
from slm_analytics.ingest.row_ledger import RowLedger
from slm_analytics.ingest.typed_columns import TypedColumns

Numbers = npt.NDArray[np.float64]


def check_rules(form: Contract, columns: TypedColumns, ledger: RowLedger) -> None:
    """Set aside or mark the rows that break a rule of their kind."""
    for rule in form.rules:
        broken = _broken(rule, columns, len(ledger.kept))
        if rule.aside:
            ledger.set_aside(broken, rule.of[0], rule.code, rule.aside)
        else:
            ledger.flag(broken, rule.code, rule.of[0], "loaded as it stands")


def _broken(rule: RowRule, columns: TypedColumns, count: int) -> Mask:
    """Return the rows whose sum lies outside the bounds; those that lack one are not judged."""
    told = np.zeros(count, bool)
    total = np.zeros(count, np.float64)
    for name in rule.of:
        values, is_there = _numbers(name, columns, count)
        told |= is_there
        total += np.where(is_there, values, 0.0)
    for name, words in rule.where.items():
        told &= _has_word(name, words, columns, count)
    wrong = np.zeros(count, bool)
    if rule.least is not None:
        bound, is_there = _bound(rule.least, columns, count)
        wrong |= is_there & (total < bound)
    if rule.most is not None:
        bound, is_there = _bound(rule.most, columns, count)
        wrong |= is_there & (total > bound)
    return told & wrong


def _bound(said: str | float, columns: TypedColumns, count: int) -> tuple[Numbers, Mask]:
    if isinstance(said, str):
        return _numbers(said, columns, count)
    return np.full(count, float(said)), np.ones(count, bool)


def _numbers(name: str, columns: TypedColumns, count: int) -> tuple[Numbers, Mask]:
    """Return a column as numbers, and which rows have one."""
    if name not in columns.values:
        return np.zeros(count), np.zeros(count, bool)
    values = columns.values[name]
    is_there: Mask = values.is_valid().to_numpy(zero_copy_only=False)
    numbers = values.cast(pa.float64()).fill_null(0.0).to_numpy(zero_copy_only=False)
    return np.asarray(numbers, np.float64), is_there


def _has_word(name: str, words: frozenset[str], columns: TypedColumns, count: int) -> Mask:
    if name not in columns.values:
        return np.zeros(count, bool)
    values = columns.values[name]
    if not words:
        found: Mask = values.is_valid().to_numpy(zero_copy_only=False)
        return found
    texts = pc.utf8_lower(values.cast(pa.string()))
    within = pc.fill_null(pc.is_in(texts, value_set=pa.array(sorted(words), pa.string())), False)
    hits: Mask = within.to_numpy(zero_copy_only=False)
    return hits
