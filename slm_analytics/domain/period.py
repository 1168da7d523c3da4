"""Months and periods: civil time, half-open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from slm_analytics.errors import UsageError

OPEN_START, OPEN_END = 1990, 2099  # years that stand for "from the beginning" and "on"
_FIRST_YEAR, _LAST_YEAR = 1, 9998  # so that a month and the one after it are dates
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month, written `YYYY-MM`."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read `YYYY-MM`.

        Raises:
            UsageError: `text` is not a month.
        """
        match = _MONTH.fullmatch(text.strip())
        if match is None or not _FIRST_YEAR <= int(match[1]) <= _LAST_YEAR:
            raise UsageError(f"{text!r} is not a month.", remedy="Write it as YYYY-MM: 2026-03.")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month that `day` lies in."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.number, 1)

    def since(self, other: Month) -> int:
        """Return by how many months it comes after another; below 0: before it."""
        return (self.year - other.year) * 12 + self.number - other.number

    def plus(self, months: int) -> Month:
        """Return the month `months` later (earlier when negative)."""
        index = self.year * 12 + self.number - 1 + months
        return Month(index // 12, index % 12 + 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days from `start` up to and without `until`."""

    start: date
    until: date

    def __post_init__(self) -> None:
        if self.until < self.start:
            raise _reversed(self.start, self.until)

    @classmethod
    def of_months(cls, first: Month, last: Month) -> Period:
        """Return the days of `first` to `last`, both included.

        Raises:
            UsageError: `last` comes before `first`.
        """
        if last < first:
            raise _reversed(first, last)
        return cls(first.first, last.plus(1).first)

    @property
    def is_whole_months(self) -> bool:
        """Whether it begins and ends with a month."""
        return self.start.day == self.until.day == 1

    @property
    def months(self) -> tuple[Month, ...]:
        """Every month the period touches, in order."""
        return tuple(self._months())

    def _months(self) -> Iterator[Month]:
        month = Month.of(self.start)
        while month.first < self.until:
            yield month
            month = month.plus(1)


def _reversed(start: Month | date, end: Month | date) -> UsageError:
    return UsageError(
        f"The period ends ({end}) before it starts ({start}).",
        remedy="Give the earlier month first.",
    )
