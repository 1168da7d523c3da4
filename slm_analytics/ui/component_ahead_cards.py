"""The cards of what is to come: chances of meeting targets, redundancy, tests of failover."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import streamlit as st

from slm_analytics.review.component_forecast import Forecast, Redundant
from slm_analytics.review.component_rows import failover_rows, forecast_rows, redundant_rows
from slm_analytics.review.component_words import basis_words, chance_text
from slm_analytics.review.components import Components
from slm_analytics.review.failover_schedule import FailoverState, Scheduled
from slm_analytics.review.outage_words import availability_text, length_text, target_text
from slm_analytics.review.sentences import counted, grouped
from slm_analytics.ui.address import one
from slm_analytics.ui.boxes import one_box
from slm_analytics.ui.cards import card
from slm_analytics.ui.contract_table import alert_style, show_table
from slm_analytics.ui.rows_corner import rows_corner
from slm_analytics.ui.shell import Page

_BOTH = ("0", "10", "20", "30")
_USUAL_BOTH = "10"
_LIKELY = 0.5
_SHOWN = 60
_SIGNS = {
    FailoverState.OVERDUE: "▼",
    FailoverState.NEVER: "▼",
    FailoverState.FAILED: "▼",
    FailoverState.SOON: "◐",
    FailoverState.PLANNED: "○",
    FailoverState.DONE: "●",
}


def common_cause() -> int:
    """Return which share of failures, per cent, would have hit a second component as well."""
    return int(one("both_fail", _BOTH, _USUAL_BOTH))


def forecast_card(page: Page, section: Components) -> None:
    """Show how likely targets are met in the coming month and quarter."""
    subtitle = (
        "Simulated from the failures of the twelve months before, with where 95 % of the chance"
        " lies; nothing that is planned is looked at"
    )
    with card("component_forecast", _forecast_title(section.forecasts), subtitle):
        if not section.forecasts:
            st.caption("Nothing tells of the availability of this service.")
            return
        rows_corner(page, "component_forecast", forecast_rows(section.forecasts), "Chances",
                    *_told_of(section),
                    ("Simulated", "with the same seed, so that it can be repeated"))  # fmt: skip
        titles = ("", "Target", "Next month", "Next quarter", "It rests on")
        show_table(titles, [_forecast(each) for each in section.forecasts], alert_style())


def _forecast_title(forecasts: Sequence[Forecast]) -> str:
    chances = [each.month for each in forecasts if each.month is not None]
    if not chances:
        return "No target is agreed, so none can be met"
    worst = min(chances, key=lambda chance: chance.share)
    many = " for the customer with the worst outlook" if len(chances) > 1 else ""
    return f"The coming month meets its target with a chance of {chance_text(worst)}{many}"


def _forecast(each: Forecast) -> tuple[str, Sequence[str]]:
    risky = any(c is not None and c.share < _LIKELY for c in (each.month, each.quarter))
    target = target_text(each.target)
    return ("missed" if risky else "kept"), (
        "▼" if risky else "",
        f"{target}\n{each.customer}" if each.customer else target,
        chance_text(each.month),
        chance_text(each.quarter),
        basis_words(each.month, each.failures),
    )


def _told_of(section: Components) -> tuple[tuple[str, str], ...]:
    """Return which service and months simulations rest on, as label and text."""
    last = section.period.rpartition(" to ")[2]
    return ("Service", section.service), ("Twelve months up to", last)


def redundancy_card(page: Page, section: Components) -> None:
    """Show what doubling single points of failure would have saved over a year."""
    found = section.redundant
    subtitle = (
        "Over the twelve months: a second component as good as the first, and a service that was"
        " down whenever its single point of failure was; on average, and where 95 % lies"
    )
    with card("component_redundancy", _redundancy_title(found), subtitle):
        if not found:
            st.caption("No component takes this service down alone, or nothing tells of it.")
            return
        rows_corner(page, "component_redundancy", redundant_rows(found), "Redundancy",
                    *_told_of(section))  # fmt: skip
        if not page.presents:
            one_box("Failures that would have hit both", "both_fail", _BOTH, _USUAL_BOTH,
                    lambda share: f"{share} %", width=260)  # fmt: skip
        titles = ("", "Doubled", "Outages", "Would have saved", "Service, as it was and with two")
        show_table(titles, [_redundant(each) for each in found], alert_style())


def _redundancy_title(found: Sequence[Redundant]) -> str:
    if not found or not found[0].bought.saved_seconds:
        return "Redundancy would have saved nothing"
    first = found[0]
    return f"A second {first.component} would have saved {length_text(first.bought.saved_seconds)}"


def _redundant(each: Redundant) -> tuple[str, Sequence[str]]:
    bought = each.bought
    after = "–" if each.after is None else availability_text(Fraction(each.after))
    saved = "nothing: it did not fail"
    if bought.saved_seconds:
        saved = (
            f"{length_text(bought.saved_seconds)}\n{length_text(bought.saved_low)} to"
            f" {length_text(bought.saved_high)}"
        )
    words = f"{availability_text(each.before)} → {after}"
    return "kept", ("", each.component, grouped(each.failures), saved, words)


def failover_card(page: Page, section: Components) -> None:
    """Show the schedule of failover tests, overdue ones first."""
    tests = section.tests
    subtitle = (
        f"As of {section.day:%Y-%m-%d}, of all services. Components that others stand in for are"
        " to be tested; load the list of failover tests on the page Data."
    )
    with card("component_tests", _tests_title(tests), subtitle):
        if not tests:
            st.caption("No component stands in for another, and no test is loaded.")
            return
        rows_corner(page, "component_tests", failover_rows(tests), "Failover tests",
                    ("State on", str(section.day)))  # fmt: skip
        titles = ("", "What is taken out", "State", "Due")
        show_table(titles, [_test(each) for each in tests[:_SHOWN]], alert_style())
        if len(tests) > _SHOWN:
            st.caption(f"{_SHOWN} of {len(tests)} shown; the rows hold all of them.")


def _tests_title(tests: Sequence[Scheduled]) -> str:
    states = [each.state for each in tests]
    overdue, never = states.count(FailoverState.OVERDUE), states.count(FailoverState.NEVER)
    if not tests:
        return "No failover to test"
    if not overdue and not never:
        return "Every failover test is on schedule"
    told = [counted(overdue, "failover test") + " overdue"] if overdue else []
    told += [f"{counted(never, 'redundant component')} never tested"] if never else []
    return ", ".join(told)


def _test(each: Scheduled) -> tuple[str, Sequence[str]]:
    last = ""
    if each.last is not None and each.last.done_on is not None:
        last = f"{each.last.result or 'no result'} on {each.last.done_on:%Y-%m-%d}"
    due = "–" if each.due_on is None else f"{each.due_on:%Y-%m-%d}"
    sign = _SIGNS[each.state]
    return ("missed" if sign == "▼" else "kept"), (
        sign, f"{each.component or 'the whole service'}\n{each.service}",
        f"{each.state.value}\n{last}".strip(), due,
    )  # fmt: skip
