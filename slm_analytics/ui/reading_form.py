"""Reading a file in another way: its source, zone, customer, sheet, encoding and delimiter."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from slm_analytics.domain.zone import zone_names
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.own_lists import sources
from slm_analytics.ingest.report import LoadReport
from slm_analytics.settings import DataFolder
from slm_analytics.ui.mend_form import ask_for_units

_REMEMBERED = "As last time, else UTC"


def ask_how_to_read(
    folder: DataFolder, report: LoadReport, said: Options, place: int
) -> Options | None:
    """Let a person say the zone, customer, sheet and so on; return new options when they did."""
    with st.expander("Read it in another way", icon=":material/tune:"), st.form(f"how_{place}"):
        left, middle, right = st.columns(3)
        zones = [_REMEMBERED, *zone_names()]
        zone = left.selectbox(
            "Times without a zone are in",
            zones,
            index=zones.index(said.zone) if said.zone in zones else 0,
            help=f"Read now: {report.zone} ({report.zone_origin})",
        )
        customer = middle.text_input(
            "Customer, where the file does not say", value=said.customer or report.customer
        )
        sheets = ["", *report.sheets] if report.sheets else [""]
        sheet = right.selectbox(
            "Sheet", sheets, index=sheets.index(said.sheet) if said.sheet in sheets else 0,
            format_func=lambda name: name or "the one that is known", disabled=len(sheets) < 2,
        )  # fmt: skip
        encodings = ["", "utf-8", "cp1252", "latin-1", "cp1250", "shift_jis", "utf-16"]
        encoding = left.selectbox(
            "Encoding", encodings, format_func=lambda name: name or "decided from the bytes",
            index=encodings.index(said.encoding) if said.encoding in encodings else 0,
            disabled=report.kind not in ("", "csv"),
        )  # fmt: skip
        delimiters = {"": "decided from the lines", ",": "comma", ";": "semicolon",
                      "\t": "tab", "|": "bar"}  # fmt: skip
        delimiter = middle.selectbox(
            "Fields are divided by", list(delimiters), format_func=delimiters.__getitem__,
            index=list(delimiters).index(said.delimiter), disabled=report.kind not in ("", "csv"),
        )  # fmt: skip
        known = {name: each.title for name, each in sources(folder).items()}
        source = right.selectbox(
            "It is a list of", ["", *known], key=f"source_{place}",
            index=["", *known].index(said.source) if said.source in known else 0,
            format_func=lambda name: known.get(name, "told by its headings"),
        )  # fmt: skip
        units = ask_for_units(report, said, place)
        if not st.form_submit_button("Read again", icon=":material/refresh:"):
            return None
    return replace(
        said,
        source=str(source),
        zone="" if zone == _REMEMBERED else str(zone),
        customer=customer.strip(),
        sheet=str(sheet),
        encoding=str(encoding),
        delimiter=str(delimiter),
        repairs=replace(said.repairs, units=units),
    )
