"""A box to ask what is agreed for …, and all that is found, together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from slm_analytics.review.agreed_search import Found, agreed_for, target_text
from slm_analytics.review.agreement_words import SIGNS, parties, standing_words
from slm_analytics.review.agreements import LACKING
from slm_analytics.review.scorecard_words import target_words
from slm_analytics.review.sentences import counted, listed
from slm_analytics.ui.boxes import text_box
from slm_analytics.ui.cards import card, facts
from slm_analytics.ui.contract_table import alert_style, show_table
from slm_analytics.ui.shell import Page

_MOST = 30
Row = tuple[str, Sequence[str]]


def search_box() -> str:
    """Show the box, and return the words."""
    return text_box(
        "What is agreed for …", "for", width=460, icon=":material/search:",
        placeholder="a service, customer, priority, supplier …",
    ).strip()  # fmt: skip


def found_card(page: Page, words: str, on: date) -> None:
    """Show what is agreed for some words."""
    found = page.ask(agreed_for, words, on)
    title = f"{counted(found.count, 'entry', 'entries')} for “{words}”"
    with card("found", title, f"In force on {on.isoformat()}. Every word has to occur."):
        if not found.count:
            st.caption("Nothing is agreed under these words. Try fewer, or part of a name.")
            return
        names = [each.name for each in found.services]
        told = [("Services", listed(names, 12)), ("Customers", listed(list(found.customers), 12))]
        facts([(label, text) for label, text in told if text])
        left, right = st.columns(2, gap="medium")
        with left:
            _part("Agreements", ("", "Agreement", "With", "Standing"), _agreements(found, on))
            _part("Targets", ("", "Target", "For", "Agreed"), _targets(found))
        with right:
            _part("Lines", ("", "Line", "For", "Agreed"), _levels(found))


def _part(name: str, titles: Sequence[str], rows: Sequence[Row]) -> None:
    if rows:
        titled = [f"{name} ({len(rows)})" if each == titles[1] else each for each in titles]
        show_table(titled, rows[:_MOST], alert_style())
        if len(rows) > _MOST:
            st.caption(f"{_MOST} of {len(rows)} shown. Add a word to see fewer.")


def _agreements(found: Found, on: date) -> list[Row]:
    return [
        (
            "missed" if each.standing(on) in LACKING else "open",
            (
                SIGNS[each.standing(on)],
                f"{each.title}\n{each.kind.value}",
                parties(each),
                standing_words(each.standings(on)),
            ),
        )
        for each in found.agreements
    ]


def _levels(found: Found) -> list[Row]:
    return [
        (
            "open",
            (
                "",
                f"{each.name}\n{each.kind.value} {each.provider}".rstrip(),
                "\n".join(
                    filter(
                        None,
                        (
                            each.population.customer or "any customer",
                            ", ".join(sorted(each.population.services)),
                            ", ".join(sorted(each.population.priorities)),
                        ),
                    )
                ),
                target_words(each),
            ),
        )
        for each in found.levels
    ]


def _targets(found: Found) -> list[Row]:
    return [
        (
            "open",
            (
                "",
                each.target_id,
                ", ".join(
                    filter(None, (each.customer or "any customer", each.service, each.priority))
                ),
                f"{target_text(each)}\n{each.holder}".rstrip(),
            ),
        )
        for each in found.targets
    ]
