"""The sentences of the second opinion, and what its classes mean."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from slm_analytics.domain.period import Period
from slm_analytics.domain.unit import share_text
from slm_analytics.domain.variation import Difference
from slm_analytics.review.sentences import counted, grouped, month_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The four-field table: tickets by the tool's verdict and ours."""

    both_met: int = 0
    only_tool_met: int = 0
    only_we_met: int = 0
    both_missed: int = 0

    @property
    def total(self) -> int:
        """All tickets in it."""
        return self.both_met + self.both_missed + self.differing

    @property
    def differing(self) -> int:
        """Those of which the tool says something else."""
        return self.only_tool_met + self.only_we_met


MEANINGS = {
    Difference.ROUNDING: "within a minute of the target; the tool keeps minutes only",
    Difference.PAUSE: "the tool takes other pauses off",
    Difference.CALENDAR: "the tool knows other service hours, or no holidays",
    Difference.CHANGE: "the tool counts otherwise after a changed priority, group or service",
    Difference.REOPEN: "the tool does something else when a ticket is reopened",
    Difference.VERSION: "the tool goes by an earlier or later version of the target",
    Difference.STOP: "the tool judged again when the ticket was closed",
    Difference.NO_CLOCK: "the tool ran no clock: it tells no due time for the ticket",
    Difference.TWICE: "a time in an hour that the clock showed twice can be read in two ways",
    Difference.HISTORY: "the export does not hold the whole history of the ticket",
    Difference.UNEXPLAINED: "no single other rule gives the tool’s verdict",
}


def headline(fields: Fields) -> str:
    """Return the finding of the section."""
    if not fields.total:
        return "No verdict of a tool can be compared"
    share = share_text((fields.total - fields.differing) / fields.total)
    return f"Tool and agreement give the same verdict for {share} of tickets"


def subline(fields: Fields, span: Period) -> str:
    """Return what is counted."""
    first, last = span.months[0], span.months[-1]
    when = month_name(last) if first == last else f"{month_name(first)} to {month_name(last)}"
    return (
        f"{counted(fields.total, 'ticket')} resolved in {when} of which both the tool and the"
        f" recomputed clock give a verdict; {grouped(fields.differing)} differ."
    )


def fields_title(fields: Fields) -> str:
    """Return the finding of the four-field table."""
    if not fields.differing:
        return (
            "Every verdict of the tool is as recomputed" if fields.total else "Nothing to compare"
        )
    hidden, false = fields.only_tool_met, fields.only_we_met
    parts = []
    if hidden:
        parts.append(f"{counted(hidden, 'miss', 'misses')} that the tool calls met")
    if false:
        parts.append(f"{grouped(false)} met that it calls missed")
    return ", ".join(parts)


def classes_title(classes: pd.DataFrame) -> str:
    """Return the finding of the classes."""
    if classes.empty:
        return "No difference to explain"
    first, total = classes.iloc[0], int(classes["tickets"].sum())
    name = str(first["difference"])
    share = f"{grouped(first['tickets'])} of {grouped(total)} differences"
    return f"{name[:1].upper()}{name[1:]} lies behind {share}"


def grid_title(cells: pd.DataFrame) -> str:
    """Return the finding of the grid: where most tickets differ."""
    if cells.empty:
        return "Differing verdicts by service and month"
    differing = cells["denominator"] - cells["numerator"]
    named = cells["service"].where(cells["service"].notna(), None)
    sums = differing.groupby(named, dropna=False).sum().sort_values(ascending=False)
    if not sums.iloc[0]:
        return "No service has differing verdicts"
    name = "Tickets without a service" if pd.isna(sums.index[0]) else str(sums.index[0])
    most, total = int(sums.iloc[0]), int(sums.sum())
    return f"Most differing verdicts: {name}, {grouped(most)} of {grouped(total)}"


def dues_title(same: int, total: int) -> str:
    """Return the finding of the due times."""
    if not total:
        return "The tool tells no due times to compare"
    return f"{share_text(same / total)} of the tool’s due times are as recomputed"
