"""The lines of a scorecard as a table: what was agreed, reached, missed, and the last months."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from slm_analytics.charts.palette import Palette
from slm_analytics.domain.period import Month
from slm_analytics.domain.service_level import LevelClass, LevelKind, State
from slm_analytics.review.scorecard import Scorecard, ScoreLine
from slm_analytics.review.sentences import counted, month_name
from slm_analytics.ui.cards import palette

_SIGNS = {State.KEPT: "●", State.MISSED: "▼", State.OPEN: "○", State.NOT_MEASURED: "–"}
_WORDS = {
    State.KEPT: "kept",
    State.MISSED: "missed",
    State.OPEN: "still runs",
    State.NOT_MEASURED: "not measured",
}
_NAMES = {state: state.name.lower().replace("_", "-") for state in State}
_MANY = 13  # lines
_TITLES = ("", "Line", "Agreed", "Reached", "Misses")


def show_lines(card: Scorecard, lines: Sequence[ScoreLine], *, with_customer: bool) -> None:
    """Show lines as a table, one row each, with their last twelve months as a strip."""
    style = _style(palette())
    titles = "".join(f"<th>{title}</th>" for title in _TITLES)
    first, last = card.months[0], card.months[-1]
    span = f"{month_name(first)} to {month_name(last)}"
    rows = "".join(_row(line, card.months, with_customer=with_customer) for line in lines)
    st.html(
        f'<div class="{table_class(len(lines))}" style="{style}"><table><thead><tr>{titles}'
        f'<th class="margin">Left</th><th class="strip">{escape(span)}</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def table_class(lines: int) -> str:
    """Return the class of a table of lines: many of them stand closer on a shared screen."""
    return "slm-score many" if lines > _MANY else "slm-score"


def _style(colours: Palette) -> str:
    return (
        f"--kept:{colours.met[1]};--missed:{colours.missed[0]};--none:{colours.no_share};"
        f"--ink:{colours.ink};--alert:{colours.alert}"
    )


def _row(line: ScoreLine, months: Sequence[Month], *, with_customer: bool) -> str:
    state = line.state
    small = [
        line.level.population.customer if with_customer else "",
        "" if line.level.kind is LevelKind.SLA else f"{line.level.kind} {line.level.provider}",
        "" if line.level.level_class is LevelClass.KEY else str(line.level.level_class),
        f"weight {line.level.weight}" if line.level.weight != 1 else "",
        "new" if line.is_new else "",
        "below the minimum" if line.is_below_minimum else "",
        line.why,
        line.held,
        line.small,
        *line.beside.flags,
        f"{counted(line.unanswered, 'ticket')} without an answer" if line.unanswered else "",
        f"{counted(line.months_lacking, 'month')} not there" if line.months_lacking else "",
    ]
    about = " · ".join(escape(each) for each in small if each)
    margin = "" if line.margin is None else f"{line.margin:d}".replace("-", "−")
    cells = (line.target, line.actual, line.misses)
    plain = "".join(f"<td>{_cell(cell)}</td>" for cell in cells)
    return (
        f'<tr class="{_NAMES[state]}"><td class="sign" title="{_WORDS[state]}">{_SIGNS[state]}</td>'
        f"<td><b>{escape(line.level.name)}</b><small>{about}</small></td>{plain}"
        f'<td class="margin">{margin}</td>'
        f'<td class="strip">{_strip(line, months)}</td></tr>'
    )


def _cell(text: str) -> str:
    return "<br>".join(escape(part) for part in text.split(" · "))


def _strip(line: ScoreLine, months: Sequence[Month]) -> str:
    return _squares(line.strip, months)


def strips(
    rows: Sequence[tuple[str, Sequence[State | None]]], months: Sequence[Month], colours: Palette
) -> None:
    """Show the states of months below each other, one named strip a row."""
    cells = "".join(
        f"<tr><td>{escape(name)}</td><td class='strip'>{_squares(states, months)}</td></tr>"
        for name, states in rows
    )
    st.html(f'<div class="slm-score" style="{_style(colours)}"><table>{cells}</table></div>')


def _squares(states: Sequence[State | None], months: Sequence[Month]) -> str:
    return "".join(
        f'<i class="{_NAMES[state] if state else "none"}"'
        f' title="{escape(month_name(month))}: {_WORDS[state] if state else "no result"}">'
        f"{_SIGNS[state] if state in (State.MISSED, State.OPEN) else ''}</i>"
        for month, state in zip(months, states, strict=True)
    )
