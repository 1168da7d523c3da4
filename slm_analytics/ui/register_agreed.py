"""What is agreed for a ticket, on screen: targets, due times, and why these and no others."""

from __future__ import annotations

import time
from datetime import datetime

import pandas as pd
import streamlit as st

from slm_analytics.domain.rules import Rules
from slm_analytics.domain.target import Keys
from slm_analytics.domain.ticket import Priority, RecordType
from slm_analytics.register.check_strangers import KnownNames
from slm_analytics.review.agreed import Agreed, agreed, instant_on, length_text, moment_text
from slm_analytics.review.sentences import spoken
from slm_analytics.ui.boxes import one_box
from slm_analytics.ui.cards import card
from slm_analytics.ui.text import md

_ANY = "–"  # no name: the address cannot tell an empty choice from none


def agreed_card(rules: Rules, known: KnownNames) -> None:
    """Let the reader choose a ticket, and say what is agreed for it and when it would be due."""
    with card(
        "agreed",
        "What is agreed for a ticket, and when would it be due?",
        "The most exact target wins: customer, then service, record type, priority.",
    ):
        keys = _choose(rules, known)
        at = _opened(rules)
        found = agreed(rules, keys, at)
        if not found:
            st.info("Nothing is agreed for such a ticket.", icon=":material/info:")
            return
        st.dataframe(_rows(found), hide_index=True, key="agreed_rows")
        for each in found:
            st.caption(f"**{md(_clock(each))}**: {md(each.why)}")


def _clock(each: Agreed) -> str:
    return spoken(each.clock) + (f" by {each.holder}" if each.holder else "")


def _choose(rules: Rules, known: KnownNames) -> Keys:
    targets = rules.targets
    customers = sorted(known.customers | {each.customer for each in targets if each.customer})
    services = sorted(known.services | {each.service for each in targets if each.service})
    sites = sorted({each.site for each in rules.calendars if each.site})
    usual = customers[0] if customers else _ANY
    with st.container(horizontal=True, key="agreed_choice"):
        customer = one_box("Customer", "for_customer", [_ANY, *customers], usual, _named, width=260)
        service = one_box("Service", "for_service", [_ANY, *services], _ANY, _named, width=220)
        priority = one_box(
            "Priority", "for_priority", [_ANY, *Priority], Priority.P2, _named, width=110
        )
        kind = one_box("Type", "for_type", [_ANY, *RecordType], _ANY, _spoken, width=130)
        site = (
            one_box("Site", "for_site", [_ANY, *sites], _ANY, _named, width=150) if sites else _ANY
        )
    return Keys(
        customer=_said(customer),
        service=_said(service),
        priority=_said(priority),
        record_type=_said(kind),
        site=_said(site),
    )


def _said(name: str) -> str:
    return "" if name == _ANY else name


def _named(name: str) -> str:
    return "not said" if name == _ANY else name


def _spoken(name: str) -> str:
    return _named(name) if name == _ANY else spoken(name)


def _opened(rules: Rules) -> int:
    """Return the instant at which the ticket is opened: now, or what the reader chose."""
    zones = list(dict.fromkeys(version.calendar.zone for version in rules.calendars))
    with st.container(horizontal=True, vertical_alignment="bottom", key="agreed_when"):
        zone = one_box("On the clock of", "for_zone", zones, zones[-1], width=220)
        moment = st.datetime_input(
            "Opened", value=None, key="for_opened", width=220, help="Empty: now"
        )
    if isinstance(moment, datetime):
        return instant_on(moment.replace(tzinfo=None), zone)
    return int(time.time()) // 60 * 60


def _rows(found: list[Agreed]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Clock": _clock(each),
                "Agreed": _length(each),
                "Due": "–" if each.due is None else f"{moment_text(each.due, each.zone)}",
                "On the clock of": each.zone if each.due is not None else "–",
                "Calendar": each.target.calendar if each.target else "–",
                "Target": f"{each.target.target_id} (row {each.target.line})"
                if each.target
                else "none",
            }
            for each in found
        ]
    )


def _length(each: Agreed) -> str:
    if each.target is None:
        return "no target"
    share = each.target.share
    return length_text(each.target) + (f", {share * 100:g} % of tickets" if share else "")
