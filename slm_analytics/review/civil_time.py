"""Instants of an explanation: seconds since 1970 as instants, and as a clock shows them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from slm_analytics.domain.zone import local_seconds

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  a local clock face has no zone


def instant(second: int) -> datetime:
    """Return an instant told in seconds since 1970 UTC."""
    return datetime.fromtimestamp(second, UTC)


def instant_or_none(second: int | None) -> datetime | None:
    """Return the same; None for none."""
    return None if second is None else instant(second)


def on_clock(moment: datetime, zone: str) -> datetime:
    """Return what the clock of a zone shows at an instant."""
    return _EPOCH + timedelta(seconds=local_seconds(int(moment.timestamp()), zone))


def clock_words(moment: datetime | None, zone: str) -> str:
    """Return the same in words, `Tue 7 Apr 2026, 10:12:40`; a dash for none."""
    if moment is None:
        return "–"
    shown = on_clock(moment, zone)
    return f"{shown:%a} {shown.day} {shown:%b %Y, %H:%M:%S}"
