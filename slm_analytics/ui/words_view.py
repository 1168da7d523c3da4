"""Words that no rule knows, on screen: a person says once what they mean."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from slm_analytics.domain.ticket import HoldReason, Priority, RecordType, state_words
from slm_analytics.errors import SlmError
from slm_analytics.ingest.meanings import Meaning, give_meanings, record_meanings
from slm_analytics.review.loads import known_meanings, unknown_words
from slm_analytics.review.sentences import counted, spoken
from slm_analytics.ui.notice import leave_notice
from slm_analytics.ui.shell import Page, show_error
from slm_analytics.ui.text import card_title, md

_MEANINGS: dict[str, tuple[str, ...]] = {
    "priority": tuple(Priority),
    "state": state_words(),
    "record_type": tuple(RecordType),
    "hold_reason": tuple(HoldReason),
}
_LEFT = "–"
_MOST, _COLUMNS = 40, 4


def words_card(page: Page) -> None:
    """Show the words that no rule knows, and let a person say what they mean."""
    rows = page.ask(unknown_words)
    if rows.empty:
        return
    with st.container(border=True, key="card_words"):
        card_title(
            f"{counted(len(rows), 'word')} not known",
            "Their tickets are loaded, and count under the word as it stands. Say once what a word"
            " means; it holds for every month.",
        )
        with st.form("words", border=False):
            columns = st.columns(_COLUMNS)
            said = []
            for place, row in enumerate(rows.head(_MOST).to_dict("records")):
                with columns[place % _COLUMNS]:
                    said.append(_word_box(page, pd.Series(row)))
            if len(rows) > _MOST:
                st.caption(f"{len(rows) - _MOST} more follow once these are saved.")
            if st.form_submit_button("Save meanings", type="primary", icon=":material/save:"):
                _save(page, [each for each in said if each is not None])


def _word_box(page: Page, row: pd.Series) -> Meaning | None:
    system, field, word = (str(row[name]) for name in ("system", "field", "word"))
    closed = record_meanings(system, field) or _MEANINGS.get(field)
    names: tuple[str, ...] = closed or (word, *page.ask(known_meanings, field, system))
    chosen = st.selectbox(
        f"{spoken(field)} {md(word)} · {counted(int(row['tickets']), 'ticket')}",
        [_LEFT, *dict.fromkeys(names)],
        format_func=_Words(own="" if closed else word, closed=closed is not None),
        key=f"word_{system}_{field}_{word}",
    )
    if chosen == _LEFT:
        return None
    return Meaning(system=system, field=field, word=word, meaning=chosen)


class _Words:
    """Says choices as people do: `on_hold/awaiting_customer` is `On hold: awaiting customer`."""

    def __init__(self, *, own: str, closed: bool) -> None:
        self._own, self._closed = own, closed

    def __call__(self, choice: str) -> str:
        if choice == _LEFT:
            return "leave as it is"
        if choice == self._own:
            return f"{choice} is a name of its own"
        return spoken(choice.replace("/", ": ")) if self._closed else choice


def _save(page: Page, said: list[Meaning]) -> None:
    if not said:
        st.info("Nothing is said yet: choose what a word means.", icon=":material/info:")
        return
    try:
        number = give_meanings(page.folder, said, who="screen")
    except SlmError as error:
        show_error(error)
        return
    leave_notice(f"{counted(len(said), 'word')} given a meaning (generation {number}).")
    st.rerun()
