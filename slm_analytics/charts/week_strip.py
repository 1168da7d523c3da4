"""A week as seven bars of a day each: open hours are filled, and stand beside them in words."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from slm_analytics.charts.palette import Palette

Day = tuple[str, Sequence[tuple[float, float]], str]  # name, open parts of the day, in words
_HOURS = (0, 6, 12, 18, 24)


def week_svg(days: Sequence[Day], palette: Palette) -> str:
    """Return the days of a week as HTML."""
    rows = "".join(_row(day) for day in days)
    marks = "".join(f'<span style="left:{hour / 24:.2%}">{hour:02d}:00</span>' for hour in _HOURS)
    colours = f"--open:{palette.met[1]};--closed:{palette.no_share}"
    words = escape("; ".join(f"{name} {told}" for name, _, told in days), quote=True)
    return (
        f'<div class="slm-week" style="{colours}" role="img" aria-label="{words}">'
        f'<div class="slm-week-row"><b></b><div class="slm-week-hours">{marks}</div><em></em></div>'
        f"{rows}</div>"
    )


def _row(day: Day) -> str:
    name, parts, words = day
    bars = "".join(
        f'<i style="left:{start:.3%};width:{end - start:.3%}"></i>' for start, end in parts
    )
    return (
        f'<div class="slm-week-row"><b>{escape(name)}</b>'
        f'<div class="slm-week-day">{bars}</div><em>{escape(words)}</em></div>'
    )
