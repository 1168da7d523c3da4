"""Mapping the columns of an unknown list, once; the mapping is kept for next month."""

from __future__ import annotations

import streamlit as st

from slm_analytics.errors import UsageError
from slm_analytics.ingest.fields import FIELDS, REQUIRED
from slm_analytics.ingest.intake import keep_own_mapping
from slm_analytics.ingest.mapping import SourceMapping, name_of_list
from slm_analytics.ingest.report import LoadReport
from slm_analytics.settings import DataFolder
from slm_analytics.ui.text import md

_NOWHERE = "(not in the file)"
_FIRST = (
    "ticket_id", "opened_at", "resolved_at", "closed_at", "updated_at", "priority", "state",
    "service", "customer", "assignment_group", "made_sla", "short_description",
)  # fmt: skip


def ask_for_mapping(folder: DataFolder, report: LoadReport, place: int) -> str | None:
    """Show the form; return the name of the source once it is saved."""
    headings = [_NOWHERE, *dict.fromkeys(text for text in report.headings if text)]
    with st.form(f"mapping_{place}"):
        title = st.text_input(
            "Name of this list, for next month *", placeholder="Service desk tool"
        )
        st.caption("Choose the heading of the file for each field. Those with * are needed.")
        chosen = _boxes(_FIRST, headings, report, place)
        with st.expander("More fields"):
            rest = tuple(name for name in FIELDS if name not in _FIRST)
            chosen |= _boxes(rest, headings, report, place)
        pressed = st.form_submit_button("Save and read", icon=":material/save:", type="primary")
    if not pressed:
        return None
    lacking = [FIELDS[name].title for name in REQUIRED if name not in chosen]
    if lacking or not title.strip():
        needed = [*lacking, *(["a name"] if not title.strip() else [])]
        st.error(f"Still needed: {', '.join(needed)}.", icon=":material/block:")
        return None
    name = name_of_list(title)
    mapping = SourceMapping(
        name=name,
        title=title.strip(),
        system=name,
        columns=_in_order(chosen, report.headings),
        kept=True,
    )
    try:
        keep_own_mapping(folder, mapping)
    except UsageError as error:
        st.error(f"{md(str(error))} {md(error.remedy)}", icon=":material/block:")
        return None
    return name


def _in_order(chosen: dict[str, str], headings: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return field -> heading in the order of the file, for the month it comes without headings."""
    placed = sorted(chosen.items(), key=lambda each: headings.index(each[1]))
    return {field: (heading,) for field, heading in placed}


def _boxes(
    names: tuple[str, ...], headings: list[str], report: LoadReport, place: int
) -> dict[str, str]:
    """Show one box per field; return field -> heading of those chosen."""
    columns = st.columns(4)
    chosen = {}
    for number, name in enumerate(names):
        guess = report.proposed_columns.get(name, _NOWHERE)
        needed = " *" if name in REQUIRED else ""
        heading = columns[number % 4].selectbox(
            f"{FIELDS[name].title}{needed}",
            headings,
            index=headings.index(guess) if guess in headings else 0,
            key=f"map_{place}_{name}",
            format_func=lambda heading: _known_by(heading, report),
            help=FIELDS[name].meaning,
        )
        if heading and heading != _NOWHERE:
            chosen[name] = str(heading)
    return chosen


def _known_by(heading: str, report: LoadReport) -> str:
    """Return a heading with the first values that stand under it."""
    values = report.heading_examples.get(heading, "")
    return f"{heading} ({values})" if values else heading
