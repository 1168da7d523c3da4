"""Proposing an exclusion on screen: from an outage of the month, or for a typed period."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from slm_analytics.domain.correction import Ground
from slm_analytics.domain.period import Month
from slm_analytics.domain.zone import zone_names
from slm_analytics.ingest.exclusions import Proposal, propose
from slm_analytics.review.counted_services import Places
from slm_analytics.review.exclusion_words import length_words, period_words, typed_words
from slm_analytics.review.exclusions import Downtime, Names, downtimes
from slm_analytics.review.sentences import grouped
from slm_analytics.ui.cards import card
from slm_analytics.ui.exclusion_steps import done, who_says
from slm_analytics.ui.shell import Page

_TYPED = -1
_MOST_OFFERED = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class _Usual:
    """What the form holds at first."""

    service: str
    customer: str
    start: str = ""
    until: str = ""
    zone: str
    ground: Ground = Ground.FORCE_MAJEURE
    reason: str = ""


def propose_card(page: Page, told: Places, month: Month, customers: Names, services: Names) -> None:
    """Show the form that proposes an exclusion."""
    subtitle = "It counts only when both sides have accepted it. An outage fills in its period."
    with card("propose_exclusion", "Propose an exclusion", subtitle):
        all_found = page.ask(downtimes, month, customers, services)
        found = all_found[:_MOST_OFFERED]
        place = f"{page.covered.generation}_{month}"
        at = st.selectbox(
            "Downtime",
            [*range(len(found)), _TYPED],
            format_func=lambda at: "Another period" if at == _TYPED else _named(found[at]),
            key=f"outage_{place}",
        )
        if len(found) < len(all_found):
            words = (
                f"{grouped(len(found))} of {grouped(len(all_found))} outages can be chosen here."
            )
            st.caption(f"{words} Choose a service above to find the others.")
        usual = _of(found[at]) if at != _TYPED else _another(told, customers, services)
        _form(page, told, usual, f"{place}_{at}")


def _named(each: Downtime) -> str:
    whose = f" · {each.customer}" if each.customer else ""
    words = f" · {each.words}" if each.words else ""
    goes_on = " (goes on)" if each.is_open else ""
    period = period_words(each.start, each.until, each.zone)
    return f"{period}{goes_on} · {each.service}{whose} · {length_words(each.down)}{words}"


def _of(outage: Downtime) -> _Usual:
    said = outage.reason.casefold()
    return _Usual(
        service=outage.service,
        customer=outage.customer,
        start=typed_words(outage.start, outage.zone),
        until=typed_words(outage.until, outage.zone),
        zone=outage.zone,
        ground=next((each for each in Ground if said.startswith(each.value)), Ground.FORCE_MAJEURE),
        reason=outage.reason,
    )


def _another(told: Places, customers: Names, services: Names) -> _Usual:
    service = next((each for each in services if each in told.services), told.services[0])
    whose = {each.customer for each in told.all if each.service == service}
    customer = next((each for each in customers if each in whose), "")
    return _Usual(service=service, customer=customer, zone=told.zone(service, customer))


def _form(page: Page, told: Places, usual: _Usual, place: str) -> None:
    with st.form(f"propose_{place}", border=False):
        proposal = _period(told, usual, place)
        said = who_says(place, usual.reason)
        pressed = st.form_submit_button(
            "Propose", type="primary", icon=":material/gavel:", key="propose"
        )
    if pressed:
        done(lambda: propose(page.folder, proposal, said), said.who)


def _period(told: Places, usual: _Usual, place: str) -> Proposal:
    names, customers, zones = told.services, ["", *told.customers], list(zone_names())
    left, middle, right = st.columns(3)
    service = left.selectbox("Service", names, names.index(usual.service), key=f"service_{place}")
    customer = middle.selectbox(
        "Customer", customers, customers.index(usual.customer), key=f"of_{place}",
        format_func=lambda name: name or "Every customer",
    )  # fmt: skip
    ground = right.selectbox(
        "Ground", list(Ground), list(Ground).index(usual.ground), key=f"ground_{place}",
        format_func=lambda each: each.value,
    )  # fmt: skip
    begins, ends, zoned = st.columns(3)
    start = begins.text_input(
        "From", usual.start, key=f"from_{place}", placeholder="2026-10-03 14:00"
    )
    until = ends.text_input(
        "Until", usual.until, key=f"until_{place}", placeholder="2026-10-03 15:30"
    )
    zone = zoned.selectbox(
        "Time zone", zones, zones.index(usual.zone) if usual.zone in zones else 0,
        key=f"zone_{place}",
    )  # fmt: skip
    return Proposal(
        service=service,
        customer=customer,
        start=start,
        until=until,
        zone=zone,
        ground=ground or usual.ground,
    )
