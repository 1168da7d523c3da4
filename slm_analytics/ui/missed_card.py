"""The tickets that count against a line, and beside them why the chosen one was missed."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from slm_analytics.domain.service_level import CLOCKED, Measure, State
from slm_analytics.domain.unit import service_text
from slm_analytics.review.counting_words import counting_words
from slm_analytics.review.scorecard import Scorecard, ScoreLine, line_of, missed_tickets
from slm_analytics.review.scorecard_words import against_words
from slm_analytics.review.sentences import grouped
from slm_analytics.ui.address import carried
from slm_analytics.ui.boxes import one_box
from slm_analytics.ui.cards import card, facts, table_height
from slm_analytics.ui.explanation_view import explanation_of, show_briefly
from slm_analytics.ui.shell import TICKETS_PAGE, Page
from slm_analytics.ui.text import md
from slm_analytics.ui.typed_card import TYPED, typed_card

_MISSED, _TALLEST = "missed_list", 560
_OF_TICKETS = (*CLOCKED, Measure.RATIO, Measure.COUNT)  # tickets count against them


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
    else:
        _tickets(page, line)


def _tickets(page: Page, line: ScoreLine) -> None:
    rows = page.ask(missed_tickets, line)
    with card("missed", _title(line, len(rows)), _subtitle(line)):
        if not rows.empty:
            left, right = st.columns([6, 5], gap="medium")
            with left:
                row = _list(rows)
            with right:
                _explanation(page, row)
        with st.expander("How this line is counted", icon=":material/rule:"):
            facts(counting_words(line.level))


def _list(rows: pd.DataFrame) -> pd.Series:
    """Show the tickets, and return the chosen one: at first the first that decides."""
    st.dataframe(
        _shown(rows),
        hide_index=True,
        placeholder="–",
        key=_MISSED,
        on_select="rerun",
        selection_mode="single-row",
        height=table_height(len(rows), _TALLEST),
    )
    chosen = st.session_state[_MISSED].selection.rows
    first = int(rows["decides"].to_numpy().argmax()) if rows["decides"].any() else 0
    place = chosen[0] if chosen and chosen[0] < len(rows) else first
    return rows.iloc[place]


def _explanation(page: Page, row: pd.Series) -> None:
    system, ticket_id = str(row["system"]), str(row["ticket_id"])
    told = explanation_of(page, ticket_id, system)
    title = "" if pd.isna(row["short_description"]) else str(row["short_description"])
    if told is not None:
        show_briefly(page, told, title)
    named = {"system": system, "ticket": ticket_id, "view": "explanation"}
    st.page_link(TICKETS_PAGE, label=f"All about {md(ticket_id)}", icon=":material/open_in_new:",
                 query_params=carried(named))  # fmt: skip


def _named(line: ScoreLine) -> str:
    who = f"{line.level.population.customer}: " if line.level.population.customer else ""
    return f"{who}{line.level.name} ({line.state.value})"


def _title(line: ScoreLine, missed: int) -> str:
    words = f"{line.level.name}: {against_words(line.level, missed)}"
    allowed = line.misses.split(" allowed")[0]
    return f"{words}, {allowed} allowed" if missed and line.misses else words


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
    found = {"Ticket": rows["ticket_id"]}
    if rows["decides"].any():
        found["Decides"] = rows["decides"].map({True: "◀ decides", False: ""})
    if rows["service_hours"].notna().any():
        found["Over by"] = rows["overrun_hours"].map(service_text, na_action="ignore")
        found["Took"] = rows["service_hours"].map(service_text, na_action="ignore")
    return pd.DataFrame(
        {
            **found,
            "Service": rows["service"],
            "Priority": rows["priority"],
            "Group": rows["assignment_group"],
            "Short description": rows["short_description"],
        }
    )
