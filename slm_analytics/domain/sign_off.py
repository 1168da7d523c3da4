"""A month that was signed off with a customer: what was counted then stays counted so.

A ticket that is reopened or changed later does not move the month: the
difference is an adjustment, told in the month in which it came up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from slm_analytics.domain.month_count import MonthCount
from slm_analytics.domain.period import Month

Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedVerdict:
    """What a ticket was for a line when its month was signed off (see `ticket_verdict`)."""

    level_id: str
    line: int
    condition_no: int
    system: str
    ticket_id: str
    cycle: int
    is_within: bool | None
    elapsed_seconds: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedTyped:
    """What was typed in for a line of its month when that was signed off."""

    level_id: str
    count: MonthCount


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedMonth:
    """A month of the lines that are agreed with a customer; "": lines for any customer.

    Attributes:
        who, at, why: who signed it off, when (UTC, ISO) and with which words.
        verdicts: the tickets as they were counted.
        typed: what was typed in for them.
        results: rows of `service_level_result`, by their columns; dates as ISO texts; `wording`
            is the line as it stood in the register, as JSON.
    """

    customer: str
    month: Month
    who: str
    at: str
    why: str = ""
    verdicts: tuple[SignedVerdict, ...] = ()
    typed: tuple[SignedTyped, ...] = ()
    results: tuple[Mapping[str, Cell], ...] = ()

    @property
    def levels(self) -> frozenset[str]:
        """The lines it holds results of."""
        return frozenset(str(row["level_id"]) for row in self.results)
