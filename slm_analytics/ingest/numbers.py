"""Reading a column of numbers: whether a comma is a decimal comma is decided from all its values.

`1,234` may be a thousand or a little more than one. A value that can only be
one of them (`12,5`, `1,234,567`, `1.234,5`) settles the column; where none
does, such cells are set aside rather than guessed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from slm_analytics.ingest.local_time import Mask

CUT_NUMBER = r"^[0-9](?:[.,][0-9]+[Ee]\+?|[Ee]\+)[0-9]+$"  # 1.03006E+13, of a number in a name
_POINT = r"^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})? ?%?$"
_COMMA = r"^[+-]?(?:[0-9]+|[0-9]{1,3}(?:[. '’][0-9]{3})+)(?:,[0-9]+)? ?%?$"
_GROUPED = r"^[+-]?[0-9]{1,3}(?:[, '’][0-9]{3})*(?:\.[0-9]+)? ?%?$"
_EITHER = r"^[+-]?[1-9][0-9]{0,2}[,.][0-9]{3} ?%?$"
_GAPS = r"[ '’%]"


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column of numbers, read.

    Attributes:
        values: the numbers; of no meaning where `absent`.
        absent: cells without a number.
        wrong: cells with a text that is none.
        why: what is wrong with those, to complete "HEADING ...".
        form: how the column was read, in words.
    """

    values: npt.NDArray[np.float64]
    absent: Mask
    wrong: Mask
    why: str
    form: str


def read_numbers(texts: pa.Array) -> Numbers:
    """Read a column of trimmed texts; null is no value."""
    texts = texts.cast(pa.string()) if pa.types.is_dictionary(texts.type) else texts
    holds_comma = pc.any(pc.match_substring(texts, ",")).as_py() or False
    if not holds_comma:
        return _read(texts, _POINT, "", "number", "is not a number")
    grouped, comma = _matches(texts, _GROUPED), _matches(texts, _COMMA)
    point = _matches(texts, _POINT)
    open_ones = _matches(texts, _EITHER) & _matches(texts, r",")
    commas = int((comma & ~grouped & ~point).sum())
    groups = int((grouped & ~comma).sum())
    if commas and not groups:
        return _read(texts, _COMMA, ".", "number, decimal comma", "is not a number")
    if groups and not commas:
        return _read(texts, _GROUPED, ",", "number, commas between thousands", "is not a number")
    why = "can be read as a thousand or as a decimal number, or is no number"
    found = _read(pc.if_else(pa.array(open_ones), None, texts), _POINT, "", "number", why)
    return Numbers(found.values, found.absent, found.wrong | open_ones, why, found.form)


def _matches(texts: pa.Array, pattern: str) -> Mask:
    found: Mask = pc.fill_null(pc.match_substring_regex(texts, pattern), False).to_numpy(
        zero_copy_only=False
    )
    return found


def _read(texts: pa.Array, pattern: str, group: str, form: str, why: str) -> Numbers:
    right = _matches(texts, pattern)
    plain = pc.replace_substring_regex(texts, _GAPS, "")
    if group:
        plain = pc.replace_substring(plain, group, "")
    plain = pc.replace_substring(plain, ",", ".")
    plain = pc.if_else(pa.array(right), plain, pa.scalar(None, pa.string()))
    numbers = plain.cast(pa.float64())
    values = numbers.fill_null(0.0).to_numpy(zero_copy_only=False)
    finite = np.isfinite(values)
    wrong = (texts.is_valid().to_numpy(zero_copy_only=False) & ~right) | ~finite
    absent = numbers.is_null().to_numpy(zero_copy_only=False) | ~finite
    return Numbers(np.where(finite, values, 0.0), absent, wrong, why, form)
