"""The chart of one ticket: its states, holders and priorities over time."""

from __future__ import annotations

from typing import Any

import pandas as pd

from slm_analytics.charts.spec import Moment, Stretch, Timeline, Tone
from slm_analytics.domain.unit import hours_text

_FARTHEST = 1.0  # of the time the ticket took
_TONES = {
    "new": Tone.WAITING,
    "in_progress": Tone.WORKING,
    "on_hold": Tone.HELD,
    "resolved": Tone.DONE,
    "closed": Tone.DONE,
    "cancelled": Tone.DONE,
}


def ticket_timeline(lanes: pd.DataFrame, moments: list[tuple[str, Any, bool]]) -> Timeline:
    """One ticket over time.

    Args:
        lanes: one row per stretch: lane, label, kind (a canonical state, or
            empty), start, until (local times), hours.
        moments: label, local time (None: not known) and whether it is
            important. One far beyond the stretches is left out: it would
            press them together.
    """
    first, last = lanes["start"].min(), lanes["until"].max()
    farthest = last + _FARTHEST * (last - first)
    stretches = []
    for place, row in enumerate(lanes.to_dict("records")):
        plain = Tone.PLAIN if place % 2 else Tone.PLAIN_TOO
        span = f"{row['start']:%d %b %Y %H:%M} to {row['until']:%d %b %Y %H:%M}"
        stretches.append(
            Stretch(
                lane=row["lane"],
                label=row["label"],
                start=row["start"].to_pydatetime(),
                until=row["until"].to_pydatetime(),
                tone=_TONES.get(row["kind"], plain),
                note=f"{row['label']}: {hours_text(row['hours'])} ({span})",
            )
        )
    return Timeline(
        stretches=tuple(stretches),
        moments=tuple(
            Moment(label=label, at=at.to_pydatetime(), important=important)
            for label, at, important in moments
            if at is not None and first <= at <= farthest
        ),
        alt="Timeline: states, groups and priorities of the ticket",
    )
