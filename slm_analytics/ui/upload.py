"""Uploading on screen: files are read, reported, answered, and only then loaded."""

from __future__ import annotations

import contextlib
import secrets
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.uploaded_file_manager import UploadedFile

from slm_analytics.errors import SlmError
from slm_analytics.ingest.contract import contracts
from slm_analytics.ingest.file_kind import ENDINGS
from slm_analytics.ingest.file_names import shown_name
from slm_analytics.ingest.intake import Upload, accept, read
from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.own_lists import sources
from slm_analytics.ingest.report import LoadReport
from slm_analytics.review.sentences import counted
from slm_analytics.settings import DataFolder
from slm_analytics.ui.cards import facts
from slm_analytics.ui.load_report import show_report, told_words
from slm_analytics.ui.mend import mend
from slm_analytics.ui.notice import leave_notice
from slm_analytics.ui.reading_form import ask_how_to_read
from slm_analytics.ui.shell import Page, show_error
from slm_analytics.ui.text import card_title
from slm_analytics.ui.working import working

_READ = "upload.read"  # (files and answers) -> reports
_SAID = "upload.said"  # file name -> Options
_ROUND = "upload.round"  # a new number empties the uploader
_STOPPED = "upload.stopped"  # (files and answers) whose reading was stopped
_STOPPED_LOADING = "Loading was stopped; the store is as it was."


def upload_card(page: Page) -> bool:
    """Show the uploader; below it one report per file, and the button that loads them.

    Returns:
        Whether files wait to be answered or loaded.
    """
    with st.container(border=True, key="card_upload"):
        card_title(
            "Load exports",
            "Tickets, outages, surveys and more: several files at once, months in any order, also"
            " zipped. You see how each was read before it is loaded.",
        )
        files = st.file_uploader(
            "Exports",
            type=list(ENDINGS),
            accept_multiple_files=True,
            key=f"uploader_{st.session_state.get(_ROUND, 0)}",
            label_visibility="collapsed",
        )
        _recipes(page.folder)
        place = st.container(key="work_place")
    if files:
        _show_reports(page, files, place)
    return bool(files)


def _recipes(folder: DataFolder) -> None:
    with st.expander("How to make the export", icon=":material/help:"):
        kinds: dict[str, list[SourceMapping]] = {form.title: [] for form in contracts().values()}
        for source in sources(folder).values():
            if source.recipe:
                kinds[source.form.title].append(source)
        kind = st.selectbox("What it holds", list(kinds), width=320, key="recipe_kind")
        facts([(source.title, source.recipe) for source in kinds[kind]])


def _show_reports(page: Page, files: list[UploadedFile], work: DeltaGenerator) -> None:
    said: dict[str, Options] = st.session_state.setdefault(_SAID, {})
    reports = _reports(page.folder, files, said, work)
    for place, report in enumerate(reports):
        with st.container(border=True, key=f"card_report_{place}"):
            answers = show_report(page, report, place)
            options = said.get(report.file, Options())
            mended = mend(report, options, place)
            changed = ask_how_to_read(page.folder, report, options, place) or mended
            if answers is not None or changed is not None:
                said[report.file] = _merged(said.get(report.file, Options()), answers, changed)
                st.rerun()
    _accept_bar(page, reports, work)


def _merged(before: Options, answers: dict[str, str] | None, changed: Options | None) -> Options:
    options = changed or before
    plain: dict[str, Any] = dict(answers or {})
    return replace(options, **plain)


def _reports(
    folder: DataFolder,
    files: list[UploadedFile],
    said: dict[str, Options],
    work: DeltaGenerator,
) -> list[LoadReport]:
    """Return the reports, reading the files only when they or the answers have changed."""
    key = tuple((file.file_id, _said_of(file, said)) for file in files)
    known: tuple[Any, list[LoadReport]] | None = st.session_state.get(_READ)
    if known is not None and known[0] == key:
        return known[1]
    if st.session_state.get(_STOPPED) == key:
        return _ask_again(files)
    with working(work, "reading", lambda: _stop(key)), saved(folder, files) as paths:
        uploads = [
            Upload(
                path, file.name, said.get(shown_name(file.name), Options()), _said_of(file, said)
            )
            for path, file in zip(paths, files, strict=True)
        ]
        reports = read(folder, uploads, Options())
    st.session_state[_READ] = (key, reports)
    return reports


def _stop(key: object) -> None:
    st.session_state[_STOPPED] = key


def _ask_again(files: list[UploadedFile]) -> list[LoadReport]:
    """Say that reading was stopped; nothing is read again before it is asked for."""
    with st.container(horizontal=True, vertical_alignment="center", key="reading_stopped"):
        st.info(f"Reading {counted(len(files), 'file')} was stopped; nothing was loaded.",
                icon=":material/stop_circle:")  # fmt: skip
        st.button("Read again", key="read_again", icon=":material/refresh:",
                  on_click=lambda: st.session_state.pop(_STOPPED, None))  # fmt: skip
    return []


def _said_of(file: UploadedFile, said: dict[str, Options]) -> dict[str, Options]:
    """Return what was said of a file, or of single files in it when it is an archive."""
    name = shown_name(file.name)
    return {
        each: options
        for each, options in said.items()
        if each == name or each.startswith(f"{name}: ")
    }


@contextlib.contextmanager
def saved(folder: DataFolder, files: list[UploadedFile]) -> Any:
    """Write uploads to files of our own names for as long as they are read."""
    folder.create()
    target = folder.incoming / f"upload-{secrets.token_hex(8)}"
    target.mkdir()
    try:
        paths: list[Path] = []
        for place, file in enumerate(files):
            path = target / f"{place}.bin"
            with path.open("wb") as copy:
                shutil.copyfileobj(file, copy)
            file.seek(0)
            paths.append(path)
        yield paths
    finally:
        shutil.rmtree(target, ignore_errors=True)


def _accept_bar(page: Page, reports: list[LoadReport], work: DeltaGenerator) -> None:
    """Offer to load what can be loaded, when no question is open."""
    ready = [report for report in reports if report.acceptable]
    asked = [report for report in reports if report.questions]
    with st.container(horizontal=True, vertical_alignment="center", key="accept_bar"):
        words = f"Load {counted(len(ready), 'file')}: {told_words(ready)}"
        pressed = st.button(
            words if ready else "Nothing to load",
            type="primary",
            icon=":material/check:",
            disabled=not ready or bool(asked),
            key="accept",
        )
        st.button("Discard", key="discard", on_click=_forget, type="tertiary")
        if asked:
            st.caption("A question is open; answer it above.")
    if pressed:
        _load(page, ready, work)


def _load(page: Page, ready: list[LoadReport], work: DeltaGenerator) -> None:
    try:
        with working(work, "loading", lambda: leave_notice(_STOPPED_LOADING)):
            number = accept(page.folder, [report.intake for report in ready])
    except SlmError as error:
        show_error(error)
        return
    tickets = told_words(ready)
    leave_notice(f"{counted(len(ready), 'file')} with {tickets} loaded (generation {number}).")
    _forget()
    st.rerun()


def _forget() -> None:
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.session_state.pop(_READ, None)
    st.session_state.pop(_SAID, None)
    st.session_state.pop(_STOPPED, None)
