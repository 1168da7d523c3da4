"""The card of the Availability Plan; any page can show it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from slm_analytics.domain.period import Month
from slm_analytics.domain.scope import Scope
from slm_analytics.review.availability_plan import (
    NOTHING,
    AvailabilityPlan,
    PlanLine,
    availability_plan,
    plan_rows,
)
from slm_analytics.review.component_words import chance_text
from slm_analytics.review.outage_words import availability_text, length_text, target_text
from slm_analytics.review.sentences import month_name
from slm_analytics.ui.cards import card, downloads, origin
from slm_analytics.ui.contract_table import alert_style, show_table
from slm_analytics.ui.shell import Page

_SHOWN = 60


def plan_card(page: Page, scope: Scope, month: Month) -> None:
    """Show the plan for the customers and services of a scope, after a month."""
    local = page.covered.as_of_local
    day = local.date() if local else month.plus(1).first
    plan: AvailabilityPlan = page.ask(availability_plan, scope, month, day)
    subtitle = (
        "Twelve months against what is agreed, the coming ones as simulated, and what to do:"
        " proposed by rule from causes that came back, single points of failure, changes, tests"
        " and tickets. ▼ missed, ◐ more likely missed than met."
    )
    with card("availability_plan", plan.title, subtitle):
        if not plan.lines:
            st.caption("Nothing tells of the availability of these services.")
            return
        titles = ("", "Service", "Actual", "Target", "Allowance", "Next month and quarter",
                  "What to do")  # fmt: skip
        show_table(titles, [_line(each) for each in plan.lines[:_SHOWN]], alert_style())
        if len(plan.lines) > _SHOWN:
            st.caption(f"{_SHOWN} of {len(plan.lines)} shown; the files hold all of them.")
        if not page.presents:
            about = origin(page, ("Plan", f"twelve months to {month_name(month)}"))
            downloads(plan_rows(plan), about, "availability_plan", "Availability Plan")


def _line(line: PlanLine) -> tuple[str, Sequence[str]]:
    sign = "▼" if line.is_missed else "◐" if line.is_at_risk else ""
    missed = f"{line.months_missed} of {line.months} months missed" if line.months else ""
    chances = [chance_text(each) for each in (line.ahead.month, line.ahead.quarter) if each]
    return ("missed" if line.is_missed else "kept"), (
        sign,
        f"{line.service}\n{line.customer}" if line.customer else line.service,
        f"{availability_text(line.uptime.share, line.target)}\n{missed}".strip(),
        target_text(line.target),
        _gap(line),
        "\n".join(chances) or "–",
        "\n".join(line.actions) or NOTHING,
    )


def _gap(line: PlanLine) -> str:
    gap = line.gap
    if gap is None:
        return "–"
    return f"{length_text(gap)} beyond it" if gap > 0 else f"{length_text(-gap)} left"
