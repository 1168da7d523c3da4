"""The frame of every page: navigation, what is in force, the store's state, calm errors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TypeVar

import streamlit as st

from slm_analytics.errors import SlmError
from slm_analytics.ingest.loads_in_force import start_empty
from slm_analytics.log import report_bug, start_logging
from slm_analytics.review.coverage import Coverage, coverage
from slm_analytics.sample import load_sample
from slm_analytics.settings import SAMPLE_FOLDER, DataFolder, data_folder
from slm_analytics.ui.address import Query, carried, here, hold, said, write
from slm_analytics.ui.cache import answer
from slm_analytics.ui.not_there import not_presented
from slm_analytics.ui.notice import act, show_notice
from slm_analytics.ui.text import md
from slm_analytics.warehouse.generation import current_number

R = TypeVar("R")

_FRAMED = "shell.framed"
_REQUESTED = "shell.requested"
_PASSED = "shell.passed"
_FIRST_START = Lock()
_ICON = SAMPLE_FOLDER.parent / "static" / "icon.png"
_STYLE = Path(__file__).with_name("style.css")
_PRESENTED_STYLE = Path(__file__).with_name("presented.css")
# Pages that can be shown on a shared screen.
_PRESENTED = (
    "", "overview", "scorecard", "running", "availability", "outages", "compliance", "breaches",
    "pauses", "second_opinion", "tickets", "exclusions",
)  # fmt: skip
TICKETS_PAGE = "pages/tickets.py"
REGISTER_PAGE = "pages/register.py"
SETUP_PAGE = "pages/setup.py"
DATA_PAGE = "pages/data.py"
SCORECARD_PAGE = "pages/scorecard.py"
RUNNING_PAGE = "pages/running.py"


@dataclass(frozen=True, slots=True)
class Page:
    """What a page may rely on once `open_page` has returned."""

    folder: DataFolder
    covered: Coverage
    presents: bool

    def ask(self, function: Callable[..., R], *arguments: object) -> R:
        """Return `function(warehouse, *arguments)`, computed once per generation."""
        return answer(self.folder, self.covered.generation, function, *arguments)


def run_app(areas: dict[str, list[st.Page]]) -> None:
    """Draw the navigation and run the page the reader asked for."""
    pages = [page for area in areas.values() for page in area]
    # First, or the browser would fetch the icon of the page from another host.
    st.set_page_config(page_title="slm_analytics", page_icon=str(_ICON), layout="wide")
    st.html(_STYLE)
    chosen = st.navigation(pages, position="hidden")
    st.set_page_config(page_title=f"{chosen.title} · slm_analytics")
    start_logging(data_folder())
    if requested := st.session_state.pop(_REQUESTED, None):
        st.switch_page(requested[0], query_params=requested[1])
    _come_back(chosen.url_path)
    hold()
    if _presents():
        st.html(_PRESENTED_STYLE)
        _way_out()
    else:
        _navigation(areas, chosen)
    st.session_state[_FRAMED] = True
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


def _navigation(areas: dict[str, list[st.Page]], chosen: st.Page) -> None:
    """Draw the links: the pages of the area that is open, and one link to each other area.

    They carry what is chosen.
    """
    query = carried()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="navigation"):
        st.image(str(_ICON), width=26)
        for name, pages in areas.items():
            if chosen.url_path in [page.url_path for page in pages]:
                for page in pages:
                    st.page_link(page, query_params=query)
            else:
                titles = ", ".join(page.title for page in pages)
                st.page_link(pages[0], label=f"{name} …", help=titles, query_params=query)
        if chosen.url_path in _PRESENTED and _has_figures():
            st.space("stretch")
            st.button(
                "Present", icon=":material/slideshow:", type="tertiary", key="present",
                on_click=write, args=({"present": "1"},),
                help="For a shared screen: larger, without menus and filters",
            )  # fmt: skip


def _has_figures() -> bool:
    """Return whether there is anything to present; a store that cannot be read has nothing."""
    folder = data_folder()
    try:
        number = current_number(folder)
        return number is None or not answer(folder, number, coverage).is_empty
    except Exception:  # noqa: BLE001  the page itself says what is wrong
        return False


def _way_out() -> None:
    """Draw the one small button that ends the presentation."""
    with st.container(key="way_out"):
        st.button("End", icon=":material/close:", type="tertiary", key="end_presentation",
                  on_click=write, args=({"present": None},))  # fmt: skip


def open_page(file: str, *, needs_data: bool = True) -> Page:
    """Begin a page; stop the run where it cannot be shown.

    Until app.py has run once, Streamlit serves a deep link by running the
    page file alone. Such a run is sent through app.py and back, with its
    query, so that no page is ever shown without its frame.
    """
    if _FRAMED not in st.session_state:
        st.session_state[_REQUESTED] = (file, here())
        st.switch_page("app.py")
    if _presents() and Path(file).stem not in _PRESENTED:
        not_presented(
            "This page is not part of the presentation", "It may name other customers and files."
        )
    folder = data_folder()
    number = current_number(folder)
    if number is None:
        number = _first_start(folder)
    page = Page(folder, answer(folder, number, coverage), _presents())
    show_notice(file, to_figures=not needs_data and not page.covered.is_empty)
    if needs_data and page.covered.is_empty:
        _show_empty(folder)
        st.stop()
    return page


def go_to(page: str, query: Query) -> None:
    """Ask for another page at the next run; usable in callbacks."""
    st.session_state[_REQUESTED] = (page, query)
    st.session_state[_PASSED] = (Path(page).stem, query, here())


def _come_back(page: str) -> None:
    """Show again what a page showed before its reader was sent to another one.

    On that way Streamlit leaves the new query at the old page in the browser's
    history; whoever steps back to it means the old query.
    """
    target, query, before = st.session_state.get(_PASSED, ("", None, None))
    if query is not None and page != target and here() == query:
        st.query_params.from_dict(before)


def show_error(error: SlmError) -> None:
    """Show what is wrong and what to do."""
    st.error(f"{md(str(error))}\n\n{md(error.remedy)}", icon=":material/error:")


def _presents() -> bool:
    return said("present") == "1"


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


def _show_empty(folder: DataFolder) -> None:
    with st.container(border=True, horizontal_alignment="center", key="card_empty"):
        st.html(
            '<div class="slm-empty"><div class="slm-headline">Nothing is loaded yet</div>'
            '<p class="slm-subline">Load a ticket export and this page fills with its figures.'
            "<br>Nothing leaves this machine.</p></div>"
        )
        with st.container(horizontal=True, horizontal_alignment="center", key="empty_choices"):
            st.page_link(DATA_PAGE, label="Load tickets", icon=":material/upload_file:")
            st.button("Look at sample data", icon=":material/science:", type="tertiary",
                      on_click=act, args=(lambda: _sample_words(folder),))  # fmt: skip


def _sample_words(folder: DataFolder) -> str:
    return f"The sample data is loaded (generation {load_sample(folder)})."
