"""A year of a calendar as a strip: a column a week, a cell a day, a sign beside each colour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from slm_analytics.charts.palette import Palette

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ROWS = ("Mon", "", "Wed", "", "Fri", "", "Sun")
_SIGNS = {"open": "", "closed": "", "holiday": "×", "special hours": "◆"}

Day = tuple[date, str, str]  # the day, what it is (a key of `_SIGNS`), and that in words


def year_strip(days: Sequence[Day], palette: Palette, today: date | None = None) -> str:
    """Return the days of a year as HTML; words show when a cell is pointed at.

    Args:
        days: in order, of one year; what a day is: open, closed, holiday or special hours.
        palette: the colours of the theme.
        today: the day to frame.
    """
    if not days:
        return ""
    first = days[0][0].weekday()
    cells = "".join(_cell(day, place + first, today) for place, day in enumerate(days))
    months = "".join(
        f'<b style="grid-row:1;grid-column:{(place + first) // 7 + 2}">{_MONTHS[day.month - 1]}</b>'
        for place, (day, _, _) in enumerate(days)
        if day.day == 1
    )
    rows = "".join(
        f'<b style="grid-row:{number + 2};grid-column:1">{name}</b>'
        for number, name in enumerate(_ROWS)
    )
    colours = (
        f"--open:{palette.met[1]};--closed:{palette.no_share};--holiday:{palette.missed[0]};"
        f"--special:{palette.second};--ink:{palette.ink};--paper:{palette.paper}"
    )
    alt = escape(f"Calendar of {days[0][0].year}, day by day", quote=True)
    legend = "".join(
        f'<span><i class="{_class(kind)}">{sign}</i>{kind}</span>' for kind, sign in _SIGNS.items()
    )
    return (
        f'<div class="slm-year" style="{colours}" role="img" aria-label="{alt}">'
        f'<div class="slm-year-days">{months}{rows}{cells}</div>'
        f'<div class="slm-year-legend">{legend}</div></div>'
    )


def _cell(day: Day, place: int, today: date | None) -> str:
    at, kind, words = day
    here = " today" if at == today else ""
    where = f"grid-row:{place % 7 + 2};grid-column:{place // 7 + 2}"
    return (
        f'<i class="{_class(kind)}{here}" style="{where}" title="{escape(words, quote=True)}">'
        f"{_SIGNS[kind]}</i>"
    )


def _class(kind: str) -> str:
    return kind.split(maxsplit=1)[0]
