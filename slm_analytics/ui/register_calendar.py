"""A calendar on screen: its week, its year, and where a length of time ends in it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import streamlit as st

from slm_analytics.charts.calendar_year import year_strip
from slm_analytics.domain.rules import CalendarVersion, Rules
from slm_analytics.domain.service_calendar import ClosingRule
from slm_analytics.register.length import length_of
from slm_analytics.review.agreed import instant_on, preview
from slm_analytics.review.calendar_year import (
    days_listed,
    since_text,
    version_on,
    week_lines,
    year_line,
    year_of,
)
from slm_analytics.ui.boxes import one_box
from slm_analytics.ui.cards import card, facts, palette
from slm_analytics.ui.text import md

_USUAL_LENGTH = "4 h"
_FRIDAY = 4


def calendar_cards(rules: Rules, today: date) -> None:
    """Show the calendar that is chosen: its year and week, and a preview in it."""
    names = list(dict.fromkeys(version.calendar_id for version in rules.calendars))
    with card("calendar", "Calendars", "When service is open, and which days are not like others."):
        chosen = _choose(rules, names, today)
        version = version_on(rules, chosen[0], chosen[1], today)
        if version is None:
            return
        days = year_of(rules, *chosen)
        st.html(
            year_strip([(each.day, each.kind.value, each.words) for each in days], palette(), today)
        )
        left, right = st.columns([2, 3], gap="medium")
        with left:
            facts(_told(rules, version, year_line(days)))
            told = days_listed(days)
            if told:
                with st.expander(f"Holidays and special days of {chosen[2]}"):
                    st.markdown("  \n".join(md(each) for each in told))
        with right:
            _preview(rules, chosen[0], chosen[1], today)


def _choose(rules: Rules, names: list[str], today: date) -> tuple[str, str, int]:
    """Let the reader choose calendar, site and year."""
    with st.container(horizontal=True, key="calendar_choice"):
        usual = next((name for name in names if not _always(rules, name)), names[0])
        name = one_box("Calendar", "calendar", names, usual, width=320)
        sites = [each.site for each in rules.calendars if each.calendar_id == name]
        sites = list(dict.fromkeys(sites))
        site = sites[0]
        if len(sites) > 1:
            site = one_box(
                "Site", "calendar_site", sites, site, lambda each: each or "all others", width=220
            )
        years = [str(today.year + step) for step in range(-3, 4)]
        year = one_box("Year", "year", years, str(today.year), width=120)
    return name, site, int(year)


def _always(rules: Rules, name: str) -> bool:
    return any(each.calendar.always_open for each in rules.calendars if each.calendar_id == name)


def _told(rules: Rules, version: CalendarVersion, year: str) -> list[tuple[str, str]]:
    versions = rules.versions(version.calendar_id, version.site)
    lines = [*week_lines(version.calendar), ("The year", year), ("Zone", version.calendar.zone)]
    if len(versions) > 1:
        begins = ", ".join(since_text(each) for each in versions)
        lines.append(("Versions", f"{begins}; in force: {since_text(version)}"))
    return lines


def _preview(rules: Rules, name: str, site: str, today: date) -> None:
    """Show when a length of time ends, and every stretch up to there."""
    st.html('<div class="slm-card-title">When does it end?</div>')
    friday = today + timedelta(days=(_FRIDAY - today.weekday()) % 7)
    with st.container(horizontal=True, key="preview_choice"):
        day = st.date_input("Begins on", value=friday, key="preview_day", width=150)
        clock = st.time_input("at", value=time(16), step=900, key="preview_time", width=120)
        text = st.text_input(
            "takes", value=_USUAL_LENGTH, key="preview_length", width=180,
            help="90 min, 8 h, 4 h 30 min; 2 d: working days; 1 d by 17:00",
        )  # fmt: skip
    length = length_of(text)
    if length is None or not isinstance(day, date):
        st.info("Write 90 min, 8 h, 4 h 30 min, 2 d, or 1 d by 17:00.", icon=":material/info:")
        return
    version = version_on(rules, name, site, day)
    zone = version.calendar.zone if version else "UTC"
    begins = instant_on(datetime.combine(day, clock or time()), zone)
    seen = preview(rules, name, site, begins, length, ClosingRule.STAYS)
    st.markdown(f"{md(str(length))} end **{md(seen.due_text)}**")
    if len(seen.lines):
        st.dataframe(seen.lines, hide_index=True, height=min(38 + 35 * len(seen.lines), 230),
                     key="preview_ledger")  # fmt: skip
