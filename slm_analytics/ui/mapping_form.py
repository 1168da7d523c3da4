"""Mapping the columns of an unknown list, once; the mapping is kept for next month."""

from __future__ import annotations

import streamlit as st

from slm_analytics.errors import SlmError
from slm_analytics.ingest.contract import Contract, contracts
from slm_analytics.ingest.fields import Kind
from slm_analytics.ingest.guess import guessed_columns, likely_contract
from slm_analytics.ingest.mapping import SourceMapping, name_of_list
from slm_analytics.ingest.own_lists import keep_own_mapping
from slm_analytics.ingest.report import LoadReport
from slm_analytics.settings import DataFolder
from slm_analytics.ui.text import md

_NOWHERE = "(not in the file)"
_FIRST = (
    "ticket_id", "opened_at", "resolved_at", "closed_at", "updated_at", "priority", "state",
    "service", "customer", "assignment_group", "made_sla", "short_description",
)  # fmt: skip
_UNSAID = "(not said)"
_OF_FILE = "Write {file} for the name of the file, without a month at its end."


def ask_for_mapping(folder: DataFolder, report: LoadReport, place: int) -> str | None:
    """Show the form; return the name of the source once it is saved."""
    form = _ask_what_it_holds(report, place)
    guesses = guessed_columns(report.headings, form.name)
    with st.form(f"mapping_{place}_{form.name}"):
        title = st.text_input(
            "Name of this list, for next month *", placeholder="Service desk tool"
        )
        st.caption("Choose the heading of the file for each field. Those with * are needed.")
        first = _first(form)
        chosen = _boxes(first, form, report, guesses, place)
        rest = tuple(name for name in form.fields if name not in first)
        if rest:
            with st.expander("More fields"):
                chosen |= _boxes(rest, form, report, guesses, place)
        fixed = _ask_once(form, place)
        pressed = st.form_submit_button("Save and read", icon=":material/save:", type="primary")
    if not pressed:
        return None
    fixed = {name: text for name, text in fixed.items() if name not in chosen}
    needed = _lacking(form, {*chosen, *fixed}) + ([] if title.strip() else ["a name"])
    if needed:
        st.error(f"Still needed: {', '.join(needed)}.", icon=":material/block:")
        return None
    name = name_of_list(title)
    return _kept(
        folder,
        SourceMapping(
            name=name,
            title=title.strip(),
            system=name,
            columns=_in_order(chosen, report.headings),
            fixed=fixed,
            contract=form.name,
            kept=True,
        ),
    )


def _kept(folder: DataFolder, mapping: SourceMapping) -> str | None:
    try:
        keep_own_mapping(folder, mapping)
    except SlmError as error:
        st.error(f"{md(str(error))} {md(error.remedy)}", icon=":material/block:")
        return None
    return mapping.name


def _ask_what_it_holds(report: LoadReport, place: int) -> Contract:
    """Let a person say what kind of record a row is; the headings tell the likely one."""
    names = list(contracts())
    name = st.selectbox(
        "What does this list hold?",
        names,
        index=names.index(likely_contract(report.headings)),
        format_func=lambda each: contracts()[each].title,
        key=f"holds_{place}",
        width=420,
    )
    form = contracts()[name]
    st.caption(form.meaning)
    return form


def _first(form: Contract) -> tuple[str, ...]:
    """Return the fields that most lists have; of records that are no tickets all but a few."""
    if form.is_tickets:
        return _FIRST
    wanted = {*form.needed, *form.signature, *form.key, *form.choices}
    wanted |= {name for group in form.one_of for name in group}
    return tuple(name for name in form.fields if name in wanted)


def _lacking(form: Contract, told: set[str]) -> list[str]:
    """Return the titles of what a list must have and does not tell."""
    lacking = [form.fields[name].title for name in form.needed if name not in told]
    groups = [group for group in form.one_of if not told & set(group)]
    return lacking + [" or ".join(form.fields[name].title for name in group) for group in groups]


def _ask_once(form: Contract, place: int) -> dict[str, str]:
    """Let a person say once what every row of the list has; return field -> what was said."""
    if not form.said_once:
        return {}
    st.caption(f"The same in every row, where the file has no such column. {_OF_FILE}")
    columns = st.columns(4)
    said = {}
    for number, name in enumerate(form.said_once):
        title, key = form.fields[name].title, f"once_{place}_{name}"
        words = sorted(set(form.words.get(name, {}).values()))
        if words:
            word = columns[number % 4].selectbox(title, [_UNSAID, *words], key=key)
            said[name] = "" if word == _UNSAID else str(word)
        else:
            unit = " (seconds)" if form.fields[name].kind is Kind.DURATION else ""
            said[name] = columns[number % 4].text_input(f"{title}{unit}", key=key).strip()
    return {name: text for name, text in said.items() if text}


def _in_order(chosen: dict[str, str], headings: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return field -> heading in the order of the file, for the month it comes without headings."""
    placed = sorted(chosen.items(), key=lambda each: headings.index(each[1]))
    return {field: (heading,) for field, heading in placed}


def _boxes(
    names: tuple[str, ...], form: Contract, report: LoadReport, guesses: dict[str, str], place: int
) -> dict[str, str]:
    """Show one box per field; return field -> heading of those chosen."""
    headings = [_NOWHERE, *dict.fromkeys(text for text in report.headings if text)]
    columns = st.columns(4)
    chosen = {}
    for number, name in enumerate(names):
        guess = guesses.get(name, _NOWHERE)
        needed = " *" if name in form.needed else ""
        heading = columns[number % 4].selectbox(
            f"{form.fields[name].title}{needed}",
            headings,
            index=headings.index(guess) if guess in headings else 0,
            key=f"map_{place}_{name}" if form.is_tickets else f"map_{place}_{form.name}_{name}",
            format_func=lambda heading: _known_by(heading, report),
            help=form.fields[name].meaning,
        )
        if heading and heading != _NOWHERE:
            chosen[name] = str(heading)
    return chosen


def _known_by(heading: str, report: LoadReport) -> str:
    """Return a heading with the first values that stand under it."""
    values = report.heading_examples.get(heading, "")
    return f"{heading} ({values})" if values else heading
