"""The cards of outages: why, how long each stage takes, and in which hours they begin."""

from __future__ import annotations

import streamlit as st

from slm_analytics.charts import outages as charts
from slm_analytics.domain.reliability import STAGES, no_failures_text
from slm_analytics.domain.scope import Scope
from slm_analytics.domain.unit import share_text
from slm_analytics.metrics.catalogue import metric
from slm_analytics.review.outage_rows import (
    NO_CAUSE,
    cause_rows,
    stage_rows,
    week_rows,
)
from slm_analytics.review.outage_words import length_text, minutes_text
from slm_analytics.review.outages import Outages
from slm_analytics.review.sentences import counted, grouped, spoken
from slm_analytics.ui.address import one
from slm_analytics.ui.boxes import one_box, row_box
from slm_analytics.ui.cards import card, show_chart, tools
from slm_analytics.ui.outage_week import show_week
from slm_analytics.ui.rows_corner import rows_corner, told_of
from slm_analytics.ui.shell import Page

_MONTH, _SPAN = "month", "span"
_HOURS = ("1", "2", "4", "8", "24")
_USUAL_HOURS = "4"


def over_month() -> bool:
    """Return whether outages of the month alone are shown, not of all months of the trend."""
    return one("outages_of", (_MONTH, _SPAN), _SPAN) == _MONTH


def hours_after_change() -> int:
    """Return within how many hours of a change an outage is told to have begun with it."""
    return int(one("after_change", _HOURS, _USUAL_HOURS))


def outage_boxes(page: Page, months: int) -> None:
    """Show the choices of the page."""
    if page.presents:
        return
    words = {_MONTH: "The month", _SPAN: f"All {months} months"}
    row_box("Outages of", "outages_of", (_SPAN, _MONTH), _SPAN, words.__getitem__)
    one_box("With a change: within", "after_change", _HOURS, _USUAL_HOURS,
            lambda hours: f"{hours} h", width=170)  # fmt: skip


def nothing_watched() -> None:
    """Say that nothing tells of outages."""
    st.info(
        "No list of outages and no monitor is loaded for this choice, so nothing can be told of"
        " outages. Load them on the page Data.",
        icon=":material/power_off:",
    )


def causes_card(page: Page, section: Outages, scope: Scope) -> None:
    """Show why services were down, the most downtime first."""
    causes = section.causes
    subtitle = (
        "Downtime, outages, and the share of all downtime up to each cause. An outage counts"
        " whole in the month in which it began"
    )
    with card("outage_causes", _causes_title(section), subtitle):
        if not causes:
            st.caption(f"There were {no_failures_text(section.uptime.base_seconds)}.")
            return
        counted_in = (metric("outages"), metric("downtime_minutes"))
        tools(page, "outage_causes", cause_rows(causes), counted_in, scope, "Outages by cause")
        bars = [
            (each.name or NO_CAUSE, each.outages, each.down, each.so_far, minutes_text(each.down))
            for each in causes
        ]
        show_chart(page, charts.causes(bars), "outage_causes")
        st.caption(_changed_words(section))


def _causes_title(section: Outages) -> str:
    if not section.causes:
        return "No causes to tell of"
    first, *_ = section.causes
    share = share_text(float(first.so_far), 0)
    if not first.name:
        return f"No cause is written down for {share} of the downtime"
    return f"{spoken(first.name)} stands behind {share} of the downtime"


def _changed_words(section: Outages) -> str:
    number, failures = section.changed.failures.total(), section.uptime.outages
    if not number:
        return f"No outage began within {section.hours} h of a change of the service."
    share = share_text(number / failures, 0) if failures else "–"
    down = minutes_text(section.changed.down)
    return (
        f"{number} of {counted(failures, 'outage')} ({share}) began within {section.hours} h of a"
        f" change of the service or of what it stands on: {down} of downtime."
    )


def stages_card(page: Page, section: Outages) -> None:
    """Show the expanded life cycle of outages: detect, diagnose, repair, restore."""
    stages = section.stages
    known = max((stages.means[stage].count for stage in STAGES), default=0)
    subtitle = f"Mean length of each stage by the wall clock, known of {known} of "
    subtitle += counted(stages.failures, "outage")
    if stages.out_of_order:
        subtitle += f"; times of {stages.out_of_order} are out of order and left out"
    with card("outage_stages", _stages_title(section), subtitle):
        rows_corner(
            page, "outage_stages", stage_rows(stages), "Stages of outages", *told_of(section.scope)
        )
        if not known:
            st.caption("No source says when outages were detected, diagnosed or repaired.")
            return
        bars = []
        for stage in STAGES:
            found = stages.means[stage]
            words = "not known" if found.mean is None else length_text(found.mean)
            note = f"known of {counted(found.count, 'outage')}"
            bars.append((spoken(stage), found.mean, words, note))
        show_chart(page, charts.stages(bars), "outage_stages")


def _stages_title(section: Outages) -> str:
    means = {
        stage: found.mean for stage, found in section.stages.means.items() if found.mean is not None
    }
    if not means:
        return "Where the time of an outage goes is not known"
    longest = max(means, key=lambda stage: means[stage])
    words = {"detect": "detecting", "diagnose": "diagnosing", "repair": "repairing"}
    return f"The longest stage of outages is {words.get(longest, 'restoring')}"


def week_card(page: Page, section: Outages) -> None:
    """Show in which hours of the week outages begin."""
    subtitle = "Outages that count, by the hour in which they began on the clock of the service"
    with card("outage_week", _week_title(section), subtitle):
        rows_corner(
            page,
            "outage_week",
            week_rows(section.week),
            "Outages by hour of the week",
            *told_of(section.scope),
        )
        show_week(section.week)


def _week_title(section: Outages) -> str:
    whole = sum(map(sum, section.week))
    if not whole:
        return "No outage began in any hour"
    weekend = sum(map(sum, section.week[5:]))
    nights = sum(sum(day[:6]) + sum(day[20:]) for day in section.week[:5])
    return (
        f"{grouped(whole - weekend - nights)} of {counted(whole, 'outage')} began on a weekday"
        " between 6:00 and 20:00"
    )
