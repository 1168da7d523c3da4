"""The hours of the week in which outages began, as a map that can be read without colour."""

from __future__ import annotations

from html import escape

import streamlit as st

from slm_analytics.review.outage_patterns import Week
from slm_analytics.review.outage_rows import DAYS
from slm_analytics.review.sentences import counted
from slm_analytics.ui.cards import palette

_EVERY = 3  # hours that are named
_LEAST, _MOST = 18, 78  # per cent of the colour


def show_week(week: Week) -> None:
    """Show counts by weekday and hour; the deeper, the more."""
    colours = palette()
    most = max((count for day in week for count in day), default=0) or 1
    hours = "".join(f"<b>{hour:02d}</b>" if hour % _EVERY == 0 else "<b></b>" for hour in range(24))
    days = "".join(
        f"<b>{day}</b>{''.join(_cell(day, hour, count, most) for hour, count in enumerate(counts))}"
        for day, counts in zip(DAYS, week, strict=True)
    )
    st.html(
        f'<div class="slm-hours" style="--full:{colours.missed[0]};--none:{colours.no_share};'
        f'--ink:{colours.ink}" role="img" aria-label="{escape(_alt(week))}"><b></b>{hours}{days}'
        "</div>"
    )


def _cell(day: str, hour: int, count: int, most: int) -> str:
    words = f"{day} {hour:02d}:00 to {hour + 1:02d}:00: {counted(count, 'outage')}"
    if not count:
        return f'<i title="{words}"></i>'
    deep = _LEAST + (_MOST - _LEAST) * count // most
    return f'<i class="some" style="--deep:{deep}%" title="{words}">{count}</i>'


def _alt(week: Week) -> str:
    told = [
        f"{day} {hour:02d}:00 {count}"
        for day, counts in zip(DAYS, week, strict=True)
        for hour, count in enumerate(counts)
        if count
    ]
    return f"Outages by hour of the week: {', '.join(told) or 'none'}"
