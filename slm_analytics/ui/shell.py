"""The frame of every page: navigation, what is in force, the store's state, calm errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TypeVar

import streamlit as st

from slm_analytics.errors import SlmError
from slm_analytics.ingest.intake import start_empty
from slm_analytics.log import report_bug, start_logging
from slm_analytics.review.coverage import Coverage, coverage
from slm_analytics.sample import load_sample
from slm_analytics.settings import SAMPLE_FOLDER, DataFolder, data_folder
from slm_analytics.ui.cache import answer
from slm_analytics.ui.text import md
from slm_analytics.warehouse.generation import current_number

R = TypeVar("R")

_FRAMED = "shell.framed"
_REQUESTED = "shell.requested"
_FIRST_START = Lock()
_ICON = SAMPLE_FOLDER.parent / "static" / "icon.png"
_STYLE = Path(__file__).with_name("style.css")
DATA_PAGE = "pages/data.py"


@dataclass(frozen=True, slots=True)
class Page:
    """What a page may rely on once `open_page` has returned."""

    folder: DataFolder
    covered: Coverage
    presents: bool

    def ask(self, function: Callable[..., R], *arguments: object) -> R:
        """Return `function(warehouse, *arguments)`, computed once per generation."""
        return answer(self.folder, self.covered.generation, function, *arguments)


def run_app(pages: list[st.Page]) -> None:
    """Draw the navigation and run the page the reader asked for."""
    st.set_page_config(page_title="slm_analytics", page_icon=str(_ICON), layout="wide")
    st.html(_STYLE)
    st.logo(str(_ICON), size="medium")
    st.session_state[_FRAMED] = True
    chosen = st.navigation(pages, position="hidden" if _presents() else "top")
    start_logging(data_folder())
    if requested := st.session_state.pop(_REQUESTED, None):
        st.switch_page(requested[0], query_params=requested[1])
    try:
        chosen.run()
    except SlmError as error:
        show_error(error)
    except Exception as error:  # noqa: BLE001  the last resort: one calm message
        reference = report_bug(error, doing="showing a page")
        st.error(
            f"Something went wrong that should not. Your data is safe. Reference **{reference}**"
            " is in the log.",
            icon=":material/error:",
        )


def open_page(file: str, *, needs_data: bool = True) -> Page:
    """Begin a page; stop the run where it cannot be shown.

    Until app.py has run once, Streamlit serves a deep link by running the
    page file alone. Such a run is sent through app.py and back, with its
    query, so that no page is ever shown without its frame.
    """
    if _FRAMED not in st.session_state:
        query = {key: st.query_params.get_all(key) for key in st.query_params}
        st.session_state[_REQUESTED] = (file, query)
        st.switch_page("app.py")
    folder = data_folder()
    number = current_number(folder)
    if number is None:
        number = _first_start(folder)
    page = Page(folder, answer(folder, number, coverage), _presents())
    if needs_data and page.covered.is_empty:
        _show_empty()
        st.stop()
    return page


def go_to(page: str, query: Mapping[str, str | list[str]]) -> None:
    """Ask for another page at the next run; usable in callbacks."""
    st.session_state[_REQUESTED] = (page, query)


def show_error(error: SlmError) -> None:
    """Show what is wrong and what to do."""
    st.error(f"{md(str(error))}\n\n{md(error.remedy)}", icon=":material/error:")


def _presents() -> bool:
    return st.query_params.get("present") == "1"


def _first_start(folder: DataFolder) -> int:
    """Fill a folder that was never used with the sample data, once for all sessions."""
    words = "Preparing the sample data. This happens once and takes some seconds."
    with _FIRST_START, st.spinner(words):
        number = current_number(folder)
        if number is not None:
            return number
        if (SAMPLE_FOLDER / "aoyama_mapping.json").is_file():
            return load_sample(folder)
        return start_empty(folder)


def _show_empty() -> None:
    with st.container(border=True, horizontal_alignment="center", key="card_empty"):
        st.html(
            '<div style="text-align:center;padding:3rem 1rem 1rem 1rem">'
            '<div class="slm-headline">Nothing is loaded yet</div>'
            '<p class="slm-subline">Load a ticket export and this page fills with its figures.'
            "<br>Nothing leaves this machine.</p></div>"
        )
        with st.container(horizontal=True, horizontal_alignment="center"):
            st.page_link(DATA_PAGE, label="Load tickets", icon=":material/upload_file:")
