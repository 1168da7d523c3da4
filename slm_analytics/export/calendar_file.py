"""Days as a calendar file (iCalendar, RFC 5545) that calendar programs take in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_MOST_BYTES = 75  # of a line, without its end


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """A day to be reminded of; `uid` is the same whenever the same day is written again."""

    uid: str
    day: date
    title: str
    text: str = ""


def ics_bytes(days: Iterable[CalendarDay], made_on: date) -> bytes:
    """Return days as a calendar file, each a whole day that nobody is busy on."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//slm_analytics//agreements//EN"]
    for each in days:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_text(each.uid)}@slm-analytics.invalid",
            f"DTSTAMP:{made_on:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{each.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{each.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(each.title)}",
            f"DESCRIPTION:{_text(each.text)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _text(text: str) -> str:
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return "".join(each for each in text.replace("\n", "\\n") if each.isprintable())


def _folded(line: str) -> Iterator[str]:
    """Yield a line in pieces that are short enough; those that go on begin with a space."""
    piece = ""
    for sign in line:
        if len(f"{piece}{sign}".encode()) > _MOST_BYTES:
            yield piece
            piece = " "
        piece += sign
    yield piece
