"""What a cell of the register means: typed and hand-written values as one plain word.

Excel's own dates, times, durations and percents are understood as well as
texts. What is not understood is a fault with its remedy; nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from slm_analytics.domain.service_calendar import DAY
from slm_analytics.domain.zone import check_zone
from slm_analytics.errors import UsageError
from slm_analytics.register.condition import conditions_of, conditions_text
from slm_analytics.register.figure import figure_of, month_of
from slm_analytics.register.length import Length, clock_text, length_of, seconds_text
from slm_analytics.register.sheet import NONE, Column, Kind

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LONG_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FIRST, _LAST = dt.date(1990, 1, 1), dt.date(2099, 12, 31)
_MOST_CHARACTERS = 500
_MOST_NUMBER = 1000
_ERROR = re.compile(r"#[A-Z0-9/ ]+[!?]?")  # as Excel shows it, and `#NOT COMPUTED`
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_CLOCK = re.compile(r"(\d{1,2})[:.]([0-5]\d)(?:[:.]([0-5]\d))?")
_YES, _NO = ("yes", "y", "true", "1", "x"), ("no", "n", "false", "0")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell is not understood, and what to write instead."""

    message: str
    remedy: str = ""


def understood(column: Column, value: object) -> str | Fault:
    """Return a cell as a plain word, blank as the empty text; or why it is not understood."""
    text = _shown(value)
    if not text:
        return ""
    if len(text) > _MOST_CHARACTERS or _UNSEEN.search(text):
        return Fault("has more than 500 characters, or signs that cannot be seen", "Shorten it.")
    if _ERROR.fullmatch(text):
        return Fault(f"a formula without a value ({text})", "Write the value itself.")
    return _READERS[column.kind](column, value, text)


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _text(_: Column, value: object, text: str) -> str | Fault:
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return Fault(f"{text} is a date or a time", "Write a text.")
    return text


def _date(_: Column, value: object, text: str) -> str | Fault:
    remedy = "Write a date such as 2026-12-31, between 1990 and 2099."
    day = _day(value, text)
    if day is None or not _FIRST <= day <= _LAST:
        return Fault(f"{text!r} is not a date", remedy)
    return day.isoformat()


def _day(value: object, text: str) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date() if value.time() == dt.time() else None
    if isinstance(value, dt.date):
        return value
    iso, dotted = _ISO.fullmatch(text), _DOTTED.fullmatch(text)
    try:
        if iso:
            return dt.date(int(iso[1]), int(iso[2]), int(iso[3]))
        return dt.date(int(dotted[3]), int(dotted[2]), int(dotted[1])) if dotted else None
    except ValueError:
        return None


def _time(_: Column, value: object, text: str) -> str | Fault:
    seconds = _second_of_day(value, text)
    if seconds is None or not 0 <= seconds <= DAY:
        return Fault(
            f"{text!r} is not a time of day", "Write a time such as 08:00; the day ends at 24:00."
        )
    return clock_text(seconds)


def _second_of_day(value: object, text: str) -> int | None:
    if isinstance(value, dt.timedelta):
        return int(value.total_seconds())
    if isinstance(value, dt.time):
        return value.hour * 3600 + value.minute * 60 + value.second
    if isinstance(value, dt.datetime):
        return None
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    return int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3] or 0)


def _yes_no(_: Column, __: object, text: str) -> str | Fault:
    plain = text.lower()
    if plain in _YES or plain in _NO:
        return "yes" if plain in _YES else "no"
    return Fault(f"{text!r} is neither yes nor no", "Write yes or no.")


def word_of(column: Column, text: str) -> str | None:
    """Return the word of a closed list that a text means, in any letters; None: none of them."""
    plain = " ".join(text.lower().replace("_", " ").split())
    for word, meaning in column.words.items():
        if plain in (word.lower().replace("_", " "), str(meaning).lower().replace("_", " ")):
            return word
    return None


def _word(column: Column, _: object, text: str) -> str | Fault:
    return word_of(column, text) or _unknown(column, text)


def _words(column: Column, _: object, text: str) -> str | Fault:
    if text.lower() == NONE:
        return NONE
    found = []
    for part in filter(None, (each.strip() for each in re.split(r"[,;\n]", text))):
        word = word_of(column, part)
        if word is None:
            return _unknown(column, part)
        found.append(word)
    return ", ".join(word for word in column.words if word in found)


def _unknown(column: Column, text: str) -> Fault:
    return Fault(
        f"{text!r} is no word of {column.name}", f"Write one of: {', '.join(column.words)}."
    )


def weekdays_of(text: str) -> tuple[int, ...] | None:
    """Return the weekdays that a text names, Monday = 0; None when it names something else."""
    found: set[int] = set()
    for part in filter(None, (each.strip() for each in re.split(r"[,;]", text.lower()))):
        ends = [_weekday(each.strip()) for each in re.split(r"\s*[-–]\s*|\s+to\s+", part)]
        if None in ends or len(ends) > 2:
            return None
        first, last = ends[0] or 0, ends[-1] or 0
        found |= {day % 7 for day in range(first, (last if last >= first else last + 7) + 1)}
    return tuple(sorted(found)) or None


def _weekday(text: str) -> int | None:
    for number, (short, long) in enumerate(zip(WEEKDAYS, _LONG_DAYS, strict=True)):
        if text in (short, long):
            return number
    return None


def _weekdays(_: Column, __: object, text: str) -> str | Fault:
    days = weekdays_of(text)
    if days is None:
        return Fault(f"{text!r} names no weekday", "Write mon, tue, ... sun, or mon-fri.")
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{WEEKDAYS[days[0]]}-{WEEKDAYS[days[-1]]}"
    return ", ".join(WEEKDAYS[day] for day in days)


def _zone(_: Column, __: object, text: str) -> str | Fault:
    try:
        return check_zone(text)
    except UsageError as error:
        return Fault(str(error).removesuffix("."), error.remedy)


def _number(_: Column, __: object, text: str) -> str | Fault:
    if not text.isascii() or not text.isdigit() or int(text[:9]) > _MOST_NUMBER:
        return Fault(f"{text!r} is no whole number from 0 to 1000", "Write a number such as 5.")
    return str(int(text))


def share_of(text: str) -> Decimal | None:
    """Return a share between 0 (not included) and 1, of `95 %` or 0.95; None when it is none."""
    percent = text.endswith("%")
    try:
        number = Decimal(text.removesuffix("%").strip().replace(",", "."))
    except InvalidOperation:
        return None
    share = number / 100 if percent or number > 1 else number
    return share if share.is_finite() and 0 < share <= 1 else None


def _share(_: Column, __: object, text: str) -> str | Fault:
    share = share_of(text)
    if share is None:
        return Fault(f"{text!r} is no share", "Write a percentage such as 95 %.")
    return f"{(share * 100).normalize():f} %"


def _length(_: Column, value: object, text: str) -> str | Fault:
    remedy = "Write 90 min, 8 h, 4 h 30 min, 2 d, or 1 d by 17:00."
    if isinstance(value, dt.timedelta | dt.time):
        seconds = _second_of_day(value, text) or 0
        return seconds_text(seconds) if seconds > 0 else Fault("no time at all", remedy)
    if text.replace(".", "", 1).isdigit():
        return Fault(f"{text!r} is a number without a unit", remedy)
    length: Length | None = None if isinstance(value, dt.date) else length_of(text)
    return Fault(f"{text!r} is no length of time", remedy) if length is None else str(length)


def _names(_: Column, value: object, text: str) -> str | Fault:
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return Fault(f"{text} is a date or a time", "Write names, divided by semicolons.")
    names = [each.strip() for each in re.split(r"[;\n]", text)]
    return "; ".join(dict.fromkeys(name for name in names if name))


def _conditions(_: Column, value: object, text: str) -> str | Fault:
    remedy = "Write 95 %, or 90 % in 8 h; 100 % in 24 h."
    if isinstance(value, int | float):  # a cell that Excel holds as a percentage
        share = share_of(text)
        text = "" if share is None else f"{share * 100} %"
    found = conditions_of(text)
    return Fault(f"{text!r} is no condition", remedy) if found is None else conditions_text(found)


def _amount(column: Column, value: object, text: str) -> str | Fault:
    if not isinstance(value, dt.date | dt.time | dt.timedelta):
        figure = figure_of(text)
        if figure is not None:
            return figure
    plain = _length(column, value, text)
    if isinstance(plain, Fault) or not plain.endswith("d"):
        return plain
    return Fault(f"{text!r} is told in days", "Write service time in hours or minutes.")


def _figure(_: Column, value: object, text: str) -> str | Fault:
    found = None if isinstance(value, dt.date | dt.time | dt.timedelta) else figure_of(text)
    if found is None:
        return Fault(f"{text!r} is no number", "Write 4120, 4.25 or 99.95 %.")
    return found


def _month(_: Column, value: object, text: str) -> str | Fault:
    found = month_of(value, text)
    return found or Fault(f"{text!r} is no month", "Write a month such as 2026-10.")


_READERS: dict[Kind, Callable[[Column, object, str], str | Fault]] = {
    Kind.TEXT: _text,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.YES_NO: _yes_no,
    Kind.WORD: _word,
    Kind.WORDS: _words,
    Kind.WEEKDAYS: _weekdays,
    Kind.ZONE: _zone,
    Kind.NUMBER: _number,
    Kind.SHARE: _share,
    Kind.LENGTH: _length,
    Kind.NAMES: _names,
    Kind.CONDITIONS: _conditions,
    Kind.AMOUNT: _amount,
    Kind.FIGURE: _figure,
    Kind.MONTH: _month,
}
