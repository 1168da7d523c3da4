"""The cards of services that fail: how often, again by the same cause, and together."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import streamlit as st

from slm_analytics.domain.reliability import no_failures_text
from slm_analytics.domain.scope import Scope
from slm_analytics.domain.unit import floor_to
from slm_analytics.metrics.catalogue import metric
from slm_analytics.review.outage_patterns import CauseChain
from slm_analytics.review.outage_rows import pair_rows, repeat_rows, service_rows
from slm_analytics.review.outage_words import SOON, clock_text, length_text, minutes_text
from slm_analytics.review.outages import Outages, ServiceUptime
from slm_analytics.review.outages_together import Pair, Together
from slm_analytics.review.sentences import counted, grouped, listed
from slm_analytics.ui.cards import card, tools
from slm_analytics.ui.contract_table import alert_style, show_table
from slm_analytics.ui.outage_gaps_card import held_words
from slm_analytics.ui.rows_corner import rows_corner, told_of
from slm_analytics.ui.shell import Page
from slm_analytics.ui.text import md

_SHOWN, _PRESENTED = 40, 4
_DAY = 86_400


def services_card(page: Page, section: Outages, scope: Scope) -> None:
    """Show service by service how often it fails and how long it takes."""
    told = section.services
    with card("outage_services", _services_title(told), "The most downtime first"):
        counted_in = tuple(
            metric(name) for name in ("outages", "downtime_minutes", "mtrs_minutes", "mtbf_hours")
        )
        tools(page, "outage_services", service_rows(told), counted_in, scope, "Outages by service")
        titles = ("", "Service", "Outages", "Downtime", "To restore", "Between failures",
                  "User minutes")  # fmt: skip
        shown = told[: _most(page)]
        show_table(titles, [_service(each) for each in shown], alert_style())
        if len(told) > _SHOWN and not page.presents:
            st.caption(f"{_SHOWN} of {len(told)} shown; the rows hold all of them.")


def _most(page: Page) -> int:
    return _PRESENTED if page.presents else _SHOWN


def _services_title(told: Sequence[ServiceUptime]) -> str:
    failed = sum(bool(each.uptime.outages) for each in told)
    customers = len({each.customer for each in told}) > 1
    of = (
        counted(len(told), "service of a customer", "services of customers")
        if customers
        else (counted(len(told), "service"))
    )
    return f"{grouped(failed)} of {of} failed" if failed else f"None of {of} failed"


def _service(each: ServiceUptime) -> tuple[str, Sequence[str]]:
    uptime = each.uptime
    name = f"{each.service}\n{each.customer}" if each.customer else each.service
    if uptime.mtrs is None or uptime.mtbf is None:
        words = no_failures_text(uptime.base_seconds)
        return "kept", ("", name, "0", minutes_text(uptime.down), "–", words, "–")
    lost = minutes_text(uptime.user_seconds) if uptime.user_seconds else "–"
    return "kept", (
        "", name, grouped(uptime.outages), minutes_text(uptime.down), length_text(uptime.mtrs),
        f"{grouped(float(uptime.mtbf) / 3600)} h", lost,
    )  # fmt: skip


def repeats_card(page: Page, section: Outages) -> None:
    """Show outages whose cause was there before, the closest in time first."""
    again = section.repeats
    title = f"{counted(again.soon, 'outage')} had a cause of the {SOON} days before"
    subtitle = "Outages of one service that have the cause of an earlier one, the soonest first"
    with card("outage_repeats", title if again.soon else "No cause came back soon", subtitle):
        if not again.closest:
            st.caption("No outage has the cause of an earlier one of its service.")
            return
        rows_corner(
            page,
            "outage_repeats",
            repeat_rows(again.closest),
            "Causes that came back",
            *told_of(section.scope),
            ("Rows", held_words(len(again.closest), again.of_all)),
        )
        titles = ("", "Service", "Cause", "Days between", "Latest", "Downtime")
        shown = again.chains[: _most(page)]
        show_table(titles, [_again(each) for each in shown], alert_style())
        if len(again.chains) > _SHOWN and not page.presents:
            st.caption(
                f"The {_SHOWN} that came back soonest; the rows hold"
                f" {held_words(len(again.closest), again.of_all)} repeats."
            )


def _again(chain: CauseChain) -> tuple[str, Sequence[str]]:
    """Return the row of failures of one service with one cause."""
    name = f"{chain.service}\n{chain.customer}" if chain.customer else chain.service
    span = _days(chain.least)
    span = span if chain.repeats == 1 else f"{span} to {_days(chain.most)}"
    soon = chain.least <= SOON * _DAY
    return ("missed" if soon else "kept"), (
        "▼" if soon else "",
        name,
        f"{chain.cause}\nfor the {ordinal(chain.number)} time",
        f"{span}\n{counted(chain.repeats, 'repeat')}",
        f"{clock_text(chain.start, chain.zone)}\nafter {clock_text(chain.before, chain.zone)}",
        minutes_text(chain.down),
    )


def _days(seconds: int) -> str:
    days = Fraction(seconds, _DAY)
    return f"{floor_to(float(days), 1):.1f}" if days < 10 else grouped(float(days))


def ordinal(number: int) -> str:
    """Return `2nd`, `3rd`, `11th`."""
    special = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if number % 100 in (11, 12, 13) else special.get(number % 10, 'th')}"


def together_card(page: Page, section: Outages) -> None:
    """Show services that fail together, and what both stand on."""
    pairs = section.together.pairs
    subtitle = "Outages of two services that overlap, or begin within five minutes of each other"
    with card("outage_pairs", _pairs_title(section.together), subtitle):
        if section.dependencies.circle:
            st.warning(
                f"{md(section.dependencies.circle)} So nothing can be said of what services share.",
                icon=":material/warning:",
            )
        if not pairs:
            st.caption("No two services failed at the same time.")
            return
        rows_corner(
            page,
            "outage_pairs",
            pair_rows(pairs),
            "Services that failed together",
            *told_of(section.scope),
            ("Pairs", held_words(len(pairs), section.together.of_all)),
        )
        titles = ("", "Services", "Together", "Both stand on", "Last")
        show_table(titles, [_pair(each) for each in pairs[:_SHOWN]], alert_style())
        if section.together.of_all > _SHOWN:
            st.caption(
                f"The {_SHOWN} pairs that failed together most often. The rows hold the latest"
                f" times of {held_words(len(pairs), section.together.of_all)} pairs."
            )


def _pairs_title(told: Together) -> str:
    if not told.pairs:
        return "Services failed one at a time"
    first, others = told.pairs[0], told.of_all - 1
    return f"{listed(list(first.services))} failed together, {_times(first.count)}" + (
        f"; {counted(others, 'more pair')}" if others else ""
    )


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{grouped(number)} times")


def _pair(pair: Pair) -> tuple[str, Sequence[str]]:
    last = max(pair.meetings, key=lambda each: each.start)
    at = [each.at for each in pair.meetings if each.at]
    causes = sorted({each.cause for each in pair.meetings if each.cause})
    shared = listed(list(pair.shared), 4) or "nothing, says the map"
    named = f"\ntold at {listed(list(dict.fromkeys(at)))}" if at else ""
    return ("missed" if pair.shared else "kept"), (
        "▼" if pair.shared else "",
        f"{pair.services[0]}\n{pair.services[1]}",
        f"{_times(pair.count)}\n{pair.at_once} × at once",
        f"{shared}{named}",
        f"{clock_text(last.start, last.zone)}\n{', '.join(causes)}",
    )
