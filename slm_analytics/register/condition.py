"""Conditions of a line as they are agreed: 90 % in 8 h; 100 % in 24 h."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from slm_analytics.domain.service_level import Condition
from slm_analytics.register.length import length_of, seconds_text

_ONE = re.compile(r"(\d+(?:[.,]\d+)?)\s*%\s*(?:(?:with)?in\s+(.+))?")


def conditions_of(text: str) -> tuple[Condition, ...] | None:
    """Return the conditions that a text tells; None when it tells none, or anything else."""
    found = [_condition(part.strip()) for part in re.split(r"[;\n]", text) if part.strip()]
    known = tuple(each for each in found if each is not None)
    return known if known and len(known) == len(found) else None


def _condition(text: str) -> Condition | None:
    match = _ONE.fullmatch(" ".join(text.lower().split()))
    if match is None:
        return None
    share = Fraction(Decimal(match[1].replace(",", "."))) / 100
    if not 0 < share <= 1:
        return None
    if match[2] is None or match[2] in ("target", "time"):
        return Condition(share=share)
    length = length_of(match[2])
    return Condition(share=share, seconds=length.seconds) if length and length.seconds else None


def conditions_text(conditions: tuple[Condition, ...]) -> str:
    """Return conditions as they stand in a cell."""
    return "; ".join(_text(each) for each in conditions)


def _text(condition: Condition) -> str:
    percent = condition.share * 100
    share = f"{Decimal(percent.numerator) / Decimal(percent.denominator):f} %"
    return share if condition.seconds is None else f"{share} in {seconds_text(condition.seconds)}"
