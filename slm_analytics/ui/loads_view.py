"""What is loaded, on screen: the files, taking one out, going back, starting over."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from slm_analytics.ingest.loads_in_force import start_empty, undo, withdraw
from slm_analytics.ingest.recipe import recipe_from_json
from slm_analytics.ingest.repair_words import spoken_repairs
from slm_analytics.review.loads import loads, set_aside
from slm_analytics.review.rows import aside_rows, load_rows
from slm_analytics.review.sentences import counted
from slm_analytics.sample import load_sample
from slm_analytics.ui.cache import manifest_of
from slm_analytics.ui.cards import downloads, origin, show_rows, table_height
from slm_analytics.ui.notice import act
from slm_analytics.ui.shell import Page
from slm_analytics.ui.text import card_title, md

_SHOWN = (
    "file_name", "title", "zone", "rows", "loaded", "set_aside", "duplicates", "tickets",
    "first_opened_at", "last_opened_at", "received_at",
)  # fmt: skip
_COLUMNS: dict[str, Any] = {
    "file_name": "File",
    "title": "Kind",
    "zone": "Time zone",
    "rows": "Rows",
    "loaded": "Loaded",
    "set_aside": "Set aside",
    "duplicates": "Duplicate",
    "tickets": "Tickets",
    "first_opened_at": st.column_config.DateColumn("From", format="D MMM YYYY"),
    "last_opened_at": st.column_config.DateColumn("to", format="D MMM YYYY"),
    "received_at": st.column_config.DatetimeColumn("Loaded at (UTC)", format="D MMM YY, HH:mm"),
}


def loads_card(page: Page) -> None:
    """Show the files that are loaded; one chosen can be taken out, the last step undone."""
    rows = page.ask(loads)
    manifest = manifest_of(str(page.folder.root), page.covered.generation)
    with st.container(border=True, key="card_loads"):
        hint = "Select a file to take it out, or to see what was set aside of it. "
        card_title(
            f"{counted(len(rows), 'file')} loaded" if len(rows) else "Nothing is loaded",
            f"{hint if len(rows) else ''}Last step: {manifest.action}"
            f" (generation {manifest.number}).",
        )
        chosen = _table(rows) if len(rows) else None
        with st.container(horizontal=True):
            st.button(
                "Undo the last step", icon=":material/undo:", key="undo", on_click=_undo,
                args=(page,), disabled=manifest.parent is None, help=f"Undoes: {manifest.action}",
            )  # fmt: skip
            if len(rows):
                st.button("Start empty", icon=":material/delete_sweep:", key="empty",
                          on_click=_start_empty, args=(page,),
                          help="Takes everything out; this can be undone")  # fmt: skip
                with st.popover("Download", icon=":material/download:", key="pop_loads"):
                    downloads(load_rows(rows), origin(page), "files", "Files")
            else:
                st.button("Load the sample data", icon=":material/science:", key="sample",
                          on_click=_load_sample, args=(page,))  # fmt: skip
        if chosen is not None:
            _show_load(page, chosen)


def _table(rows: pd.DataFrame) -> pd.Series | None:
    event = st.dataframe(
        rows[list(_SHOWN)],
        hide_index=True,
        key="loads",
        on_select="rerun",
        selection_mode="single-row",
        height=table_height(len(rows), 360),
        column_config=_COLUMNS,
    )
    places = event.selection.rows
    return rows.iloc[places[0]] if places and places[0] < len(rows) else None


def _show_load(page: Page, load: pd.Series) -> None:
    name = str(load["file_name"])
    aside = page.ask(set_aside, str(load["load_id"]))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Take it out", icon=":material/remove_circle:", key="withdraw",
            on_click=_withdraw, args=(page, str(load["load_id"]), name),
            type="primary",
        )  # fmt: skip
        st.caption("The other files stay; this can be undone.")
    _show_repairs(page, str(load["load_id"]))
    if len(aside):
        rows = aside_rows(aside)
        card_title(f"{counted(len(aside), 'row')} set aside")
        show_rows(rows, "aside")
        downloads(rows, origin(page, ("File", name)), "set_aside", "Set aside")


def _show_repairs(page: Page, load_id: str) -> None:
    """Say how a file was mended, where it was."""
    load = manifest_of(str(page.folder.root), page.covered.generation).load(load_id)
    repairs = recipe_from_json(load.recipe).repairs if load else None
    if repairs:
        st.caption(f":material/build: Mended: {md(spoken_repairs(repairs))}.")


def _undo(page: Page) -> None:
    act(lambda: f"Undone: generation {undo(page.folder)} counts again.")


def _start_empty(page: Page) -> None:
    act(lambda: f"Nothing is loaded now (generation {start_empty(page.folder)}). Undo brings all"
        " back.")  # fmt: skip


def _load_sample(page: Page) -> None:
    act(lambda: f"The sample data is loaded (generation {load_sample(page.folder)}).")


def _withdraw(page: Page, load_id: str, name: str) -> None:
    act(lambda: f"{name} is taken out (generation {withdraw(page.folder, load_id)}).")
