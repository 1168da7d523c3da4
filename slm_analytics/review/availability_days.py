"""The days of a service as on a status page: what each of them was, in one word and a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from slm_analytics.domain.unit import service_text
from slm_analytics.review.availability_sums import Sums, Verdict
from slm_analytics.review.availability_words import down_words, share_words
from slm_analytics.review.sentences import counted

_HOUR = 3600


class DayKind(StrEnum):
    """What a day was; the word stands in the legend."""

    UP = "up all day"
    WITHIN = "some downtime, within the day's share"
    MISSED = "more downtime than the day's share"
    DOWN = "downtime, no target agreed"
    MAINTENANCE = "maintenance"
    UNKNOWN = "not known"
    CLOSED = "no agreed time"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCell:
    """One day of a service; `words` say all that was."""

    day: date
    kind: DayKind
    words: str


def day_cell(day: date, told: Sums | None) -> DayCell:
    """Return what a day was; None: the service was not counted then."""
    kind = day_kind(told)
    return DayCell(day=day, kind=kind, words=_words(day, told, kind))


def day_kind(told: Sums | None) -> DayKind:
    """Return the one thing that matters most of a day: downtime first."""
    if told is None or not told.open_seconds:
        return DayKind.CLOSED
    if told.down:
        match told.verdict:
            case Verdict.MISSED:
                return DayKind.MISSED
            case Verdict.KEPT:
                return DayKind.WITHIN
            case _:
                return DayKind.DOWN
    if told.unknown_seconds:
        return DayKind.UNKNOWN
    return DayKind.MAINTENANCE if told.maintenance_seconds else DayKind.UP


def _words(day: date, told: Sums | None, kind: DayKind) -> str:
    when = f"{day:%a} {day.day} {day:%b %Y}"
    if told is None or kind is DayKind.CLOSED:
        return f"{when}: {DayKind.CLOSED}"
    parts = [f"{when}: {share_words(told.share, told.target)}" if told.base_seconds else when]
    if told.down:
        parts.append(f"{down_words(told.down_seconds)} down")
    if told.outages:
        parts.append(counted(told.outages, "outage began", "outages began"))
    if told.measured > told.down:
        parts.append("some of it excluded")
    if told.maintenance_seconds:
        parts.append(f"maintenance {service_text(told.maintenance_seconds / _HOUR)}")
    if told.unknown_seconds:
        parts.append(f"not known {service_text(told.unknown_seconds / _HOUR)}")
    return ", ".join(parts if len(parts) > 1 else [*parts, DayKind.UP.value])
