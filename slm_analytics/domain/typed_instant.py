"""Instants as people type them: with an offset, or as the clock of a zone shows them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from slm_analytics.domain.zone import Reading, check_zone, to_utc
from slm_analytics.errors import UsageError

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  a local clock face has no zone
_YEARS = range(1990, 2100)
_HOW = "Write it as 2026-10-03 14:00 or, with its offset, as 2026-10-03T14:00+02:00."


def second_of(text: str, zone: str) -> int:
    """Return the second since 1970 UTC that a text names.

    Args:
        text: ISO 8601: an instant with an offset or Z, or a local time without; a day alone is
            its midnight. Fractions of seconds are cut.
        zone: whose clock shows a local time; "": none is meant.

    Raises:
        UsageError: it is no such text, it needs a zone and has none, or the clock never showed
            that time, or showed it twice.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise UsageError(f"{text!r} is no time.", remedy=_HOW) from error
    if moment.year not in _YEARS:
        raise UsageError(f"{text!r} lies outside the years 1990 to 2099.", remedy=_HOW)
    if moment.tzinfo is not None:
        return int(moment.astimezone(UTC).timestamp())
    if not zone:
        raise UsageError(
            f"{text!r} is the time of a clock, and it is not clear of which zone.",
            remedy="Name the zone, or write the time with its offset: 2026-10-03T14:00+02:00.",
        )
    return _of_clock(text, moment, check_zone(zone))


def _of_clock(text: str, moment: datetime, zone: str) -> int:
    face = (moment - _EPOCH) // timedelta(seconds=1)
    second, reading = to_utc(face, zone)
    if reading is Reading.PLAIN:
        return second
    how = "twice" if reading is Reading.FOLD else "never"
    raise UsageError(
        f"The clock of {zone} showed {text!r} {how}: that night it was changed.",
        remedy="Write the time with its offset, as 2026-10-25T02:30+01:00.",
    )
