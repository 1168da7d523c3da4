"""A file that does not load as it stands, on screen: repairs with their effect, to be chosen."""

from __future__ import annotations

import zlib
from dataclasses import replace

import pandas as pd
import streamlit as st

from slm_analytics.ingest.mending import Mending, Preview
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.repairs import NO_REPAIRS, repairs_from_plain
from slm_analytics.ingest.report import LoadReport
from slm_analytics.review.sentences import counted, grouped
from slm_analytics.ui.mend_form import ask_for_line, ask_for_repairs
from slm_analytics.ui.text import card_title, md

_SHOWN_LETTERS = 160  # of a line of the file


def mend(report: LoadReport, said: Options, place: int) -> Options | None:
    """Show what can be done about a file; return new options when something was chosen."""
    mending = report.mending
    if mending.before is None:
        return None
    if mending.said and not report.refused:
        return _mended(report, said, place)
    title = "Mend it" if report.refused else "Are these not its headings? Mend it"
    open_ = report.refused or bool(mending.proposals)
    with st.expander(title, icon=":material/build:", expanded=open_):
        st.caption(
            "Your file is not changed. What you choose is kept with the load and offered again"
            " for the next file of this kind."
        )
        if mending.said:
            st.warning(f"Read so, it is still refused: {md(mending.said)}.",
                       icon=":material/build:")  # fmt: skip
        found = _offers(mending, said, place)
        with st.container(horizontal=True):
            line = ask_for_line(mending, said, _form_key(report, said, place))
            own = ask_for_repairs(said, _form_key(report, said, place))
            back = _take_back(said, place) if mending.said else None
    return found or line or own or back


def _mended(report: LoadReport, said: Options, place: int) -> Options | None:
    mending = report.mending
    with st.expander(f"Mended: {md(mending.said)}", icon=":material/build:", expanded=True):
        _effect(mending, mending.after or Preview(), place)
        with st.container(horizontal=True):
            own = ask_for_repairs(said, _form_key(report, said, place))
            return _take_back(said, place) or own


def _form_key(report: LoadReport, said: Options, place: int) -> str:
    """Return a name for fields that are to begin anew with another file or other repairs."""
    told = repr((report.file, said.repairs, report.mending.named)).encode()
    return f"{place}_{zlib.crc32(told):08x}"


def _take_back(said: Options, place: int) -> Options | None:
    pressed = st.button("Take the repairs back", icon=":material/undo:", key=f"unmend_{place}")
    return replace(said, repairs=NO_REPAIRS) if pressed else None


def _offers(mending: Mending, said: Options, place: int) -> Options | None:
    """Show the repairs that make the file load; return the options with the one chosen."""
    if not mending.proposals:
        _lines(mending)
        return None
    many = counted(len(mending.proposals), "way")
    card_title(f"{many} to read it", "Choose one to see what comes of it; nothing is loaded yet.")
    chosen = st.radio(
        "Repairs",
        range(len(mending.proposals)),
        format_func=lambda number: md(mending.proposals[number].words),
        captions=[_size(each.preview) for each in mending.proposals],
        key=f"offer_{place}",
        label_visibility="collapsed",
    )
    offer = mending.proposals[chosen or 0]
    _effect(mending, offer.preview, place)
    if st.button("Read it so", icon=":material/build:", type="primary", key=f"mend_{place}"):
        return replace(said, repairs=repairs_from_plain(offer.repairs))
    return None


def _effect(mending: Mending, after: Preview, place: int) -> None:
    """Show a file as it stands and as it reads once mended, one above the other."""
    card_title("As it stands", _size(mending.before or Preview()))
    _lines(mending)
    card_title("Mended", _size(after))
    if after.headings:
        st.dataframe(_rows(after), hide_index=True, key=f"mended_{place}", height="content")


def _lines(mending: Mending) -> None:
    shown = [*mending.lines, *(each for each in mending.named if each not in mending.lines)]
    wide = len(str(shown[-1][0])) if shown else 0
    text = "\n".join(f"{line:>{wide}}  {_cut(said)}" for line, said in shown)
    st.code(text, language=None, height="content")


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN_LETTERS else f"{text[:_SHOWN_LETTERS]} …"


def _size(preview: Preview) -> str:
    """Return how many columns and rows there are, or why there are none."""
    if preview.refused:
        return f"Refused: {preview.refused}"
    words = f"{counted(preview.columns, 'column')}, {counted(preview.rows, 'row')}"
    if preview.title:
        words += f"; read as {preview.title}"
    if preview.set_aside:
        words += f"; {grouped(preview.set_aside)} of the rows set aside"
    return words


def _rows(preview: Preview) -> pd.DataFrame:
    """Return the first rows; a heading that stands twice is numbered, for tables want it so."""
    seen: dict[str, int] = {}
    names = []
    for heading in preview.headings:
        seen[heading] = seen.get(heading, 0) + 1
        names.append(heading if seen[heading] == 1 else f"{heading} ({seen[heading]})")
    return pd.DataFrame(list(preview.first), columns=names, dtype=str)
