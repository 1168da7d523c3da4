"""The cards of availability: its figures, the strip of days, the month and the statement."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from datetime import date
from html import escape

import streamlit as st

from slm_analytics.charts.day_strip_drawing import mark_colours
from slm_analytics.charts.sparkline import sparkline
from slm_analytics.domain.period import Month
from slm_analytics.review.availability import Availability, ServiceMonth
from slm_analytics.review.availability_days import DayKind
from slm_analytics.review.availability_past import days_of_services, months_of_services
from slm_analytics.review.availability_rows import month_rows, statement_rows
from slm_analytics.review.availability_strip import MARKS, key_of, strip_of
from slm_analytics.review.availability_tiles import FigureTile, availability_tiles
from slm_analytics.review.sentences import counted, grouped, month_name
from slm_analytics.ui.address import write
from slm_analytics.ui.availability_table import show_months, show_statement
from slm_analytics.ui.boxes import switch_box
from slm_analytics.ui.cards import card, downloads, origin, palette, show_chart
from slm_analytics.ui.filters import Filters, in_words
from slm_analytics.ui.shell import Page
from slm_analytics.ui.tiles import figure_html

_MOST = 12
_ROWS = 60  # of a table on the screen; files hold all
FITS = 6  # services whose days and months fit on one shared screen
_SHOWN = "availability_strip"


def tiles_row(page: Page, told: Availability) -> None:
    """Show the figures of the month side by side."""
    del page
    tiles = availability_tiles(told)
    for column, tile in zip(st.columns(len(tiles), gap="small"), tiles, strict=True):
        with column, st.container(border=True, height="stretch", key=f"tile_up_{tile.name}"):
            st.html(_face(tile, len(told.span)))


def _face(tile: FigureTile, months: int) -> str:
    colours = palette()
    drawing = sparkline(list(tile.trend), colours.alert if tile.is_alert else colours.first)
    trend = '<div class="slm-spark"></div>'
    if drawing:
        source = b64encode(drawing.encode()).decode()
        alt = escape(f"Trend of {tile.label} over {counted(months, 'month')}")
        trend = f'<img class="slm-spark" alt="{alt}" src="data:image/svg+xml;base64,{source}">'
    line, context = (escape(each) or "&nbsp;" for each in (tile.line, tile.context))
    return (
        f'<div class="slm-tile"><div class="slm-tile-label">{escape(tile.label)}</div>'
        f'<div class="slm-tile-figure">{figure_html(tile.text)}</div>'
        f'<div class="slm-tile-line">{line}</div>'
        f'<div class="slm-tile-line" title="{context}">{context}</div>{trend}</div>'
    )


def strip_card(page: Page, told: Availability) -> None:
    """Show the days of every service; a click on one chooses its service, and that day."""
    first, last = told.days[0], told.days[-1]
    title = f"{counted(len(told.days), 'day')} up to {last.day} {last:%b %Y}"
    subtitle = "A cell a day, those that missed their target first."
    if not page.presents:
        subtitle += " Click a day to see its outages."
    with card("days", title, subtitle):
        rows = told.rows[: _most(page, len(told.rows))]
        if not rows:
            st.info(f"No service is counted from {first} to {last}.", icon=":material/info:")
            return
        days = page.ask(days_of_services, told.days, tuple(row.name for row in rows))
        strip = strip_of(told, rows, days)
        if page.presents:
            show_chart(page, strip, _SHOWN)
        else:
            show_chart(page, strip, _SHOWN, on_choose=_choose)
        _legend({day.kind for cells in days for day in cells})


def _most(page: Page, count: int) -> int:
    """Return how many rows are drawn."""
    if count <= _MOST + 1 or page.presents:
        return _MOST + 1
    most = min(count, _ROWS)
    words = f"All {count} services" if most == count else f"{most} of {grouped(count)} services"
    return most if switch_box(words, "all_strips") else _MOST


def _say_rest(shown: int, count: int) -> None:
    """Say where the services are that are not shown."""
    if shown < count:
        words = f"The first {shown} of {grouped(count)} services: those that need attention most."
        st.html(f'<p class="slm-card-sub">{words} Choose services above, or save all.</p>')


def _choose() -> None:
    """Choose the service and day of the cell that was clicked."""
    points = st.session_state[_SHOWN].selection.points
    if points:
        service, day = (str(each) for each in points[0]["customdata"][:2])
        month = str(Month.of(date.fromisoformat(day)))
        write({"of": service, "day": day, "month": month, "outage": None})


def _legend(kinds: set[DayKind]) -> None:
    colours, ink = mark_colours(palette()), palette().ink
    parts = "".join(
        f'<span><i style="background:{colours[MARKS[kind]]};color:{ink}">'
        f"{MARKS[kind].value}</i>{escape(kind.value)}</span>"
        for kind in DayKind
        if kind in kinds
    )
    st.html(f'<div class="slm-year"><div class="slm-year-legend wraps">{parts}</div></div>')


def months_card(page: Page, told: Availability, filters: Filters) -> None:
    """Show the services of the month, one row each."""
    subtitle = (
        "Agreed: downtime inside agreed service time, after maintenance and accepted exclusions."
        " Left: of the downtime allowed up to now; below zero: too much."
    )
    with card("availability_months", f"Services in {month_name(told.month)}", subtitle):
        shown = told.rows[:_ROWS]
        names = tuple(row.name for row in shown)
        show_months(told, shown, page.ask(months_of_services, told.span, names))
        _say_rest(len(shown), len(told.rows))
        if not page.presents:
            lines = _origin(page, told, filters)
            downloads(lambda: month_rows(told), lines, f"availability_{told.month}", "Availability")


def statement_card(page: Page, told: Availability, filters: Filters) -> None:
    """Show measured, agreed, and what it would be if every exclusion were accepted."""
    differ = [row for row in told.rows if _differs(row)]
    title = f"Statement of {month_name(told.month)}"
    subtitle = (
        "Measured: before exclusions. Agreed: after those that both sides accepted."
        " If all accepted: after those, too, that still wait for an answer."
    )
    with card("statement", title, subtitle):
        if differ:
            show_statement(told, differ[:_ROWS])
            _say_rest(len(differ[:_ROWS]), len(differ))
        others = len(told.rows) - len(differ)
        if others:
            words = "nothing is excluded or proposed: measured and agreed are the same."
            st.html(f'<p class="slm-card-sub">{_others(others, differ)}: {words}</p>')
        lines = _origin(page, told, filters)
        downloads(lambda: statement_rows(told), lines, f"statement_{told.month}", "Statement")


def _others(others: int, differ: Sequence[ServiceMonth]) -> str:
    return counted(others, "other service" if differ else "service")


def _differs(row: ServiceMonth) -> bool:
    return not row.sums.measured == row.sums.down == row.sums.accepted_all


def _origin(page: Page, told: Availability, filters: Filters) -> Sequence[tuple[str, str]]:
    return origin(page, ("Month", str(told.month)), ("Of", ", ".join(in_words(filters.scope))))


def named_rows(told: Availability) -> dict[str, ServiceMonth]:
    """Return the services by what names them in an address."""
    return {key_of(row.name): row for row in told.rows}
