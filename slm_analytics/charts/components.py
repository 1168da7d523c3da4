"""The charts of components: what part they have in the downtime of their service."""

from __future__ import annotations

from collections.abc import Sequence

from slm_analytics.charts.spec import Bar, Ranking, Role


def contributions(bars: Sequence[tuple[str, int, str, str, bool]]) -> Ranking:
    """Time in which a component and the service were out: name, seconds, words, note, whether
    it is the time in which no component was."""
    return Ranking(
        bars=tuple(
            Bar(
                label=name,
                value=float(seconds),
                text=words,
                note=f"{name}: {note}",
                role=Role.QUIET if is_rest else Role.MISSED,
            )
            for name, seconds, words, note, is_rest in bars
        ),
        alt="Bars: time in which a component and its service were out",
    )
