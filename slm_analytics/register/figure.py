"""Figures as they are typed: 7, 4.25, 99.95 %; and months: 2026-10."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

_NUMBER = re.compile(r"-?\d{1,12}(?:[.,]\d{1,9})?")
_THOUSANDS = re.compile(r"-?\d{1,3}(?:[.,]\d{3})+")  # 1,234: one thousand, or one and a bit?
_MONTH = re.compile(r"(\d{4})-(\d{1,2})(?:-01)?(?:[T ]00:00(?::00)?)?")
_MONTH_FIRST = re.compile(r"(\d{1,2})/(\d{4})")


def figure_of(text: str) -> str | None:
    """Return a number or a percentage as it stands in a cell; None when it is none.

    A comma before three digits is no figure: it may mean a thousand or a fraction.
    """
    percent = text.endswith("%")
    plain = text.removesuffix("%").strip()
    if not _NUMBER.fullmatch(plain) or ("," in plain and _THOUSANDS.fullmatch(plain)):
        return None
    number = Decimal(plain.replace(",", ".")).normalize()
    return f"{number:f} %" if percent else f"{number:f}"


def month_of(value: object, text: str) -> str | None:
    """Return a month as it stands in a cell: 2026-10; None when it is none."""
    if isinstance(value, dt.date):
        return f"{value.year:04d}-{value.month:02d}" if value.day == 1 else None
    year_first, month_first = _MONTH.fullmatch(text), _MONTH_FIRST.fullmatch(text)
    if year_first:
        year, month = int(year_first[1]), int(year_first[2])
    elif month_first:
        year, month = int(month_first[2]), int(month_first[1])
    else:
        return None
    return f"{year:04d}-{month:02d}" if 1990 <= year <= 2099 and 1 <= month <= 12 else None
