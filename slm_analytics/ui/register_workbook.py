"""The register as a workbook, on screen: fetch it, hand it in, see what is said of it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from slm_analytics.domain.finding import Finding
from slm_analytics.errors import SlmError
from slm_analytics.ingest.register_intake import read_workbook, register_version, take_over
from slm_analytics.register.check import is_refused
from slm_analytics.register.check_strangers import KnownNames
from slm_analytics.register.difference import differences
from slm_analytics.register.reading import ReadRegister
from slm_analytics.register.rows import Register
from slm_analytics.register.workbook import workbook
from slm_analytics.review.register import all_findings, finding_rows
from slm_analytics.review.sentences import counted
from slm_analytics.ui.cards import table_height
from slm_analytics.ui.notice import leave_notice
from slm_analytics.ui.shell import Page, show_error
from slm_analytics.ui.text import card_title
from slm_analytics.ui.upload import saved

WHO = "register.who"  # whose name was given last
HELD = "register.held"  # the version that the editor was drawn from
_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_READ = "register.read"  # (file, what was read)
_SEEN = "register.seen"  # (file, the version it was last held against on screen)
_ROUND = "register.round"  # a new number empties the uploader
_TALLEST = 420


def workbook_card(page: Page, in_force: Register, known: KnownNames) -> None:
    """Show the downloads and the uploader; below it what is said of a workbook handed in."""
    with st.container(border=True, key="card_register_workbook"):
        card_title(
            "As a workbook",
            "Fill in the template or the register in force, and hand it in here."
            " Nothing changes before you have seen what is said of it.",
        )
        with st.container(horizontal=True, key="register_files"):
            _download("Template", Register(), "register_template")
            if not in_force.is_empty:
                _download("Register in force", in_force, "register")
        file = st.file_uploader(
            "Register workbook",
            type=["xlsx"],
            key=f"register_file_{st.session_state.get(_ROUND, 0)}",
            label_visibility="collapsed",
        )
        if file is not None:
            _show(page, file, in_force, known)


def _download(label: str, content: Register, name: str) -> None:
    st.download_button(
        label, lambda: workbook(content), file_name=f"{name}.xlsx", mime=_MIME,
        icon=":material/download:", key=f"file_{name}", on_click="ignore",
    )  # fmt: skip


def _show(page: Page, file: UploadedFile, in_force: Register, known: KnownNames) -> None:
    try:
        read = _read(page, file)
    except SlmError as error:
        show_error(error)
        return
    findings = all_findings(read, in_force, known)
    rows = counted(sum(len(read.register[name]) for name in read.sheets), "row")
    st.markdown(f"**{rows}** read from {counted(len(read.sheets), 'sheet')}.")
    show_findings(findings)
    _show_differences(in_force, read.over(in_force))
    seen = _seen(page, file)
    with st.form("take_over", border=False):
        said = who_and_why()
        if st.form_submit_button(
            "Take over", type="primary", icon=":material/check:", disabled=is_refused(findings)
        ):
            put_in_force(page, read.over(in_force), *said, base=seen)


def _seen(page: Page, file: UploadedFile) -> int:
    """Return the version that the reader last saw this file held against; note this one."""
    version = register_version(page.folder)
    before = st.session_state.get(_SEEN)
    st.session_state[_SEEN] = (file.file_id, version)
    return int(before[1]) if before and before[0] == file.file_id else version


def _show_differences(in_force: Register, content: Register) -> None:
    """Show what would change: one line for each row added, taken out or changed."""
    found = differences(in_force, content)
    if not found or in_force.is_empty:
        return
    words = f"{counted(len(found), 'row')} would change"
    with st.expander(words, icon=":material/difference:"):
        frame = pd.DataFrame(
            {
                "Sheet": [each.sheet for each in found],
                "Row": [", ".join(part for part in each.key if part) for each in found],
                "What": [each.what for each in found],
                "Cells": [each.cells_told for each in found],
            }
        )
        height = table_height(len(found), _TALLEST)
        st.dataframe(frame, hide_index=True, height=height, key="register_differences")


def _read(page: Page, file: UploadedFile) -> ReadRegister:
    known = st.session_state.get(_READ)
    if known is not None and known[0] == file.file_id:
        kept: ReadRegister = known[1]
        return kept
    with st.spinner("Reading …"), saved(page.folder, [file]) as paths:
        read = read_workbook(page.folder, paths[0], file.name)
    st.session_state[_READ] = (file.file_id, read)
    return read


def show_findings(findings: Sequence[Finding]) -> None:
    """Show what is said of a register, the gravest first."""
    if not findings:
        st.success("Nothing to say: it can be taken over.", icon=":material/check_circle:")
        return
    if is_refused(findings):
        st.error("Something has to be mended first.", icon=":material/error:")
    st.dataframe(
        finding_rows(findings), hide_index=True, height=table_height(len(findings), _TALLEST),
        column_config={
            "What": st.column_config.TextColumn(width="large"),
            "What to do": st.column_config.TextColumn(width="large"),
        },
    )  # fmt: skip


def who_and_why() -> tuple[str, str]:
    """Ask who changes the register, and why."""
    left, right = st.columns([1, 3])
    who = left.text_input("Who", st.session_state.get(WHO, ""), placeholder="Your name")
    why = right.text_input("Why", placeholder="For the record: a contract, a meeting")
    return who, why


def put_in_force(
    page: Page, register: Register, who: str, why: str, *, base: int | None = None, more: str = ""
) -> None:
    """Put a register in force and show the page anew, or say what is wrong.

    Args:
        page: the page.
        register: what is agreed from now on.
        who, why: for the journal.
        base: the version of the register that it was made from.
        more: what is said besides when it is in force.
    """
    try:
        with st.spinner("Building the figures anew …"):
            number = take_over(page.folder, register, who=who, why=why, base=base)
    except SlmError as error:
        show_error(error)
        return
    st.session_state[WHO] = who.strip()
    leave_notice(
        "The same is in force already."
        if number is None
        else f"The register is in force (generation {number}); undo on the page Data. {more}"
    )
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.session_state.pop(_READ, None)
    st.session_state.pop(HELD, None)
    st.rerun()
