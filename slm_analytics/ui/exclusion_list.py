"""The list of exclusions on screen: how each stands, what it takes off, and who took its steps."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from slm_analytics.domain.correction import Correction, CorrectionState
from slm_analytics.domain.period import Month
from slm_analytics.ingest.exclusions import corrections_in_force, signed_over
from slm_analytics.ingest.sign_off import signed_in_force
from slm_analytics.review.counted_services import Places
from slm_analytics.review.exclusion_words import (
    SIGNS,
    card_words,
    effect_words,
    period_words,
    signed_words,
    stands_words,
    steps_words,
)
from slm_analytics.review.exclusions import (
    Asked,
    Effects,
    Listed,
    Names,
    asked_of,
    effects,
    listed_exclusions,
    reaches,
)
from slm_analytics.review.rows import Rows
from slm_analytics.ui.boxes import switch_box
from slm_analytics.ui.cards import card, downloads, origin
from slm_analytics.ui.contract_table import alert_style, show_table
from slm_analytics.ui.shell import Page
from slm_analytics.ui.text import md

_MOST_SHOWN = 150
_COLOURS = {CorrectionState.ACCEPTED: "kept", CorrectionState.REJECTED: "missed"}


def list_card(
    page: Page,
    told: Places,
    month: Month,
    everything: Sequence[Correction],
    scope: tuple[Names, Names],
) -> list[Correction]:
    """Show the exclusions, and return them."""
    place = st.container(key="exclusion_list")
    whole = False
    if not page.presents:
        with st.container(key="exclusion_months"):
            whole = switch_box("Exclusions of all months", "all_months")
    shown = [
        each for each in everything if whole or _in_month(each, month, _zone(told, each, scope[0]))
    ]
    entered = tuple(each.correction_id for each in corrections_in_force(page.folder))
    listed = [
        each
        for each in page.ask(listed_exclusions, entered, *scope)
        if whole or reaches(each.start, each.until, month, told.zone(each.service, each.customer))
    ]
    with place, card("exclusions", card_words(shown, len(listed), None if whole else month), ""):
        _table(page, told, shown, listed, scope[0])
        _say_signed(page, told, shown, scope[0])
    return shown


def _table(
    page: Page,
    told: Places,
    shown: Sequence[Correction],
    listed: Sequence[Listed],
    customers: Names,
) -> None:
    if not shown and not listed:
        st.caption("All downtime counts as it was measured.")
        return
    asked = [asked_of(each) for each in shown]
    asked += [
        Asked(service=each.service, customer=each.customer, start=each.start, until=each.until)
        for each in listed
    ]
    found = page.ask(effects, tuple(asked), customers)
    pairs = zip(shown, found, strict=False)  # those of lists come after
    rows = [_row(told, each, effect, customers, page.presents) for each, effect in pairs]
    pairs_listed = zip(listed, found[len(shown) :], strict=True)
    rows += [_listed_row(told, each, effect) for each, effect in pairs_listed]
    titles = ("", "Exclusion", "Service", "Period", "Downtime in it", "Ground and reason",
              "Evidence", "Steps")  # fmt: skip
    show_table(titles, rows[:_MOST_SHOWN], alert_style())
    if len(rows) > _MOST_SHOWN:
        st.caption(f"{_MOST_SHOWN} of {len(rows)} shown; the files hold all of them.")
    if not page.presents:
        frame = pd.DataFrame([cells[1:] for _, cells in rows], columns=list(titles[1:]))
        frame = frame.map(lambda cell: cell.replace("\n", "; "))
        downloads(Rows(frame), origin(page), "exclusions", "Exclusions")


def _row(
    told: Places, each: Correction, effect: Effects, customers: Names, is_short: bool
) -> tuple[str, Sequence[str]]:
    subject, zone = each.subject, _zone(told, each, customers)
    steps = steps_words(each)
    return _COLOURS.get(each.state, "open"), (
        SIGNS[each.state],
        f"{each.correction_id} {stands_words(each.state)}",
        f"{subject.reference}\n{subject.customer or 'every customer'}",
        f"{period_words(subject.start or 0, subject.until or 0, zone)}\n{zone}",
        effect_words(effect, each.state),
        f"{each.ground.value}\n{each.reason}",
        "\n".join(each.evidence) or "–",
        steps.rpartition("\n")[2] if is_short else steps,
    )


def _listed_row(told: Places, each: Listed, effect: Effects) -> tuple[str, Sequence[str]]:
    zone = told.zone(each.service, each.customer)
    state = CorrectionState.ACCEPTED if each.is_accepted else CorrectionState.SUBMITTED
    return _COLOURS.get(state, "open"), (
        SIGNS[state],
        f"{each.reference or 'no number'} {stands_words(state)}",
        f"{each.service}\n{each.customer or 'every customer'}",
        f"{period_words(each.start, each.until, zone)}\n{zone}",
        effect_words(effect, state),
        each.reason or "–",
        "outage list",
        "told by an outage list",
    )


def _say_signed(page: Page, told: Places, shown: Sequence[Correction], customers: Names) -> None:
    signed = signed_in_force(page.folder) if shown else ()
    months = {
        month
        for each in shown
        for month in signed_over(signed, each.subject, _zone(told, each, customers))
    }
    if months:
        st.caption(md(signed_words(sorted(months))))


def _in_month(each: Correction, month: Month, zone: str) -> bool:
    return reaches(each.subject.start or 0, each.subject.until or 0, month, zone)


def _zone(told: Places, each: Correction, customers: Names) -> str:
    whose = each.subject.customer or (customers[0] if len(customers) == 1 else "")
    return told.zone(each.subject.reference, whose)
