"""Why a target was met or missed, on screen: figures, clock bar, ledger, what was agreed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

import streamlit as st

from slm_analytics.domain.target import ClockKind
from slm_analytics.errors import UsageError
from slm_analytics.review.civil_time import clock_words, on_clock
from slm_analytics.review.explanation import Explanation, TicketExplanation, explanation
from slm_analytics.review.explanation_bar import bar_of, ledger_rows
from slm_analytics.review.ledger_words import LedgerLine, fitting
from slm_analytics.review.rule_words import RuleInForce, duration
from slm_analytics.ui.cards import Lines, downloads, facts, origin, show_chart
from slm_analytics.ui.shell import Page
from slm_analytics.ui.text import card_title

_LINES, _LINES_PRESENTED = 60, 8


def explanation_of(page: Page, ticket_id: str, system: str) -> TicketExplanation | None:
    """Return the explanation of a ticket; None where nothing is agreed."""
    try:
        return page.ask(explanation, ticket_id, system)
    except UsageError:
        return None


def first_of(told: TicketExplanation) -> Explanation | None:
    """Return the clock that matters most: that of resolution."""
    return next(iter(_in_order(told)), None)


def show_explanation(page: Page, told: TicketExplanation, title: str) -> None:
    """Show why a ticket's targets were met or missed; `title` is its short description."""
    clocks = _in_order(told)
    verdict = clocks[0].verdict if clocks else "No target asks for it"
    card_title(f"{told.ticket_id} · {verdict}", title)
    counted = [clock for clock in clocks if clock.lines]
    if len(counted) == 1:
        _show_clock(page, told, counted[0])
    elif counted:
        tabs = st.tabs([clock.title for clock in counted])
        for tab, clock in zip(tabs, counted, strict=True):
            with tab:
                _show_clock(page, told, clock)
    else:
        facts(_claim(told, None))
    silent = [f"{clock.title}: {clock.verdict}." for clock in clocks[len(counted) :]]
    if silent and not (page.presents and counted):
        st.html(f'<p class="slm-card-sub">{escape(" ".join(silent))}</p>')


def show_briefly(page: Page, told: TicketExplanation, title: str) -> None:
    """Show the verdict of the clock that matters most, its bar and what was agreed."""
    clock = first_of(told)
    verdict = clock.verdict if clock else "No target asks for it"
    card_title(f"{told.ticket_id} · {verdict}", title)
    if clock is None or not clock.lines:
        facts(_claim(told, clock))
        return
    _show_figures(clock)
    with st.container(key="bar_brief"):
        show_chart(page, bar_of(clock), "clock_brief")
    facts(_agreed(clock))


def _in_order(told: TicketExplanation) -> list[Explanation]:
    """Return the clocks that have figures first, that of resolution before all."""
    return sorted(
        told.clocks, key=lambda each: (not each.lines, each.clock is not ClockKind.RESOLUTION)
    )


def _show_clock(page: Page, told: TicketExplanation, clock: Explanation) -> None:
    _show_figures(clock)
    name = f"{clock.clock}_{clock.holder}_{clock.cycle}"
    with st.container(key=f"bar_{name}"):
        show_chart(page, bar_of(clock), f"clock_{name}")
    if page.presents:  # all on one screen
        left, right = st.columns([3, 2], gap="medium")
        with left:
            _show_ledger(fitting(clock.lines, _LINES_PRESENTED), clock)
        with right:
            facts([*_agreed(clock), *_claim(told, clock)])
        return
    _show_ledger(fitting(clock.lines, _LINES), clock)
    left, right = st.columns(2, gap="medium")
    with left:
        facts(_agreed(clock))
    with right:
        facts([*_way(clock), *_claim(told, clock)])
    with st.expander("Every rule of this clock", icon=":material/rule:"):
        facts([(rule.about, _rule(rule)) for rule in clock.policies])
    lines = origin(page, ("Ticket", told.ticket_id), *_agreed(clock))
    downloads(ledger_rows(clock.lines), lines, f"ledger_{name}", "Ledger")


def _rule(rule: RuleInForce) -> str:
    return rule.words if rule.is_usual else f"{rule.words} (agreed otherwise than usual)"


def _show_figures(clock: Explanation) -> None:
    """Show the figures that decide, large enough for the back of the room."""
    shown = [
        (duration(clock.elapsed_seconds or 0), "of service time decide"),
        (duration(clock.allowed_seconds or 0), "are allowed"),
        (
            duration(clock.calendar_seconds or 0),
            "by the wall clock, pauses off" if clock.paused_seconds else "by the wall clock",
        ),
    ]
    if clock.paused_seconds:
        shown.append((duration(clock.paused_seconds), "paused"))
    parts = "".join(
        f"<div><b>{escape(figure)}</b> <span>{word}</span></div>" for figure, word in shown
    )
    st.html(f'<div class="slm-sum slm-clock">{parts}</div>')


def _agreed(clock: Explanation) -> Lines:
    """Return what was agreed and when the clock ran, as label and text."""
    stopped = f"{clock_words(clock.stopped_at, clock.zone)} ({clock.stops})"
    return [
        ("Target", clock.target),
        ("Why this one", clock.target_why),
        ("Calendar", clock.calendar),
        ("Started", f"{clock_words(clock.started_at, clock.zone)} ({clock.starts})"),
        ("Due", clock_words(clock.due_at, clock.zone)),
        ("Stopped", stopped if clock.stopped_at else clock.stops),
    ]


def _way(clock: Explanation) -> Lines:
    """Return what changed while the clock ran, and what was irregular."""
    changes = [f"{clock_words(each.at, clock.zone)}: {each.words}" for each in clock.changes]
    found = [("On the way" if place == 0 else "", words) for place, words in enumerate(changes)]
    return [*found, *(("History", flag) for flag in clock.irregularities)]


def _claim(told: TicketExplanation, clock: Explanation | None) -> Lines:
    """Return what the export claims of the resolution, and why we differ."""
    if told.tool is None or (clock is not None and clock.clock is not ClockKind.RESOLUTION):
        return []
    return [("The export claims", " ".join(told.tool.words))]


def _show_ledger(lines: Sequence[LedgerLine], clock: Explanation) -> None:
    """Show the ledger as a table, both kinds of seconds added up below."""
    rows = "".join(_row(line, clock.zone) for line in lines)
    counted = sum(line.counted_seconds for line in lines)
    others = sum(line.seconds for line in lines) - counted
    st.html(
        '<div class="slm-ledger"><table><thead><tr><th>From</th><th>To</th><th>Counted</th>'
        f"<th>Not counted</th><th>Why</th></tr></thead><tbody>{rows}</tbody>"
        f'<tfoot><tr><td colspan="2">{escape(clock.zone)} time</td>'
        f"<td>{duration(counted)}</td><td>{duration(others)}</td><td>in all</td></tr></tfoot>"
        "</table></div>"
    )


def _row(line: LedgerLine, zone: str) -> str:
    start, until = on_clock(line.start_at, zone), on_clock(line.until_at, zone)
    ends = f"{until:%H:%M:%S}" if until.date() == start.date() else _when(until)
    counted, others = line.counted_seconds, line.seconds - line.counted_seconds
    who = ", ".join(part for part in (line.state, line.group) if part)
    return (
        f"<tr><td>{_when(start)}</td><td>{ends}</td>"
        f"<td>{duration(counted) if counted else ''}</td>"
        f"<td>{duration(others) if others else ''}</td>"
        f"<td><b>{_capital(line.kind.value)}</b> · {escape(line.rule)}"
        f"<small> · {escape(who)}</small></td></tr>"
    )


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _when(shown: datetime) -> str:
    return f"{shown:%a} {shown.day} {shown:%b %H:%M:%S}"
