"""The sheets of the register on screen: look at them, edit them, save them as a new version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from slm_analytics.domain.finding import Finding
from slm_analytics.ingest.register_intake import changed_since
from slm_analytics.register.check import is_refused
from slm_analytics.register.check_strangers import KnownNames
from slm_analytics.register.journal import register_of
from slm_analytics.register.merge import merge
from slm_analytics.register.reading import ReadRegister, read_rows
from slm_analytics.register.rows import Register, Rows
from slm_analytics.register.sheet import Column, Kind, Sheet
from slm_analytics.register.tables import SHEETS
from slm_analytics.review.register import all_findings, sheet_rows
from slm_analytics.review.sentences import listed
from slm_analytics.ui.register_workbook import HELD, put_in_force, show_findings, who_and_why
from slm_analytics.ui.shell import Page
from slm_analytics.ui.text import card_title, md

_TALL = 420


def sheets_card(page: Page, in_force: Register, known: KnownNames, version: int) -> None:
    """Show the sheets, one in front of the others; what is edited is checked and then saved."""
    base = _held(version)
    drawn = in_force if base == version else register_of(page.folder, base)
    with st.container(border=True, key="card_sheets"):
        card_title(
            "Look at it, and edit it",
            "Add rows at the end, or take rows out. It is checked before it is saved, and saved as"
            " a new version: earlier ones stay.",
        )
        others = changed_since(page.folder, base)
        if others:
            _say_changed(others)
        with st.form("sheets", border=False):
            tabs = st.tabs([f"{each.title} ({len(drawn[each.name])})" for each in _order()])
            edited = {}
            for tab, sheet in zip(tabs, _order(), strict=True):
                with tab:
                    edited[sheet.name] = _editor(drawn, sheet, base)
            said = who_and_why()
            pressed = st.form_submit_button(
                "Check and save", type="primary", icon=":material/save:"
            )
            merges = bool(others) and st.form_submit_button(
                "Save my rows that nobody else changed", icon=":material/merge:"
            )
        if merges:
            read, left = _merged(_read(edited), drawn, in_force)
            _save(page, in_force, known, read, said, version, left)
        elif pressed:
            _save(page, in_force, known, _read(edited), said, base)


def _held(version: int) -> int:
    """Return the version that the editor was drawn from, as long as it may hold something typed."""
    base = int(st.session_state.get(HELD, version))
    if not any(f"edit_{name}_{base}" in st.session_state for name in SHEETS):
        base = version
    st.session_state[HELD] = base
    return base


def _say_changed(others: str) -> None:
    """Say that somebody else changed the register, and offer to see it as it is now."""
    words = f"{others} What you typed is still here. You can save the rows that nobody else changed"
    st.warning(md(f"{words}, or look at the new state first."), icon=":material/group:")
    st.button("Show the new state, without what I typed", key="show_new_state", type="tertiary",
              icon=":material/refresh:", on_click=_let_go)  # fmt: skip


def _let_go() -> None:
    st.session_state.pop(HELD, None)
    for name in SHEETS:
        for key in [each for each in st.session_state if str(each).startswith(f"edit_{name}_")]:
            del st.session_state[key]


def _merged(read: ReadRegister, drawn: Register, in_force: Register) -> tuple[ReadRegister, str]:
    """Return what was typed on top of what others made of it, and which rows are left as theirs."""
    found = merge(drawn, read.register, in_force)
    rows = [", ".join(part for part in each.key if part) for each in found.clashes]
    left = f"Left as somebody else made it: {listed(rows, most=5)}." if rows else ""
    return replace(read, register=found.merged), left


def _order() -> list[Sheet]:
    """Return the sheets, targets first."""
    return [SHEETS["targets"], *(sheet for name, sheet in SHEETS.items() if name != "targets")]


def _editor(in_force: Register, sheet: Sheet, version: int) -> pd.DataFrame:
    st.caption(md(sheet.meaning))
    rows = sheet_rows(in_force, sheet.name, sheet.names)
    edited: pd.DataFrame = st.data_editor(
        rows,
        hide_index=True,
        num_rows="dynamic",
        placeholder=" ",
        height=min(_TALL, 35 * (len(rows) + 3)),
        key=f"edit_{sheet.name}_{version}",
        column_config={column.name: _column(column) for column in sheet.columns},
    )
    return edited


def _column(column: Column) -> Any:
    help_ = column.meaning + (f" Blank: {column.default}." if column.default else "")
    words = [*column.words] if column.kind is Kind.WORD else []
    words = ["yes", "no"] if column.kind is Kind.YES_NO else words
    if words:
        return st.column_config.SelectboxColumn(options=["", *words], help=help_)
    return st.column_config.TextColumn(help=help_)


def _read(edited: Mapping[str, pd.DataFrame]) -> ReadRegister:
    rows: dict[str, Rows] = {}
    findings: list[Finding] = []
    for name, frame in edited.items():
        rows[name], told = read_rows(name, _content(frame))
        findings += told
    return ReadRegister(
        register=Register({name: rows[name] for name in SHEETS}),
        sheets=tuple(SHEETS),
        findings=tuple(findings),
    )


def _save(
    page: Page,
    in_force: Register,
    known: KnownNames,
    read: ReadRegister,
    said: tuple[str, str],
    base: int,
    left: str = "",
) -> None:
    found = all_findings(read, in_force, known)
    if found:
        show_findings(found)
    if not is_refused(found):
        put_in_force(page, read.register, *said, base=base, more=left)


def _content(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Return the rows of an editor; cells that were never filled in are None."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [dict(zip(plain.columns, row, strict=True)) for row in plain.itertuples(index=False)]
