"""The lines of the running month as a table: so far, due, past, at risk, and misses left."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from slm_analytics.domain.running import Standing
from slm_analytics.domain.service_level import LevelClass, LevelKind
from slm_analytics.review.running import RunningLine
from slm_analytics.review.sentences import grouped, short_month
from slm_analytics.ui.cards import palette
from slm_analytics.ui.scorecard_table import table_class

_SIGNS = {
    Standing.MISSED: "▼",
    Standing.EDGE: "◆",
    Standing.AT_RISK: "◇",
    Standing.ON_TRACK: "●",
    Standing.NOT_COUNTED: "–",
}
_NAMES = {each: "missed" if each is Standing.MISSED else "runs" for each in Standing}
_TITLES = ("", "Line", "Agreed", "So far")
_COUNTS = ("Open", "Due today", "This week", "Past target", "At risk", "Left")


def show_running(lines: Sequence[RunningLine], *, with_customer: bool) -> None:
    """Show lines as a table, one row each."""
    colours = palette()
    titles = "".join(f"<th>{title}</th>" for title in _TITLES)
    counts = "".join(f'<th class="margin">{title}</th>' for title in _COUNTS)
    rows = "".join(_row(line, with_customer=with_customer) for line in lines)
    style = f"--ink:{colours.ink};--alert:{colours.alert}"
    st.html(
        f'<div class="{table_class(len(lines))} slm-running" style="{style}"><table><thead>'
        f"<tr>{titles}{counts}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(line: RunningLine, *, with_customer: bool) -> str:
    sign = _SIGNS[line.standing]
    counts = (len(line.tickets), line.due_today, line.due_this_week, line.past, line.at_risk)
    plain = "".join(f"<td>{_cell(cell)}</td>" for cell in (line.target, line.done))
    numbers = "".join(f'<td class="count">{grouped(each) if each else "–"}</td>' for each in counts)
    left = "" if line.left is None else grouped(line.left).replace("-", "−")
    about = " · ".join(escape(each) for each in _about(line, with_customer=with_customer) if each)
    return (
        f'<tr class="{_NAMES[line.standing]}"><td class="sign" title="{line.standing}">{sign}</td>'
        f"<td><b>{escape(line.level.name)}</b><small>{about}</small></td>{plain}{numbers}"
        f'<td class="margin">{left}</td></tr>'
    )


def _about(line: RunningLine, *, with_customer: bool) -> tuple[str, ...]:
    level = line.level
    several = line.first != line.last
    return (
        level.population.customer if with_customer else "",
        "" if level.kind is LevelKind.SLA else f"{level.kind} {level.provider}",
        "" if level.level_class is LevelClass.KEY else str(level.level_class),
        "" if line.standing is Standing.ON_TRACK else str(line.standing),
        f"{short_month(line.first)} to {short_month(line.last)}" if several else "",
        f"{grouped(line.on_hold)} on hold" if line.on_hold else "",
        f"{grouped(line.without_target)} without a target" if line.without_target else "",
    )


def _cell(text: str) -> str:
    return "<br>".join(escape(part) for part in text.split(" · "))
