"""What is loaded, on screen: the loads, taking one out, going back, and words without meaning."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from slm_analytics.domain.ticket import HoldReason, Priority, RecordType, state_words
from slm_analytics.errors import SlmError
from slm_analytics.ingest.intake import Meaning, give_meanings, start_empty, undo, withdraw
from slm_analytics.review.loads import known_meanings, loads, set_aside, unknown_words
from slm_analytics.review.sentences import counted, spoken
from slm_analytics.sample import load_sample
from slm_analytics.ui.cache import manifest_of
from slm_analytics.ui.cards import downloads
from slm_analytics.ui.shell import Page
from slm_analytics.ui.text import card_title, md

_DONE = "upload.done"
_MEANINGS: dict[str, tuple[str, ...]] = {
    "priority": tuple(Priority),
    "state": state_words(),
    "record_type": tuple(RecordType),
    "hold_reason": tuple(HoldReason),
}
_LEFT = "–"


def loads_card(page: Page) -> None:
    """Show the loads in force; one chosen can be taken out, the last step undone."""
    rows = page.ask(loads)
    manifest = manifest_of(str(page.folder.root), page.covered.generation)
    with st.container(border=True, key="card_loads"):
        card_title(
            f"{counted(len(rows), 'load')} in force",
            f"Generation {manifest.number}, made by: {manifest.action}."
            " Select a load to take it out or to see what was set aside.",
        )
        chosen = _table(rows) if len(rows) else None
        with st.container(horizontal=True):
            st.button(
                "Undo the last step", icon=":material/undo:", key="undo", on_click=_undo,
                args=(page,), disabled=manifest.parent is None, help=f"Undoes: {manifest.action}",
            )  # fmt: skip
            if len(rows):
                st.button("Start empty", icon=":material/delete_sweep:", key="empty",
                          on_click=_start_empty, args=(page,))  # fmt: skip
            else:
                st.button("Load the sample data", icon=":material/science:", key="sample",
                          on_click=_load_sample, args=(page,))  # fmt: skip
        if chosen is not None:
            _show_load(page, chosen)


def _table(rows: pd.DataFrame) -> pd.Series | None:
    shown = rows[["file_name", "title", "zone", "rows", "loaded", "set_aside", "duplicates",
                  "tickets", "first_opened_at", "last_opened_at", "received_at"]]  # fmt: skip
    event = st.dataframe(
        shown,
        hide_index=True,
        key="loads",
        on_select="rerun",
        selection_mode="single-row",
        height=min(38 + 35 * len(rows), 360),
        column_config={
            "file_name": "File",
            "title": "Source",
            "zone": "Zone",
            "rows": "Rows",
            "loaded": "Loaded",
            "set_aside": "Set aside",
            "duplicates": "Duplicate",
            "tickets": "Tickets",
            "first_opened_at": st.column_config.DateColumn("Opened from", format="D MMM YYYY"),
            "last_opened_at": st.column_config.DateColumn("to", format="D MMM YYYY"),
            "received_at": st.column_config.DatetimeColumn(
                "Loaded (UTC)", format="D MMM YY, HH:mm"
            ),
        },
    )
    places = event.selection.rows
    return rows.iloc[places[0]] if places and places[0] < len(rows) else None


def _show_load(page: Page, load: pd.Series) -> None:
    aside = page.ask(set_aside, str(load["load_id"]))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            f"Take out {load['file_name']}", icon=":material/remove_circle:", key="withdraw",
            on_click=_withdraw, args=(page, str(load["load_id"]), str(load["file_name"])),
            type="primary",
        )  # fmt: skip
        st.caption("The other loads stay; this can be undone.")
    if len(aside):
        st.dataframe(aside.drop(columns=["file_name", "load_id"]), hide_index=True, height=240)
        downloads(aside, (), "set_aside", "Set aside")


def words_card(page: Page) -> None:
    """Show the words that no rule knows, and let a person say what they mean."""
    rows = page.ask(unknown_words)
    if rows.empty:
        return
    with st.container(border=True, key="card_words"):
        card_title(
            f"{counted(len(rows), 'word')} not known",
            "Tickets with them are loaded and marked. Say once what a word means;"
            " it holds for every month.",
        )
        with st.form("words"):
            said = [
                each
                for (system, field), part in rows.groupby(["system", "field"], sort=False)
                for each in _word_boxes(page, str(system), str(field), part)
            ]
            if st.form_submit_button("Save meanings", type="primary", icon=":material/save:"):
                _save(page, said)


def _word_boxes(page: Page, system: str, field: str, rows: pd.DataFrame) -> list[Meaning]:
    closed = _MEANINGS.get(field)
    options: tuple[str, ...] = closed or page.ask(known_meanings, field, system)
    said = []
    columns = st.columns(4)
    for place, row in enumerate(rows.head(40).to_dict("records")):
        word = str(row["word"])
        own = [] if closed else [word]
        choices: list[str] = [_LEFT, *dict.fromkeys([*options, *own])]
        chosen = columns[place % 4].selectbox(
            f"{spoken(field)}: {md(word)} ({row['tickets']:,})",
            choices,
            format_func=_NameOfItsOwn(own),
            key=f"word_{system}_{field}_{word}",
        )
        if chosen and chosen != _LEFT:
            said.append(Meaning(system=system, field=field, word=word, meaning=str(chosen)))
    return said


class _NameOfItsOwn:
    """Shows the choice that keeps a name as it is in words."""

    def __init__(self, own: list[str]) -> None:
        self._own = own

    def __call__(self, choice: str) -> str:
        return f"{choice} is a name of its own" if choice in self._own else choice


def _save(page: Page, said: list[Meaning]) -> None:
    if said:
        number = give_meanings(page.folder, said, who="screen")
        st.session_state[_DONE] = (
            f"{counted(len(said), 'word')} given a meaning. Generation {number} is in force."
        )
        st.rerun()


def _undo(page: Page) -> None:
    _said(lambda: f"Undone. Generation {undo(page.folder)} is in force.")


def _start_empty(page: Page) -> None:
    _said(lambda: f"Empty now. Generation {start_empty(page.folder)}; undo brings all back.")


def _load_sample(page: Page) -> None:
    _said(lambda: f"Sample data loaded. Generation {load_sample(page.folder)}.")


def _withdraw(page: Page, load_id: str, name: str) -> None:
    _said(lambda: f"{name} taken out. Generation {withdraw(page.folder, load_id)} is in force.")


def _said(act: Callable[[], str]) -> None:
    """Act, and say at the next run what was done or what is wrong."""
    try:
        st.session_state[_DONE] = act()
    except SlmError as error:
        st.session_state[_DONE] = f"{error} {error.remedy}"
