"""The cards of the scorecard: its lines, and the tickets that one of them missed."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from slm_analytics.domain.service_level import Measure, State
from slm_analytics.domain.unit import service_text
from slm_analytics.review.rows import Rows
from slm_analytics.review.scorecard import Scorecard, ScoreLine, line_of, missed_tickets
from slm_analytics.review.scorecard_words import against_words
from slm_analytics.review.sentences import counted, grouped, month_name
from slm_analytics.ui.address import carried
from slm_analytics.ui.boxes import one_box
from slm_analytics.ui.cards import card, downloads, origin, table_height
from slm_analytics.ui.scorecard_table import show_lines
from slm_analytics.ui.shell import SETUP_PAGE, TICKETS_PAGE, Page, go_to
from slm_analytics.ui.typed_card import TYPED, typed_card

_MISSED, _TALLEST = "missed_list", 420
_OF_TICKETS = (Measure.SHARE, Measure.RATIO, Measure.COUNT)  # tickets count against them


def lines_card(page: Page, score: Scorecard) -> None:
    """Show the lines; on a shared screen all of them on one page."""
    customers = {line.level.population.customer for line in score.lines}
    subtitle = (
        "Missed lines first, critical ones before others. Left: misses that would still have been"
        " allowed; below zero: too many."
    )
    with card("scorecard", f"{counted(len(score.lines), 'line')} of the contract", subtitle):
        if not score.lines:
            _nothing(page, score)
            return
        show_lines(score, score.lines, with_customer=len(customers - {""}) > 1)
        if not page.presents:
            lines = origin(page, ("Scorecard", month_name(score.month)))
            downloads(_score_rows(score), lines, "scorecard", "Scorecard")


def _nothing(page: Page, score: Scorecard) -> None:
    words = "No line holds for this customer and month."
    if not score.is_agreed:
        words = "No service level is agreed yet, so nothing can be kept or missed."
    st.info(words, icon=":material/contract:")
    if not page.presents:
        st.page_link(SETUP_PAGE, label="Say what is agreed", icon=":material/edit:",
                     query_params=carried())  # fmt: skip


def _score_rows(score: Scorecard) -> Rows:
    frame = pd.DataFrame(
        [
            {
                "Line": line.level.level_id,
                "Name": line.level.name,
                "Customer": line.level.population.customer or None,
                "Class": line.level.level_class.value,
                "State": line.state.value,
                "Why": line.why or None,
                "Agreed": line.target,
                "Reached": line.actual,
                "Misses": line.misses or None,
                "Left": line.margin,
                "Below the minimum": "yes" if line.is_below_minimum else None,
                "Part of the window": line.held or None,
                "Open past target": line.beside.open_late,
                "Cancelled": line.beside.cancelled,
                "Cancelled after breach": line.beside.cancelled_late,
                "Duplicates": line.beside.duplicates,
                "Children": line.beside.children,
                "From": str(line.first),
                "To": str(line.last),
                "Version (row of the register)": line.level.line,
            }
            for line in score.lines
        ]
    )
    return Rows(frame.astype({"Left": "Int64", "Open past target": "Int64"}))


def missed_card(page: Page, score: Scorecard) -> None:
    """Show the tickets that a chosen line missed; those that decided it are marked."""
    counting = [line for line in score.lines if line.level.measure in (*_OF_TICKETS, *TYPED)]
    if not counting:
        return
    names = {line.level.level_id: _named(line) for line in counting}
    with st.container(key="score_line"):
        chosen = one_box("Line", "line", list(names), next(iter(names)), names.__getitem__)
    line = line_of(score, chosen)
    if line.level.measure in TYPED:
        typed_card(page, line)
        return
    rows = page.ask(missed_tickets, line)
    with card("missed", _title(line, len(rows)), _subtitle(line)):
        if rows.empty:
            return
        st.dataframe(
            _shown(rows),
            hide_index=True,
            placeholder="–",
            key=_MISSED,
            on_select=lambda: _choose(rows),
            selection_mode="single-row",
            height=table_height(len(rows), _TALLEST),
        )


def _named(line: ScoreLine) -> str:
    who = f"{line.level.population.customer}: " if line.level.population.customer else ""
    return f"{who}{line.level.name} ({line.state.value})"


def _title(line: ScoreLine, missed: int) -> str:
    words = f"{line.level.name}: {against_words(line.level, missed)}"
    return f"{words}, {line.misses}" if missed else words


def _subtitle(line: ScoreLine) -> str:
    short = -(line.margin or 0)
    target = line.target[0].upper() + line.target[1:]
    words = f"{target}."
    if line.first != line.last:
        words = f"{target}; {line.first} to {line.last}."
    if line.state is State.MISSED and short > 0 and len(line.level.conditions) == 1:
        one = "is the one" if short == 1 else f"are the {grouped(short)}"
        words += f" Marked {one} that came closest: had {'it' if short == 1 else 'they'} been in"
        words += " time, the line would have been kept."
    return f"{words} {line.beside.left_out}"


def _shown(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Ticket": rows["ticket_id"],
            **(
                {"Decides": ["◀ decides" if each else "" for each in rows["decides"]]}
                if rows["decides"].any()
                else {}
            ),
            **(
                {
                    "Past": [service_text(each) for each in rows["overrun_hours"]],
                    "Service time": [service_text(each) for each in rows["service_hours"]],
                }
                if rows["service_hours"].notna().any()
                else {}
            ),
            "Short description": rows["short_description"],
            "Service": rows["service"],
            "Priority": rows["priority"],
            "Group": rows["assignment_group"],
            "Customer": rows["customer"],
        }
    )


def _choose(rows: pd.DataFrame) -> None:
    """Go to the explanation of the chosen ticket."""
    chosen = st.session_state[_MISSED].selection.rows
    if chosen:
        row = rows.iloc[chosen[0]]
        named = {"system": str(row["system"]), "ticket": str(row["ticket_id"])}
        go_to(TICKETS_PAGE, carried({**named, "view": "explanation"}))
