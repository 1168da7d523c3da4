"""The cards of one service in a month: its allowance, its outages, and the ledger of one."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from slm_analytics.domain.availability_policy import UnknownRule
from slm_analytics.domain.zone import local_seconds
from slm_analytics.review.availability import Availability
from slm_analytics.review.availability_account import days_of, terms_words
from slm_analytics.review.availability_burn import burn_facts
from slm_analytics.review.availability_outages import ServiceOutage
from slm_analytics.review.availability_rows import outage_rows
from slm_analytics.review.availability_service import ServiceDetail, service_detail
from slm_analytics.review.availability_strip import burn_of, key_of
from slm_analytics.review.availability_words import down_words, minutes_words
from slm_analytics.review.civil_time import instant, on_clock
from slm_analytics.review.sentences import counted, month_name
from slm_analytics.ui.address import said
from slm_analytics.ui.availability_cards import named_rows
from slm_analytics.ui.availability_ledger_view import show_ledger
from slm_analytics.ui.boxes import one_box
from slm_analytics.ui.cards import card, downloads, facts, origin, show_chart, table_height
from slm_analytics.ui.shell import Page

_TALLEST = 420


def service_cards(page: Page, told: Availability) -> None:
    """Show a chosen service: at first the one that missed by the most."""
    names = named_rows(told)
    if not names:
        return
    with st.container(key="uptime_service"):
        key = one_box("Service", "of", list(names), next(iter(names)), width=420)
    detail = page.ask(service_detail, names[key].name, told.month)
    if detail is None:
        st.info(f"{key} is not counted in {month_name(told.month)}.", icon=":material/info:")
        return
    left, right = st.columns([6, 5], gap="small")
    with left:
        _allowance(page, detail)
    with right:
        _terms(detail)
    _outages(page, detail)


def _allowance(page: Page, detail: ServiceDetail) -> None:
    name, month = key_of(detail.name), month_name(detail.month)
    if detail.budget is None:
        with card("burn", f"{name}: no target agreed", f"So {month} has no allowance."):
            words = f"{down_words(detail.sums.down_seconds)} of downtime in {month}."
            st.info(words, icon=":material/contract:")
        return
    left = detail.budget.left
    title = f"{name}: {minutes_words(left)} left in {month}"
    if left < 0:
        title = f"{name}: {down_words(-left)} more than allowed in {month}"
    subtitle = "Minutes of downtime that are left, day by day, beside an even pace."
    with card("burn", title, subtitle):
        show_chart(page, burn_of(detail), "burn_down")


def _terms(detail: ServiceDetail) -> None:
    with card("terms", "Allowance and terms", "Burn rate: how many times faster than allowed."):
        facts(burn_facts(detail))
        for unit in detail.units:
            since = "" if len(detail.units) == 1 else _since(unit.start, detail.zone)
            with st.expander(f"How it is counted{since}", icon=":material/rule:"):
                facts(terms_words(unit))


def _since(at: int, zone: str) -> str:
    day = on_clock(instant(at), zone)
    return f" from {day.day} {day:%b %Y}"


def _outages(page: Page, detail: ServiceDetail) -> None:
    found = detail.outages
    title = f"{counted(len(found), 'outage')} in {month_name(detail.month)}"
    subtitle = f"{key_of(detail.name)}; times of {detail.zone}. Choose one to see what counted."
    if any(unit.policy.unknown is UnknownRule.DOWN for unit in detail.units):
        subtitle += " Time that nobody watched counts as down here, too."
    with card("outages", title if found else f"No outage in {month_name(detail.month)}", subtitle):
        if not found:
            show_ledger(page, detail, None)
            return
        left, right = st.columns(2, gap="medium")
        with left:
            _list(found, detail.zone)
            lines = origin(page, ("Service", key_of(detail.name)), ("Month", str(detail.month)))
            downloads(outage_rows(found), lines, f"outages_{detail.month}", "Outages")
        with right:
            keys = {each.key: each for each in found}
            usual = _usual(found, detail.zone)
            chosen = one_box("Outage", "outage", list(keys), usual.key,
                             lambda key: outage_words(keys[key], detail.zone))  # fmt: skip
            show_ledger(page, detail, keys[chosen])


def _usual(found: tuple[ServiceOutage, ...], zone: str) -> ServiceOutage:
    """Return the outage of the day that was clicked; else the one that cost the most."""
    try:
        day = date.fromisoformat(said("day"))
    except ValueError:
        day = None
    for each in found:
        first, after = days_of(each, zone)
        if day is not None and first <= day < after:
            return each
    return max(found, key=lambda each: each.counted)


def outage_words(each: ServiceOutage, zone: str) -> str:
    """Return an outage as it stands in the list to choose from."""
    about = " · ".join(filter(None, (each.reference, each.what)))
    return f"{_when(each.start, zone)}, {down_words(each.counted)}{f' · {about}' if about else ''}"


def _list(found: tuple[ServiceOutage, ...], zone: str) -> None:
    frame = pd.DataFrame(
        {
            "From": [_when(each.start, zone) for each in found],
            "To": ["still open" if each.is_open else _when(each.until, zone) for each in found],
            "Counted": [down_words(each.counted) for each in found],
            "Note": [each.note for each in found],
            "Cause": [each.cause for each in found],
            "Ticket": [each.ticket for each in found],
            "Outage": [each.reference for each in found],
            "Told by": [each.sources for each in found],
            "What": [each.what for each in found],
        }
    )
    empty = [name for name in frame.columns if not frame[name].astype(bool).any()]
    st.dataframe(frame.drop(columns=empty), hide_index=True, key="outage_list",
                 height=table_height(len(frame), _TALLEST))  # fmt: skip


def _when(at: int, zone: str) -> str:
    local = on_clock(instant(at), zone)
    seconds = f"{local:%H:%M:%S}" if local_seconds(at, zone) % 60 else f"{local:%H:%M}"
    return f"{local:%a} {local.day} {local:%b} {seconds}"
