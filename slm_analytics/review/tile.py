"""One figure of a month: its text, what it counts, its change and its trend."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_analytics.domain.period import Month
from slm_analytics.domain.unit import Better, Unit, figure_text
from slm_analytics.metrics.metric import Metric
from slm_analytics.review.sentences import counted, grouped, number_word

FEW = 5  # with fewer tickets a share shows counts, not a percentage


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One figure of the month, the month before, and its trend.

    Attributes:
        metric, month: the figure and its month; `value`, `n`, `numerator` of that month.
        before: the month before; NaN where the two cannot be compared.
        trend: one value per month of the span, NaN where there is no figure; `counts_of` the
            numerator and the number counted of each.
        whole: which months of the span are whole; empty: all. Others are not compared.
    """

    metric: Metric
    month: Month
    value: float
    n: float
    numerator: float
    before: float
    trend: tuple[float, ...]
    counts_of: tuple[tuple[float, float], ...] = ()
    whole: tuple[bool, ...] = ()

    @property
    def is_few(self) -> bool:
        """Whether a share counts too few tickets to be one."""
        return self.metric.unit is Unit.SHARE and 0 < self.n < FEW

    @property
    def text(self) -> str:
        """The figure in its unit; the counts of a share of few tickets."""
        if self.is_few:
            return self.counts
        return figure_text(self.value, self.metric.unit)

    @property
    def counts(self) -> str:
        """What the figure counts, in words."""
        if np.isnan(self.value):
            return "nothing to count"
        match self.metric.unit:
            case Unit.SHARE:
                return f"{grouped(self.numerator)} of {grouped(self.n)}"
            case Unit.COUNT:
                return ""
            case _:
                return counted(int(self.n), self.metric.counts)

    @property
    def context(self) -> str:
        """What stands below the figure: its counts, or for a count the range of its trend."""
        if np.isnan(self.value) or self.metric.unit is not Unit.COUNT:
            if self.is_few:
                return "few tickets"
            return f"{self.counts} · few tickets" if self.unsteady and self.n else self.counts
        known = [value for value in self.compared if not np.isnan(value)]
        if len(known) < 2:
            return ""
        low, high = (figure_text(value, Unit.COUNT) for value in (min(known), max(known)))
        months = f"{number_word(len(known))} months"
        return f"{low} in each of {months}" if low == high else f"{low} to {high} in {months}"

    @property
    def compared(self) -> tuple[float, ...]:
        """The trend without the months that are only partly in the data."""
        if not self.whole:
            return self.trend
        pairs = zip(self.trend, self.whole, strict=True)
        return tuple(value if whole else float("nan") for value, whole in pairs)

    @property
    def unsteady(self) -> bool:
        """Whether too few tickets are counted for the figure to be steady."""
        return bool(self.n < self.metric.warn_below)

    @property
    def change(self) -> float:
        """The change from the month before, in the metric's unit; NaN when unknown."""
        return float("nan") if self.is_few else self.value - self.before

    @property
    def better(self) -> bool | None:
        """Whether the change is for the better; None when there is none or no direction."""
        if np.isnan(self.change) or self.change == 0 or self.metric.better is Better.NEITHER:
            return None
        return (self.change > 0) == (self.metric.better is Better.HIGHER)
