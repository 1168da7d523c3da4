"""An explanation as a clock bar, and its ledger as rows for the eye and for files."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from slm_analytics.charts.clock_bar import ClockBar, Ground, Span, clock_bar
from slm_analytics.domain.clock import LineKind
from slm_analytics.review.civil_time import on_clock
from slm_analytics.review.explanation import Explanation
from slm_analytics.review.ledger_words import LedgerLine
from slm_analytics.review.rows import Rows
from slm_analytics.review.rule_words import duration

_GROUNDS = {
    LineKind.COUNTED: Ground.COUNTED,
    LineKind.CLOSED: Ground.CLOSED,
    LineKind.HOLIDAY: Ground.HOLIDAY,
    LineKind.PAUSED: Ground.PAUSED,
}


def bar_of(told: Explanation) -> ClockBar:
    """Return the clock bar of an explanation that has a ledger."""
    spans = [
        Span(
            start=on_clock(line.start_at, told.zone),
            until=on_clock(line.until_at, told.zone),
            ground=_GROUNDS.get(line.kind, Ground.APART),
            note=f"{duration(line.seconds)} {line.kind}: {line.rule}",
        )
        for line in told.lines
    ]
    due, stop = told.due_at, told.stopped_at
    flags = [
        (f"Start: {told.starts}", on_clock(told.lines[0].start_at, told.zone), False),
        ("Due", on_clock(due, told.zone) if due else None, True),
        (f"Stop: {told.stops}", on_clock(stop, told.zone) if stop else None, False),
        ("Now", None if stop else spans[-1].until, False),
    ]
    alt = f"Clock bar. {told.verdict}. {told.decided_by}"
    return clock_bar([span for span in spans if span.start < span.until], flags, told.zone, alt)


def ledger_rows(lines: Sequence[LedgerLine]) -> Rows:
    """Return a ledger for a file, instants in UTC and seconds as whole numbers."""
    frame = pd.DataFrame(
        {
            "From (UTC)": [line.start_at.replace(tzinfo=None) for line in lines],
            "To (UTC)": [line.until_at.replace(tzinfo=None) for line in lines],
            "Kind": [line.kind.value for line in lines],
            "Seconds": [line.seconds for line in lines],
            "Seconds counted": [line.counted_seconds for line in lines],
            "Seconds of service time": [line.service_seconds for line in lines],
            "Rule": [line.rule for line in lines],
            "State": [line.state for line in lines],
            "Group": [line.group for line in lines],
            "Vendor": [line.vendor for line in lines],
        }
    )
    return Rows(frame)
