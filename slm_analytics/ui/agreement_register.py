"""The register of agreements as a table that can be searched, with its files."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from slm_analytics.domain.agreement import Agreement, AgreementKind, Standing
from slm_analytics.review.agreement_words import SIGNS, day_words
from slm_analytics.review.agreements import Agreements, agreement_rows
from slm_analytics.review.sentences import counted
from slm_analytics.ui.boxes import some_box, text_box
from slm_analytics.ui.cards import card, downloads, origin, table_height
from slm_analytics.ui.shell import Page

_TALLEST = 560
_DAYS = ("Signed", "Begins", "Ends", "Notice until", "Review due")
_HIDDEN = ("Last review", "Frame", "Agreement")


def register_card(page: Page, told: Agreements) -> None:
    """Show agreements with their dates, those that need a hand first."""
    title = f"{counted(len(told.shown), 'agreement')} in the register"
    with card("agreements", title, f"As they stand on {day_words(told.on)}, the gravest first."):
        shown = _chosen(told)
        rows = agreement_rows(shown, told.on)
        frame = rows.frame.copy()
        signs = [SIGNS[each.standing(told.on)] for each in shown]
        frame.insert(0, "", signs)
        first = ["", "Standing", "Title", "Kind", "Customer", "Provider"]
        others = [name for name in frame.columns if name not in (*first, *_HIDDEN)]
        st.dataframe(
            frame[[*first, *others]],
            hide_index=True,
            placeholder="–",
            key="agreement_list",
            height=table_height(len(frame), _TALLEST),
            column_config={"": st.column_config.TextColumn(width=30)}
            | {name: st.column_config.DateColumn(width=100) for name in _DAYS},
        )
        if len(shown) < len(told.shown):
            st.caption(f"{len(shown)} of {len(told.shown)} shown.")
        lines = origin(page, ("On", day_words(told.on)))
        downloads(rows, lines, "agreements", "Agreements")


def _chosen(told: Agreements) -> list[Agreement]:
    """Show the boxes, and return the agreements that they leave."""
    customers = sorted({each.customer for each in told.shown if each.customer})
    with st.container(horizontal=True, vertical_alignment="bottom", key="agreement_boxes"):
        words = text_box("Look for", "words", placeholder="Title, service, owner …", width=240)
        whose = some_box("Customer", "customer", customers, placeholder="All customers", width=260)
        kinds = some_box("Kind", "kind", list(AgreementKind), placeholder="All kinds", width=200)
        standings = some_box(
            "Standing", "standing", list(Standing), placeholder="Any standing", width=260
        )
    return [
        each
        for each in told.shown
        if (not whose or each.customer in whose)
        and (not kinds or each.kind in kinds)
        and (not standings or any(one in standings for one in each.standings(told.on)))
        and _is_about(each, words.lower().split())
    ]


def _is_about(each: Agreement, words: Sequence[str]) -> bool:
    told = " ".join(
        (each.agreement_id, each.title, each.customer, each.provider, each.owner, each.document,
         *each.services)
    ).lower()  # fmt: skip
    return all(word in told for word in words)
