"""The texts of a column: without outer white space, null where a word means no value.

Columns that repeat a few words, as most columns of tickets do, are kept as
codes into a list of words (Arrow's dictionary form), so that what is done to
every text is done once a word.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_SAMPLE = 2_000  # rows
_FEW = 0.5  # distinct texts per row of the sample


@dataclass(frozen=True, slots=True)
class CellTexts:
    """A column's texts.

    Attributes:
        texts: text, plain or as codes of distinct words; null where there is no value.
        named: words found that mean no value, without the empty text.
        named_cells: cells that hold one of them.
    """

    texts: pa.Array
    named: tuple[str, ...]
    named_cells: int


def cell_texts(cells: pa.ChunkedArray, missing: Set[str], *, may_code: bool) -> CellTexts:
    """Return the texts of a column.

    Args:
        cells: text, never null.
        missing: words that mean no value, in lower case.
        may_code: whether the column may be kept as codes.
    """
    if may_code and _repeats(cells):
        return _coded(cells, missing)
    texts = pc.utf8_trim_whitespace(cells).combine_chunks()
    lost = _lost(pc.unique(_short(texts, missing)), missing)
    if not lost:
        return CellTexts(texts, (), 0)
    named = tuple(word for word in lost if word)
    count = _count_in(texts, named) if named else 0
    empty = pc.is_in(texts, value_set=pa.array(lost, pa.string()))
    return CellTexts(pc.if_else(empty, pa.scalar(None, pa.string()), texts), named, count)


def coded(texts: pa.Array) -> pa.DictionaryArray:
    """Return texts as codes of distinct words."""
    return texts if pa.types.is_dictionary(texts.type) else texts.dictionary_encode()


def _repeats(cells: pa.ChunkedArray) -> bool:
    sample = cells.slice(0, _SAMPLE)
    return bool(pc.count_distinct(sample).as_py() <= len(sample) * _FEW)


def _coded(cells: pa.ChunkedArray, missing: Set[str]) -> CellTexts:
    encoded = cells.dictionary_encode().combine_chunks()
    words = pc.utf8_trim_whitespace(encoded.dictionary)
    lost = _lost(_short(words, missing), missing)
    named = tuple(dict.fromkeys(word for word in lost if word))
    is_named = pc.is_in(words, value_set=pa.array(named, pa.string()))
    cells_named = pc.sum(is_named.take(encoded.indices)).as_py() if named else 0
    empty = pc.is_in(words, value_set=pa.array(lost, pa.string()))
    once = pc.if_else(empty, pa.scalar(None, pa.string()), words).dictionary_encode()
    codes = encoded.indices if _unchanged(once) else once.indices.take(encoded.indices)
    return CellTexts(
        pa.DictionaryArray.from_arrays(codes, once.dictionary), named, int(cells_named or 0)
    )


def _unchanged(words: pa.DictionaryArray) -> bool:
    """Return whether every word kept its code."""
    codes = words.indices
    return codes.null_count == 0 and bool((codes.to_numpy() == np.arange(len(codes))).all())


def _short(texts: pa.Array, missing: Set[str]) -> pa.Array:
    """Return the texts that are not longer than the longest word that means no value."""
    longest = max((len(word.encode()) for word in missing), default=0)
    return texts.filter(pc.less_equal(pc.binary_length(texts), longest))


def _lost(words: pa.Array, missing: Set[str]) -> list[str]:
    return [word for word in words.to_pylist() if word.casefold() in missing]


def _count_in(texts: pa.Array, words: tuple[str, ...]) -> int:
    return int(pc.sum(pc.is_in(texts, value_set=pa.array(words, pa.string()))).as_py() or 0)
