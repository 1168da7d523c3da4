"""The fields in which a person says themselves how a file is to be read."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from slm_analytics.errors import UsageError
from slm_analytics.ingest.mending import Mending
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.repair_words import (
    DELIMITER_WORDS,
    ESCAPE_WORDS,
    LINE_END_WORDS,
    QUOTE_WORDS,
)
from slm_analytics.ingest.repairs import (
    ALL_TABLES,
    NO_HEADINGS,
    LengthUnit,
    Repairs,
    checked,
)
from slm_analytics.ingest.report import LoadReport
from slm_analytics.ui.shell import show_error

_AS_FOUND = "as found in the file"
_OTHER = "\0"  # no delimiter
_MOST_TABLES = 9
_UNITS = {unit.value: unit.value for unit in LengthUnit}


def ask_for_repairs(said: Options, place: str) -> Options | None:
    """Show the fields; return the options with what was said once it is sent.

    `place` names them anew for each file and each reading of it: they begin with what was said.
    """
    before = said.repairs
    with st.popover("Say it yourself", icon=":material/edit:", key=f"own_{place}"), \
            st.form(f"repairs_{place}", border=False):  # fmt: skip
        repairs = _headings(_form(before, place), place)
        if not st.form_submit_button("Read it so", icon=":material/build:"):
            return None
    return _said(said, repairs)


def _said(said: Options, repairs: Repairs) -> Options | None:
    try:
        return replace(said, repairs=checked(repairs))
    except UsageError as error:
        show_error(error)
        return None


def _form(before: Repairs, place: str) -> Repairs:
    left, right = st.columns(2)
    known = before.delimiter in ("", *DELIMITER_WORDS)
    words = {**DELIMITER_WORDS, _OTHER: "something else"}
    value = before.delimiter if known else _OTHER
    delimiter = _chosen(left, "Fields are divided by", words, value, f"delimiter_{place}")
    other = right.text_input(
        "Something else", value="" if known else before.delimiter, key=f"other_{place}"
    )
    return replace(
        before,
        delimiter=other if delimiter == _OTHER else delimiter,
        quotes=_chosen(left, "Quotes", QUOTE_WORDS, before.quotes, f"quotes_{place}"),
        escape=_chosen(right, "A quote within", ESCAPE_WORDS, before.escape, f"escape_{place}"),
        line_ends=_chosen(left, "Lines", LINE_END_WORDS, before.line_ends, f"ends_{place}"),
        table=_chosen(right, "Tables in the file", _tables(), before.table, f"table_{place}"),
    )


def _headings(before: Repairs, place: str) -> Repairs:
    left, right = st.columns(2)
    kinds = {"line": "stand on the line", NO_HEADINGS: "are missing"}
    kind = NO_HEADINGS if before.no_headings else "line" if before.header else ""
    kind = _chosen(left, "The headings", kinds, kind, f"headings_{place}")
    line = right.number_input(
        "Line of the headings", min_value=1, value=before.header_line or 1, key=f"line_{place}"
    )
    names = st.text_input(
        "Names of the columns, where the headings are missing",
        value=", ".join(before.names),
        placeholder="Number, Opened, State: one for each column; without them Column 1, 2, 3",
        key=f"names_{place}",
    )
    first, middle, last = st.columns(3)
    return replace(
        before,
        header={"line": str(int(line))}.get(kind, kind),
        names=_names(names) if kind == NO_HEADINGS else (),
        header_lines=_count(first, "Lines that the headings take", before.header_lines, place),
        preamble=_count(middle, "Lines on top not to read", before.preamble, place),
        footer=_count(last, "Last lines not to read", before.footer, place),
    )


def _chosen(box: Any, label: str, words: Mapping[Any, str], value: str, key: str) -> str:
    """Show a choice whose first answer is that nothing is said."""
    options = ["", *(str(each) for each in words)]
    shown = {str(each): text for each, text in words.items()}
    found = box.selectbox(
        label,
        options,
        index=options.index(value) if value in options else 0,
        format_func=lambda each: shown.get(each, _AS_FOUND),
        key=f"mend_{key}",
    )
    return str(found)


def _count(box: Any, label: str, value: int, place: str) -> int:
    return int(box.number_input(label, min_value=0, value=value, key=f"mend_{label}_{place}"))


def _tables() -> dict[str, str]:
    tables = {str(number): f"only table {number}" for number in range(1, _MOST_TABLES + 1)}
    return {**tables, ALL_TABLES: "all, as one table: their headings are the same"}


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in next(csv.reader([text]), []))


def ask_for_line(mending: Mending, said: Options, place: str) -> Options | None:
    """Let a person write the line anew that the refusal names; return the options with it."""
    if not mending.named:
        return None
    line, text = mending.named[0]
    mended = dict(said.repairs.lines)
    with st.popover(f"Mend line {line}", icon=":material/edit_note:",
                    key=f"lines_{place}"), st.form(f"line_form_{place}", border=False):  # fmt: skip
        st.caption("The line as it stood is kept in the archive. Empty it to leave the line out.")
        new = st.text_area(
            f"Line {line}", value=mended.get(line, text), height=160, key=f"line_text_{place}"
        )
        if not st.form_submit_button("Read it so", icon=":material/build:"):
            return None
    lines = {**mended, line: (new or "").strip("\r\n")}
    return _said(said, replace(said.repairs, lines=tuple(sorted(lines.items()))))


def ask_for_units(report: LoadReport, said: Options, place: int) -> tuple[tuple[str, str], ...]:
    """Show, within a form, a choice for every length of time whose unit the file does not say."""
    open_ = {each.column for each in report.findings if each.code == "length not known"}
    known = dict(said.repairs.units)
    if not report.columns:  # it was refused: what was said stays
        return said.repairs.units
    chosen = {
        each.field: _chosen(st, f"{each.heading}: bare numbers are", _UNITS,
                            known.get(each.field, ""), f"unit_{each.field}_{place}")
        for each in report.columns
        if each.heading in open_ or each.field in known
    }  # fmt: skip
    return tuple((field, unit) for field, unit in chosen.items() if unit)
