"""Availability in words: shares that never hide a miss, minutes, and who claims what."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from slm_analytics.review.sentences import grouped

_LEAST, _MOST = 3, 6  # digits after the point of a share in per cent
_MINUTE = 60
_SOURCES = {
    "outages": "list of outages",
    "checks": "checks",
    "monitor periods": "monitor",
}


def share_words(share: Fraction | None, target: Fraction | None = None) -> str:
    """Return a share as `99.953 %`, cut: never rounded over a target, never up to 100 %.

    As many digits are shown as it takes to see on which side of the target it is,
    also for a reader who rounds: 99.9499 % against 99.95 %.
    """
    if share is None:
        return "–"
    if share == 1:
        return _per_cent(share, 0)
    enough = (digits for digits in range(_LEAST, _MOST) if _tells(share, target, digits))
    digits = next(enough, _MOST)
    return _per_cent(cut(share, digits), digits)


def _tells(share: Fraction, target: Fraction | None, digits: int) -> bool:
    """Return whether so many digits, cut or rounded, stand on the side of the share."""
    if target is None:
        return True
    half = Fraction(1, 200 * 10**digits)
    sides = {shown >= target for shown in (share, cut(share, digits), cut(share + half, digits))}
    return len(sides) == 1


def target_words(target: Fraction | None) -> str:
    """Return a target as it was agreed: `99.9 %`; a dash for none."""
    if target is None:
        return "–"
    for digits in range(_MOST + 2):
        if cut(target, digits) == target:
            return _per_cent(target, digits)
    return share_words(target)


def cut(share: Fraction, digits: int) -> Fraction:
    """Return a share cut to so many digits of its per cents, exactly."""
    scale: int = 100 * 10**digits
    return Fraction(share.numerator * scale // share.denominator, scale)


def _per_cent(share: Fraction, digits: int) -> str:
    tens = share * 100 * 10**digits
    whole, rest = divmod(int(tens), 10**digits)
    return f"{whole}.{rest:0{digits}d}\u00a0%" if digits else f"{whole}\u00a0%"


def minutes_words(seconds: Fraction | None, *, up: bool = False) -> str:
    """Return seconds as minutes: `1 630.2 min`; a dash for none.

    Cut, so that what is left is never told too long; downtime is raised instead (`up`).
    """
    if seconds is None:
        return "–"
    tenths = (math.ceil if up else math.floor)(seconds * 10 / _MINUTE)
    if seconds > 0 and not tenths:
        return "under 0.1 min"
    whole, rest = divmod(abs(tenths), 10)
    return f"{'−' if tenths < 0 else ''}{grouped(whole)}{f'.{rest}' if rest else ''} min"


def down_words(seconds: Fraction) -> str:
    """Return downtime in minutes, never told too short."""
    return minutes_words(seconds, up=True)


def points_words(difference: Fraction | None) -> str:
    """Return a difference of shares in percentage points: `+0.08 pt`."""
    if difference is None:
        return "–"
    if not difference:
        return "±0"
    hundredths = abs(difference) * 10_000
    sign = "+" if difference > 0 else "−"
    if hundredths < 1:
        return f"{sign}under 0.01 pt"
    return f"{sign}{int(hundredths) / 100:.2f} pt"


def claim_words(row: Mapping[Any, Any]) -> str:
    """Return what a source claims and who it is: `outage OUT-17 (list of outages)`."""
    state = "planned outage" if row["state"] == "maintenance" else _state(str(row["state"]))
    what = " ".join(filter(None, (state, _text(row["reference"]))))
    about = f" of {row['component']}" if _text(row["component"]) else ""
    goes_on = ", still open" if row["is_open"] else ""
    return f"{what}{about} ({_source(row)}{goes_on})"


def _state(state: str) -> str:
    return {"down": "outage", "degraded": "degraded"}.get(state, state)


def _source(row: Mapping[Any, Any]) -> str:
    source, system = _SOURCES.get(str(row["told_by"]), ""), _text(row["system"])
    return source if system in ("", str(row["told_by"])) else f"{source}, {system}"


def window_words(row: Mapping[Any, Any]) -> str:
    """Return a maintenance window in words: `maintenance MW-120 (Mail servers: patches)`."""
    return _named("maintenance", row)


def exclusion_words(row: Mapping[Any, Any]) -> str:
    """Return an exclusion in words: `exclusion EX-2 (force majeure)`."""
    return _named("exclusion", row)


def _named(kind: str, row: Mapping[Any, Any]) -> str:
    reason = _text(row["reason"])
    name = " ".join(filter(None, (kind, _text(row["reference"]))))
    return f"{name} ({reason})" if reason else name


def _text(cell: object) -> str:
    return "" if pd.isna(cell) else str(cell)  # type: ignore[call-overload]
