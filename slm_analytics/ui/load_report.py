"""A load report on screen: what came in, how it was read, what is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import streamlit as st

from slm_analytics.domain.finding import Severity
from slm_analytics.domain.unit import Unit, figure_text
from slm_analytics.domain.zone import zone_names
from slm_analytics.ingest.contract import contracts
from slm_analytics.ingest.report import LoadReport, Overlap, Question
from slm_analytics.review.rows import aside_rows
from slm_analytics.review.sentences import counted, grouped, short_name, spoken
from slm_analytics.ui.cards import downloads, table_height
from slm_analytics.ui.extract_card import show_card
from slm_analytics.ui.mapping_form import ask_for_mapping
from slm_analytics.ui.shell import Page
from slm_analytics.ui.text import card_title, md, provenance

_ORDERS = {"dmy": "Day first", "mdy": "Month first", "ymd": "Year first"}
_PARTS = re.compile(r"(\d{1,4})\D(\d{1,2})\D(\d{1,4})")
_DATE_LENGTH = 10


def show_report(page: Page, report: LoadReport, place: int) -> dict[str, str] | None:
    """Show one report; return what was answered, when something was."""
    where = f", sheet {report.sheet}" if report.sheet else ""
    card_title(f"{report.file}{where}", report.title or _unnamed(report))
    refused = [each for each in report.findings if each.severity is Severity.REFUSED]
    for finding in refused:
        st.error(f"{md(finding.message)}\n\n{md(finding.remedy)}", icon=":material/block:")
    if refused:
        if report.set_aside:
            _show_sum(report)
            _show_details(page, report, place)
        return None
    if report.already_loaded:
        st.info("This file is loaded already, read in the same way.", icon=":material/done_all:")
        return None
    answers = _ask(page, report, place)
    if report.source and not report.questions:
        _show_sum(report)
        show_card(report)
        answers = _ask_zone(report, place) or answers
        _show_standing(report)
        _show_details(page, report, place)
    return answers


def _unnamed(report: LoadReport) -> str:
    return "Cannot be loaded" if report.refused else "Not known yet"


def _ask(page: Page, report: LoadReport, place: int) -> dict[str, str] | None:
    for number, question in enumerate(report.questions):
        st.warning(md(question.text), icon=":material/help:")
        if question.kind == "columns":
            name = ask_for_mapping(page.folder, report, place)
            if name:
                return {"source": name}
        elif order := _ask_order(question, f"{place}_{number}"):
            return {"date_order": order}
    return None


def _ask_zone(report: LoadReport, place: int) -> dict[str, str] | None:
    """Warn where the times carry no zone and none was said; return the one that is chosen."""
    if not any(each.code == "zone assumed" for each in report.findings):
        return None
    with st.container(border=True, key=f"zone_asked_{place}"):
        st.warning(
            f"Times carry no zone; {md(report.zone)} is assumed. Months and hours depend on it.",
            icon=":material/schedule:",
        )
        chosen = st.selectbox(
            "The export was made in", zone_names(), index=None, key=f"zone_{place}",
            placeholder=f"{report.zone}, unless you choose another", width=320,
        )  # fmt: skip
    return {"zone": str(chosen)} if chosen else None


def _ask_order(question: Question, key: str) -> str | None:
    st.caption(f"Some values: {md(', '.join(question.examples))}")
    chosen = st.radio(
        "Date order",
        question.options,
        index=None,
        format_func=lambda order: _order_words(order, question.examples),
        key=f"order_{key}",
        label_visibility="collapsed",
    )
    return str(chosen) if chosen else None


def _order_words(order: str, examples: tuple[str, ...]) -> str:
    """Return an order of dates in words, on a value of the file that shows the difference."""
    words = _ORDERS.get(order, order)
    for example in examples:
        found = _PARTS.match(example)
        if found and found[1] != found[2] and order in ("dmy", "mdy"):
            day, month = (found[1], found[2]) if order == "dmy" else (found[2], found[1])
            if 1 <= int(month) <= 12:
                return f"{words}: {md(found[0])} is {int(day)} {short_name(int(month))}"
    return words


def _show_sum(report: LoadReport) -> None:
    def part(number: int, word: str) -> str:
        return f"<div><b>{figure_text(number, Unit.COUNT)}</b> <span>{word}</span></div>"

    tickets = told_words([report])
    if report.history:
        tickets += f" with {counted(report.updates, 'update')}"
    st.html(
        '<div class="slm-sum">'
        + part(report.rows, "row in" if report.rows == 1 else "rows in")
        + "<i>=</i>"
        + part(report.loaded, "loaded")
        + "<i>+</i>"
        + part(report.set_aside, "set aside")
        + "<i>+</i>"
        + part(report.duplicates, "duplicate")
        + f"<div><span>{tickets}</span></div></div>"
    )


def told_words(reports: Sequence[LoadReport]) -> str:
    """Return how many tickets and other records files tell, in words."""
    told: dict[str, int] = {}
    for report in reports:
        form = contracts()[report.contract]
        number = report.tickets if form.is_tickets else report.records
        told[form.one] = told.get(form.one, 0) + number
    return ", ".join(counted(number, one) for one, number in told.items())


def _show_standing(report: LoadReport) -> None:
    opened = [_day(text) for text in (report.first_opened_at, report.last_opened_at)]
    words = [
        _span_words(report, opened),
        f"times read in {report.zone} ({report.zone_origin})",
        f"customer {report.customer}" if report.customer else "",
        f"characters read as {report.encoding}" if report.encoding else "",
    ]
    provenance([word for word in words if word])
    if report.overlap.known:
        st.info(_overlap_words(report.overlap), icon=":material/sync:")
    if report.replaces:
        st.info("This file was loaded before, read in another way: it replaces that load.",
                icon=":material/swap_horiz:")  # fmt: skip
    if report.takes_out_sample:
        st.info("Loading your own data takes the sample data out.", icon=":material/science:")


def _span_words(report: LoadReport, days: list[str]) -> str:
    form = contracts()[report.contract]
    if days[0]:
        begun = "Opened" if form.is_tickets else f"{form.fields[form.at].title}:"
        return f"{begun} {' to '.join(dict.fromkeys(days))}"
    return "" if report.records else f"No {form.one} can be loaded"


def _overlap_words(met: Overlap) -> str:
    words = (
        f"{counted(met.known, 'ticket')} of these known before: {grouped(met.newer)} newer here,"
        f" {grouped(met.older)} older here and left as they were."
    )
    if met.equal:
        words += f" {grouped(met.equal)} of the same time or without one: taken from this file."
    if met.gone:
        words += f" {counted(met.gone, 'known ticket')} of the same time not in this file."
    return words


def _day(instant: str) -> str:
    return f"{date.fromisoformat(instant[:_DATE_LENGTH]):%d %b %Y}" if instant else ""


def _show_details(page: Page, report: LoadReport, place: int) -> None:
    notes = [each for each in report.findings if each.severity is not Severity.REFUSED]
    tabs = [f"Findings ({len(notes)})", f"Columns ({len(report.columns)})"]
    unknown = report.unknown_words
    tabs += [f"Words not known ({len(unknown)})"] if unknown else []
    shown = st.tabs(tabs)
    with shown[0]:
        _show_findings(page, report, notes, place)
    with shown[1]:
        st.dataframe(
            pd.DataFrame(
                [
                    {"Field": each.title, "Heading": each.heading, "Read as": each.read_as,
                     "Without a value": each.missing}
                    for each in report.columns
                ]
            ),
            hide_index=True,
            height=table_height(len(report.columns), 290),
        )  # fmt: skip
        if report.unused_headings:
            st.caption(md(f"Kept, not used in figures: {', '.join(report.unused_headings)}"))
    if unknown:
        with shown[2]:
            st.caption("They load, are marked, and can be given a meaning below once loaded.")
            st.dataframe(_word_rows(report), hide_index=True)


def _show_findings(page: Page, report: LoadReport, notes: list[Any], place: int) -> None:
    if not notes:
        st.caption("Nothing to say: every cell was read as it stands.")
        return
    rows = [
        {"Kind": spoken(each.severity.value), "What": each.message,
         "Rows": None if each.line is None else each.count,
         "First line": each.line, "Value": each.value, "What to do": each.remedy}
        for each in notes
    ]  # fmt: skip
    st.dataframe(pd.DataFrame(rows), hide_index=True, placeholder="",
                 height=table_height(len(rows), 290),
                 column_config={"What": st.column_config.TextColumn(width="large")})  # fmt: skip
    path = page.folder.incoming / report.intake / "set_aside.parquet"
    if report.set_aside and path.is_file():
        st.caption("The rows set aside, with line, column, value and reason:")
        rows_aside = pq.read_table(path).to_pandas()
        lines = (("File", report.file), ("Read as", report.title))
        downloads(aside_rows(rows_aside), lines, f"set_aside_{place}", "Set aside")


def _word_rows(report: LoadReport) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"Field": spoken(word.field), "Word": word.word, "Rows": word.tickets,
             "Looks like": word.proposal}
            for word in report.unknown_words
        ]
    )  # fmt: skip
