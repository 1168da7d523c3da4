"""Work of more than a moment on screen: how far it is, and a button that stops it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from slm_analytics.progress import Progress, watched


@contextmanager
def working(place: DeltaGenerator, key: str, stopped: Callable[[], None]) -> Iterator[None]:
    """Show how far the work inside is, and a button that stops it.

    A press interrupts the run of the page at the next sign of progress, which
    ends the process that works; the run that follows finds what `stopped` left.

    Args:
        place: a place that holds nothing else: what a run before drew there would stand
            beside the button until the run ends.
        key: of the button, after `stop_`.
        stopped: called at a press.
    """
    shown = place.empty()
    with shown.container(horizontal=True, vertical_alignment="center", key=f"working_{key}"):
        bar = st.progress(0.0, text="Starting …")
        st.button("Stop", key=f"stop_{key}", icon=":material/stop:", on_click=stopped)

    def show(progress: Progress) -> None:
        bar.progress(progress.share, text=f"{progress.words} …")

    with watched(show):
        yield
    shown.empty()
