"""The list of outages on screen, and what each source claims of the one that is chosen."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

import streamlit as st

from slm_analytics.charts import outages as charts
from slm_analytics.review.outage_list import ClaimLine, OutageLine, claims_of
from slm_analytics.review.outage_rows import claim_rows, line_rows
from slm_analytics.review.outage_words import clock_text, length_text, local, source_name
from slm_analytics.review.outages import Outages
from slm_analytics.review.sentences import counted, grouped
from slm_analytics.ui.address import carried, here, said, write
from slm_analytics.ui.cards import card, facts, show_chart, show_rows, table_height
from slm_analytics.ui.rows_corner import rows_corner, told_of
from slm_analytics.ui.shell import TICKETS_PAGE, Page
from slm_analytics.ui.text import md

_TALLEST = 420
_ALWAYS = ("Start", "Service", "Length (min)", "Counted (min)", "Told by", "Cause", "Ticket")
_WHERE_TOLD = ("Users", "Cost", "Marks", "Began with change")
_ONE = "the outage"


def explorer_card(page: Page, section: Outages) -> OutageLine | None:
    """Show the outages; return the one that is chosen."""
    lines, of_all = section.lines, section.of_all
    rest = f"The latest {grouped(len(lines))} of {grouped(of_all)}. " if len(lines) < of_all else ""
    subtitle = (
        f"{rest}Start by the clock of the service; counted: the downtime that counts as agreed."
        " Select one to see which source claimed what."
    )
    with card("outage_list", f"{counted(of_all, 'outage')}, the latest first", subtitle):
        rows = line_rows(lines)
        rows_corner(
            page,
            "outage_list",
            rows,
            "Outages",
            ("Outages", section.headline),
            *told_of(section.scope),
        )
        if not lines:
            st.info("No outage began in this time.", icon=":material/check_circle:")
            return None
        named = said("outage")
        row = next((at for at, each in enumerate(lines) if each.key == named), None)
        key = _table_key(page)
        st.dataframe(
            rows.frame,
            hide_index=True,
            placeholder="–",
            key=key,
            height=table_height(len(lines), _TALLEST),
            on_select=lambda: _choose(key, lines),
            selection_mode="single-row",
            selection_default={"selection": {"rows": [] if row is None else [row]}},
            column_order=_order(lines),
            column_config=_columns(),
        )
    return None if row is None else lines[row]


def _order(lines: tuple[OutageLine, ...]) -> list[str]:
    told = {
        "Users": any(each.users is not None for each in lines),
        "Cost": any(each.cost is not None for each in lines),
        "Marks": any(each.marks for each in lines),
        "Began with change": any(each.change for each in lines),
    }
    several = len({each.customer for each in lines}) > 1
    more = [name for name in _WHERE_TOLD if told[name]]
    return [*_ALWAYS[:2], *(["Customer"] if several else []), *_ALWAYS[2:], *more]


def _columns() -> dict[str, Any]:
    minutes = {
        name: st.column_config.NumberColumn(name, format="%.1f")
        for name in ("Length (min)", "Counted (min)")
    }
    return {
        **minutes,
        "Start": st.column_config.DatetimeColumn("Start", format="YYYY-MM-DD HH:mm"),
        "Users": st.column_config.NumberColumn("Users", format="localized"),
    }


def _table_key(page: Page) -> str:
    """Return a name that is new with every other choice: rows are chosen by their place."""
    shown = {name: values for name, values in here().items() if name != "outage"}
    words = f"{sorted(shown.items())} {page.covered.generation}"
    return f"outages_{blake2b(words.encode(), digest_size=6).hexdigest()}"


def _choose(key: str, lines: tuple[OutageLine, ...]) -> None:
    chosen = st.session_state[key].selection.rows
    write({"outage": lines[chosen[0]].key if chosen else None})


def claims_card(page: Page, outage: OutageLine) -> None:
    """Show what each source claims of an outage, beside what of it is one."""
    claims = page.ask(claims_of, outage.number)
    lanes = {each.source for each in claims}
    title = (
        f"{outage.service}, {clock_text(outage.start, outage.zone)}: "
        f"{counted(len(claims), 'claim')} of {counted(len(lanes), 'source')}"
    )
    with card("outage_claims", title, _told(outage)):
        rows = claim_rows(claims, outage.zone)
        rows_corner(page, "outage_claims", rows, "What sources claim", ("Outage", title))
        show_chart(page, charts.claims(_stretches(outage, claims)), "outage_claims")
        show_rows(rows, "outage_claims_list")
        facts(_facts(outage))
        if outage.ticket and not page.presents:
            st.page_link(
                TICKETS_PAGE, label=f"Ticket {md(outage.ticket)}", icon=":material/list:",
                query_params=carried({"ticket": outage.ticket}),
            )  # fmt: skip


def _told(outage: OutageLine) -> str:
    length = length_text(outage.until - outage.start)
    return f"{length} from the first edge to the last, {length_text(outage.counted)} of it counts"


def _facts(outage: OutageLine) -> list[tuple[str, str]]:
    users = "" if outage.users is None else grouped(outage.users)
    told = [
        ("What happened", outage.description),
        ("Cause", outage.cause),
        ("Component", outage.component),
        ("Users concerned", users),
        ("Cost", "" if outage.cost is None else grouped(outage.cost)),
        ("To be known", ", ".join(outage.marks)),
        ("Began with change", outage.change),
    ]
    return [(label, text) for label, text in told if text]


def _stretches(outage: OutageLine, claims: tuple[ClaimLine, ...]) -> list[Any]:
    whole = length_text(outage.until - outage.start)
    first = (
        _ONE, "one", whole, local(outage.start, outage.zone), local(outage.until, outage.zone),
        f"Together: {whole}",
    )  # fmt: skip
    return [first, *(_stretch(each, outage.zone) for each in claims if each.until > each.start)]


def _stretch(claim: ClaimLine, zone: str) -> Any:
    start, until = local(claim.start, zone), local(claim.until, zone)
    words = f"{claim.state}, {length_text(claim.until - claim.start)}"
    lane = " · ".join(filter(None, (source_name(*claim.source), claim.place)))
    note = f"{lane}: {words} ({start:%H:%M:%S} to {until:%H:%M:%S})"
    return lane, claim.state, words, start, until, note
