"""The cards of services that fail: how often, again by the same cause, and together."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import streamlit as st

from slm_analytics.domain.reliability import no_failures_text
from slm_analytics.domain.scope import Scope
from slm_analytics.domain.unit import floor_to
from slm_analytics.metrics.catalogue import metric
from slm_analytics.review.outage_patterns import Repeat, chains
from slm_analytics.review.outage_rows import pair_rows, repeat_rows, service_rows
from slm_analytics.review.outage_words import SOON, clock_text, length_text, minutes_text
from slm_analytics.review.outages import Outages, ServiceUptime
from slm_analytics.review.outages_together import Pair
from slm_analytics.review.sentences import counted, grouped, listed
from slm_analytics.ui.cards import card, tools
from slm_analytics.ui.contract_table import alert_style, show_table
from slm_analytics.ui.rows_corner import rows_corner
from slm_analytics.ui.shell import Page
from slm_analytics.ui.text import md

_SHOWN = 40


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
        show_table(titles, [_service(each) for each in told[:_SHOWN]], alert_style())
        if len(told) > _SHOWN:
            st.caption(f"{_SHOWN} of {len(told)} shown; the rows hold all of them.")


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
    repeats = section.repeats
    soon = sum(each.days <= SOON for each in repeats)
    title = f"{counted(soon, 'outage')} had a cause of the {SOON} days before"
    subtitle = "Outages of one service that have the cause of an earlier one, the soonest first"
    with card("outage_repeats", title if soon else "No cause came back soon", subtitle):
        if not repeats:
            st.caption("No outage has the cause of an earlier one of its service.")
            return
        rows_corner(page, "outage_repeats", repeat_rows(repeats), "Causes that came back")
        titles = ("", "Service", "Cause", "Days between", "Latest", "Downtime")
        show_table(titles, [_again(each) for each in chains(repeats)[:_SHOWN]], alert_style())


def _again(chain: Sequence[Repeat]) -> tuple[str, Sequence[str]]:
    """Return the row of failures of one service with one cause, the latest last."""
    last, days = chain[-1], sorted(each.days for each in chain)
    name = f"{last.service}\n{last.customer}" if last.customer else last.service
    span = _days(days[0]) if len(days) == 1 else f"{_days(days[0])} to {_days(days[-1])}"
    soon = days[0] <= SOON
    return ("missed" if soon else "kept"), (
        "▼" if soon else "",
        name,
        f"{last.cause}\nfor the {ordinal(last.number)} time",
        f"{span}\n{counted(len(chain), 'repeat')}",
        f"{clock_text(last.start, last.zone)}\nafter {clock_text(last.before, last.zone)}",
        minutes_text(sum((each.down for each in chain), Fraction(0))),
    )


def _days(days: Fraction) -> str:
    return f"{floor_to(float(days), 1):.1f}" if days < 10 else grouped(float(days))


def ordinal(number: int) -> str:
    """Return `2nd`, `3rd`, `11th`."""
    special = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if number % 100 in (11, 12, 13) else special.get(number % 10, 'th')}"


def together_card(page: Page, section: Outages) -> None:
    """Show services that fail together, and what both stand on."""
    pairs = section.pairs
    subtitle = "Outages of two services that overlap, or begin within five minutes of each other"
    with card("outage_pairs", _pairs_title(pairs), subtitle):
        if section.dependencies.circle:
            st.warning(
                f"{md(section.dependencies.circle)} So nothing can be said of what services share.",
                icon=":material/warning:",
            )
        if not pairs:
            st.caption("No two services failed at the same time.")
            return
        rows_corner(page, "outage_pairs", pair_rows(pairs), "Services that failed together")
        titles = ("", "Services", "Together", "Both stand on", "Last")
        show_table(titles, [_pair(each) for each in pairs[:_SHOWN]], alert_style())


def _pairs_title(pairs: Sequence[Pair]) -> str:
    if not pairs:
        return "Services failed one at a time"
    first = pairs[0]
    return f"{listed(list(first.services))} failed together, {_times(len(first.meetings))}" + (
        f"; {counted(len(pairs) - 1, 'more pair')}" if len(pairs) > 1 else ""
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
        f"{_times(len(pair.meetings))}\n{pair.at_once} × at once",
        f"{shared}{named}",
        f"{clock_text(last.start, last.zone)}\n{', '.join(causes)}",
    )
