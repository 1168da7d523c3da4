"""The chart of one ticket."""

from __future__ import annotations

import pandas as pd

from slm_analytics.charts.spec import Tone
from slm_analytics.charts.tickets import ticket_timeline

START, MIDDLE, END = (pd.Timestamp(f"2026-03-0{day} 09:00") for day in (2, 3, 6))


def lanes(*parts: tuple[str, str, str, pd.Timestamp, pd.Timestamp]) -> pd.DataFrame:
    frame = pd.DataFrame(parts, columns=["lane", "label", "kind", "start", "until"])
    frame["hours"] = (frame["until"] - frame["start"]).dt.total_seconds() / 3600
    return frame


STATES = lanes(
    ("State", "New", "new", START, MIDDLE),
    ("State", "On hold, awaiting customer", "on_hold", MIDDLE, END),
    ("Group", "Network", "", START, END),
)


def test_states_carry_their_meaning_and_other_lanes_alternate() -> None:
    tones = [stretch.tone for stretch in ticket_timeline(STATES, []).stretches]
    assert tones[:2] == [Tone.WAITING, Tone.HELD]
    assert tones[2] in (Tone.PLAIN, Tone.PLAIN_TOO)


def test_stretch_says_how_long_and_when() -> None:
    note = ticket_timeline(STATES, []).stretches[1].note
    assert note == "On hold, awaiting customer: 3 d 0 h (03 Mar 2026 09:00 to 06 Mar 2026 09:00)"


def test_moment_far_beyond_the_ticket_is_left_out() -> None:
    far, near = END + pd.Timedelta(days=30), END + pd.Timedelta(days=1)
    told = ticket_timeline(STATES, [("due", far, True), ("near", near, True), ("none", None, True)])
    assert [moment.label for moment in told.moments] == ["near"]


def test_ticket_that_took_no_time_is_drawn() -> None:
    flat = lanes(("State", "New", "new", START, START))
    assert ticket_timeline(flat, [("due", START, True)]).moments
