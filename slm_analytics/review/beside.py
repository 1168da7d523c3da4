"""What stands beside the result of a line: tickets it is about and does not count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from slm_analytics.domain.period import Month
from slm_analytics.domain.service_level import Counting, Measure, ServiceLevel
from slm_analytics.domain.typed import TYPED
from slm_analytics.review.asked_lines import line_parameters, of_lines
from slm_analytics.review.sentences import listed
from slm_analytics.warehouse.connection import Warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Tickets of a line that its result does not count.

    Attributes:
        cancelled, duplicates, children: those that ended in the window.
        cancelled_late: of the cancelled ones, those whose time had run out before.
        open_late: those that are open past the time of the line, as of the data; None where
            the month is long over, or where they are counted.
    """

    cancelled: int = 0
    cancelled_late: int = 0
    duplicates: int = 0
    children: int = 0
    open_late: int | None = None

    @property
    def flags(self) -> tuple[str, ...]:
        """What a meeting should see at once, in words."""
        words = []
        if self.open_late:
            words.append(f"open past target: {self.open_late}")
        if self.cancelled_late:
            words.append(f"{self.cancelled_late} cancelled after breach")
        return tuple(words)

    @property
    def left_out(self) -> str:
        """What is left out, in words; empty: nothing."""
        told = (
            (self.cancelled, "cancelled", "cancelled"),
            (self.duplicates, "duplicate", "duplicates"),
            (self.children, "child of a major incident", "children of major incidents"),
        )
        parts = [f"{number} {one if number == 1 else many}" for number, one, many in told if number]
        return f"Left out: {listed(parts)}." if parts else ""


NOTHING_BESIDE = Beside()
_LATE = "late"


def beside(
    warehouse: Warehouse,
    levels: Sequence[ServiceLevel],
    firsts: Sequence[Month],
    month: Month,
    as_of: datetime | None,
) -> list[Beside]:
    """Return what stands beside the results of lines.

    Args:
        warehouse: the generation.
        levels: the lines.
        firsts: the first month of the window of each.
        month: the month of the review, with which their windows are told.
        as_of: the latest instant of the data, on its clock; None: nothing is loaded.
    """
    if not levels:
        return []
    late = _open_late(warehouse, levels, month, as_of)
    reasons: dict[int, Counter[str]] = defaultdict(Counter)
    for row in _left_out(warehouse, levels, min(firsts), month).to_dict("records"):
        number = int(row["number"])
        if row["day"].date() >= firsts[number].first:
            reasons[number].update([str(row["reason"]), *([_LATE] if row["is_late"] else [])])
    found = []
    for number, level in enumerate(levels):
        if level.measure in (*TYPED, Measure.AVAILABILITY):
            found.append(NOTHING_BESIDE)
            continue
        mine = reasons[number]
        is_told = late is not None and level.counting is Counting.USUAL
        found.append(
            Beside(
                cancelled=mine["cancelled"],
                cancelled_late=mine[_LATE],
                duplicates=mine["duplicate"],
                children=mine["child"],
                open_late=late.get(number, 0) if late is not None and is_told else None,
            )
        )
    return found


def _left_out(
    warehouse: Warehouse, levels: Sequence[ServiceLevel], first: Month, last: Month
) -> pd.DataFrame:
    parameters = line_parameters(levels)
    parameters |= {"start": first.first, "until": last.plus(1).first}
    return warehouse.query(of_lines("beside_left_out", "o"), parameters)


def _open_late(
    warehouse: Warehouse, levels: Sequence[ServiceLevel], month: Month, as_of: datetime | None
) -> dict[int, int] | None:
    """Return how many tickets of lines are open past their time; None: the month is long over."""
    if as_of is None or month < Month.of(as_of.date()).plus(-1):
        return None
    rows = warehouse.query(of_lines("open_late", "w"), line_parameters(levels))
    return dict(zip(rows["number"].astype(int), rows["tickets"].astype(int), strict=True))
