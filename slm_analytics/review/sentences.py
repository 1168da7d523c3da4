"""Words made from figures: months, counts and findings as people say them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from slm_analytics.domain.period import Month
from slm_analytics.domain.unit import Unit, figure_text

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip


def month_name(month: Month | date) -> str:
    """Return `October 2026`."""
    number = month.number if isinstance(month, Month) else month.month
    return f"{_MONTHS[number - 1]} {month.year}"


def short_month(month: Month | date) -> str:
    """Return `Oct 26`."""
    number = month.number if isinstance(month, Month) else month.month
    return f"{_MONTHS[number - 1][:3]} {month.year % 100:02d}"


def short_name(number: int) -> str:
    """Return `Oct` for 10."""
    return _MONTHS[number - 1][:3]


def grouped(number: float) -> str:
    """Return `1 234`, its groups parted by a thin space; a dash for none."""
    return figure_text(number, Unit.COUNT)


def number_word(number: int) -> str:
    """Return small numbers as words: `five`."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else grouped(number)


def counted(number: int, singular: str, plural: str = "") -> str:
    """Return `1 ticket`, `2 tickets`."""
    return f"{grouped(number)} {singular if number == 1 else plural or singular + 's'}"


def listed(names: Sequence[str], most: int = 3) -> str:
    """Return `A`, `A and B`, `A, B and 4 more`."""
    if len(names) > most:
        return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} more"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def run_length(below: Sequence[bool | None]) -> int:
    """Return how many months in a row, up to the last, are below; a gap ends the run."""
    length = 0
    for flag in reversed(below):
        if flag is not True:
            break
        length += 1
    return length


def spoken(word: object) -> str:
    """Return a canonical word as people say it: `in_progress` is `In progress`."""
    text = str(word).replace("_", " ")
    return text[:1].upper() + text[1:]
