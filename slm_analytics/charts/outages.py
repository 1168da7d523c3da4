"""The charts of outages: causes, stages, and what sources claim of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from slm_analytics.charts.spec import Bar, Ranking, Role, Stretch, Timeline, Tone
from slm_analytics.domain.unit import minutes_text, share_text

_MOST = 8  # bars
_TONES = {
    "down": Tone.HELD,
    "degraded": Tone.WAITING,
    "maintenance": Tone.DONE,
    "unknown": Tone.PLAIN,
}


def causes(bars: Sequence[tuple[str, int, Fraction, Fraction, str]]) -> Ranking:
    """Downtime by cause, most first (Pareto).

    Args:
        bars: name, outages, downtime in seconds, share of all downtime up to here, downtime in
            words.
    """
    shown = [_cause(*each) for each in bars[: _MOST if len(bars) > _MOST + 1 else len(bars)]]
    rest = bars[len(shown) :]
    if rest:
        down = sum((each[2] for each in rest), Fraction(0))
        count = sum(each[1] for each in rest)
        words = f"{count} outages of {len(rest)} other causes"
        shown.append(
            Bar(
                label=f"and {len(rest)} more",
                value=float(down) / 60,
                text=minutes_text(float(down) / 60),
                note=words,
                role=Role.QUIET,
            )
        )
    return Ranking(bars=tuple(shown), alt="Bars: downtime by cause, most first")


def _cause(name: str, outages: int, down: Fraction, so_far: Fraction, words: str) -> Bar:
    up_to = share_text(float(so_far), 0)
    return Bar(
        label=name,
        value=float(down) / 60,
        text=f"{words} · {up_to}",
        note=f"{name}: {words} in {outages} outages; {up_to} of all downtime up to here",
        role=Role.MISSED,
    )


def stages(bars: Sequence[tuple[str, Fraction | None, str, str]]) -> Ranking:
    """The mean length of the stages of an outage: stage, seconds, in words, what is counted."""
    return Ranking(
        bars=tuple(
            Bar(label=stage, value=float(mean or 0), text=words, note=f"{stage}: {words}; {note}")
            for stage, mean, words, note in bars
        ),
        alt="Bars: mean time to detect, diagnose, repair and restore",
        bar_height=34,
    )


def claims(stretches: Sequence[tuple[str, str, str, datetime, datetime, str]]) -> Timeline:
    """What sources claim of one outage, a lane each: lane, state, label, from, until, note."""
    return Timeline(
        stretches=tuple(
            Stretch(
                lane=lane,
                label=label,
                start=start,
                until=until,
                tone=_TONES.get(state, Tone.PLAIN_TOO),
                note=note,
            )
            for lane, state, label, start, until, note in stretches
        ),
        alt="Timeline: what each source claims of the outage, and what of it is one",
        lane_height=40,
    )
