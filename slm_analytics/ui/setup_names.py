"""Set-up, step 1: which spellings are one customer, and one service."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from slm_analytics.register.name_sheet import NameKind
from slm_analytics.register.rows import Register
from slm_analytics.register.spellings import Suggestion, with_names, written_names
from slm_analytics.review.sentences import counted, grouped
from slm_analytics.ui.cards import card, table_height
from slm_analytics.ui.setup_desk import Desk, save_bar
from slm_analytics.ui.text import md

_TITLES = {
    NameKind.CUSTOMER: ("Customers", "Services"),
    NameKind.SERVICE: ("Services", "Customers"),
}
_TALLEST, _MOST = 420, 20
Called = dict[str, str]


def names_step(desk: Desk) -> None:
    """Show what was found, and let the reader say which names are one."""
    title = f"{desk.found.sentence()}. Which belong to which customer?"
    with card(
        "setup_names", title,
        "Spellings of one name can be called by the same name; tickets then count under it. The"
        " extracts stay as they are, and each ticket still shows what it was written with.",
    ):  # fmt: skip
        if desk.found.nameless:
            _nameless(desk.found.nameless)
        called: dict[NameKind, Called] = {}
        for tab, kind in zip(st.tabs(_tabs(desk)), NameKind, strict=True):
            with tab:
                called[kind] = _suggested(desk, kind) | _table(desk, kind)
        save_bar(desk, "Save names and go on", lambda register: _named(register, called))


def _tabs(desk: Desk) -> list[str]:
    return [f"{_TITLES[kind][0]} ({len(desk.found.counts(kind))})" for kind in NameKind]


def _nameless(count: int) -> None:
    verb = "names" if count == 1 else "name"
    st.info(
        f"{counted(count, 'ticket')} {verb} no customer. When a file is loaded, the Data page"
        " lets you say whose it is (Read it in another way).", icon=":material/info:",
    )  # fmt: skip


def _suggested(desk: Desk, kind: NameKind) -> Called:
    """Show names that are probably one, and return those that the reader ticks."""
    alike = desk.found.alike(kind, written_names(desk.register, kind))
    called: Called = {}
    for each in alike[:_MOST]:
        if st.checkbox(_question(desk, kind, each), key=desk.key(f"{kind.value}_{each.name}")):
            called |= dict.fromkeys(each.written, each.name)
    if len(alike) > _MOST:
        st.caption(f"{len(alike) - _MOST} more follow once these are saved.")
    return called


def _question(desk: Desk, kind: NameKind, each: Suggestion) -> str:
    counts = desk.found.counts(kind)
    names = [f"{md(name)} ({grouped(counts.get(name, 0))})" for name in each.written]
    first = f"**{md(each.name)}** ({grouped(counts.get(each.name, 0))})"
    return f"{', '.join(names)} and {first} are one {kind.value}"


def _table(desk: Desk, kind: NameKind) -> Called:
    """Show all names with their tickets; return how those are called that were edited."""
    counts, partners = desk.found.counts(kind), desk.found.partners(kind)
    if not counts:
        st.caption(f"The extracts name no {kind.value}.")
        return {}
    called = written_names(desk.register, kind)
    title, other = _TITLES[kind]
    rows = pd.DataFrame(
        {
            "Written": list(counts),
            "Tickets": list(counts.values()),
            other: [partners.get(name, "") for name in counts],
            "Called": [called.get(name, name) for name in counts],
        }
    )
    edited: pd.DataFrame = st.data_editor(
        rows, hide_index=True, key=desk.key(f"table_{kind.value}"),
        disabled=["Written", "Tickets", other], height=table_height(len(rows), _TALLEST),
        column_config={
            "Written": st.column_config.TextColumn(f"{title[:-1]}, as written", width="medium"),
            "Tickets": st.column_config.NumberColumn(format="localized"),
            "Called": st.column_config.TextColumn("Called", width="medium", max_chars=400),
        },
    )  # fmt: skip
    pairs = zip(rows["Written"], rows["Called"], edited["Called"], strict=True)
    return {
        str(written): str(now).strip() if isinstance(now, str) and now.strip() else str(written)
        for written, then, now in pairs
        if now != then
    }


def _named(register: Register, called: dict[NameKind, Called]) -> Register:
    for kind, names in called.items():
        register = with_names(register, kind, names) if names else register
    return register
