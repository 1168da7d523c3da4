"""The sheets of the register on screen: look at them, edit them, save them as a new version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from slm_analytics.domain.finding import Finding
from slm_analytics.register.check import KnownNames, is_refused
from slm_analytics.register.reading import ReadRegister, read_rows
from slm_analytics.register.rows import Register, Rows
from slm_analytics.register.sheet import Column, Kind, Sheet
from slm_analytics.register.tables import SHEETS
from slm_analytics.review.register import all_findings, sheet_rows
from slm_analytics.ui.register_workbook import put_in_force, show_findings, who_and_why
from slm_analytics.ui.shell import Page
from slm_analytics.ui.text import card_title, md

_TALL = 420


def sheets_card(page: Page, in_force: Register, known: KnownNames, version: int) -> None:
    """Show the sheets, one in front of the others; what is edited is checked and then saved."""
    with st.container(border=True, key="card_sheets"):
        card_title(
            "Look at it, and edit it",
            "Add rows at the end, or take rows out. It is checked before it is saved, and saved as"
            " a new version: earlier ones stay.",
        )
        with st.form("sheets", border=False):
            tabs = st.tabs([f"{each.title} ({len(in_force[each.name])})" for each in _order()])
            edited = {}
            for tab, sheet in zip(tabs, _order(), strict=True):
                with tab:
                    edited[sheet.name] = _editor(in_force, sheet, version)
            said = who_and_why()
            pressed = st.form_submit_button(
                "Check and save", type="primary", icon=":material/save:"
            )
        if pressed:
            _save(page, in_force, known, edited, said)


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


def _save(
    page: Page,
    in_force: Register,
    known: KnownNames,
    edited: Mapping[str, pd.DataFrame],
    said: tuple[str, str],
) -> None:
    rows: dict[str, Rows] = {}
    findings: list[Finding] = []
    for name, frame in edited.items():
        rows[name], told = read_rows(name, _content(frame))
        findings += told
    read = ReadRegister(
        register=Register({name: rows[name] for name in SHEETS}),
        sheets=tuple(SHEETS),
        findings=tuple(findings),
    )
    found = all_findings(read, in_force, known)
    if found:
        show_findings(found)
    if not is_refused(found):
        put_in_force(page, read.register, *said)


def _content(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Return the rows of an editor; cells that were never filled in are None."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [dict(zip(plain.columns, row, strict=True)) for row in plain.itertuples(index=False)]
