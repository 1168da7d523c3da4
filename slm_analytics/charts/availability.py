"""What the charts of availability show: strips of days, and how an allowance is used up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from slm_analytics.charts.spec import Mark, Role, Series, Trend
from slm_analytics.domain.unit import Unit

BurnPoint = tuple[date, float | None, float | None, float]  # day, lost, left, pace; in minutes


def burn_down(points: Sequence[BurnPoint], words: Sequence[tuple[str, str]], alt: str) -> Trend:
    """Return how the allowance of a month was used, day by day, in minutes.

    Args:
        points: days in order; None: still to come, or not counted.
        words: per day, what is left and what an even pace would leave, in words.
        alt: what can be seen.
    """
    left = Series(
        name="Left, minutes",
        mark=Mark.AREA,
        role=Role.FIRST,
        values=tuple(point[2] for point in points),
        notes=tuple(told for told, _ in words),
    )
    pace = Series(
        name="Left at an even pace",
        mark=Mark.LINE,
        role=Role.QUIET,
        values=tuple(point[3] for point in points),
        notes=tuple(told for _, told in words),
    )
    lost = Series(
        name="Downtime of the day, minutes",
        mark=Mark.BAR,
        role=Role.MISSED,
        values=tuple(point[1] or None for point in points),
        notes=tuple(told for told, _ in words),
    )
    return Trend(
        categories=tuple(str(point[0].day) for point in points),
        series=(lost, pace, left),
        unit=Unit.COUNT,
        alt=alt,
        height=300,
    )
