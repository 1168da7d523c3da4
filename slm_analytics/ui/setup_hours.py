"""Set-up, step 2: when service is open for a customer, with a preview of the week."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from slm_analytics.charts.week_strip import week_svg
from slm_analytics.domain.zone import zone_names
from slm_analytics.errors import UsageError
from slm_analytics.register.cell import Fault
from slm_analytics.register.pausing import pausing_targets
from slm_analytics.register.regions import country_names, country_of, parts_of
from slm_analytics.register.rows import Register
from slm_analytics.register.week import OFFICE, Hours, hours_of, week_rows, with_hours
from slm_analytics.review.sentences import listed
from slm_analytics.review.week_strip import calendar_of, next_holidays, week_strip
from slm_analytics.ui.cards import card, palette
from slm_analytics.ui.setup_desk import EVERYBODY, Desk, first_day, save_bar
from slm_analytics.ui.text import md

_KINDS = ("Mon-Fri 08:00-18:00", "Around the clock", "Own hours")


def main_calendar(register: Register, customer: str) -> str:
    """Return the calendar of a customer: that of its targets, else the one it will have."""
    used = [row["calendar_id"] for row in pausing_targets(register, customer)]
    always = {row["calendar_id"] for row in register["calendars"] if row["always_open"] == "yes"}
    usual = f"{customer} hours" if customer else "Hours"
    names = {row["calendar_id"] for row in register["calendars"]}
    if usual in names:
        return usual
    return next((name for name in used if name not in always), used[0] if used else usual)


def hours_step(desk: Desk) -> None:
    """Ask for hours, zone and holidays, and show the week that they make."""
    name = main_calendar(desk.register, desk.customer)
    held = hours_of(desk.register, name) or _usual(desk, name)
    with card(
        "setup_hours", f"When is service open for {desk.whom}?",
        "Time runs only in these hours, in this zone, and not on public holidays.",
    ):  # fmt: skip
        left, right = st.columns([2, 3], gap="large")
        with left:
            hours = _asked(desk, held)
        fault = week_rows(hours.week) if hours.week else []
        with right:
            if isinstance(fault, Fault):
                st.error(md(f"{fault.message}. {fault.remedy}"), icon=":material/error:")
            else:
                _preview(desk, hours)
        first = first_day(desk)
        save_bar(desk, "Save hours and go on", lambda register: _held(register, hours, first))


def _held(register: Register, hours: Hours, first: object) -> Register:
    fault = week_rows(hours.week) if hours.week else None
    if isinstance(fault, Fault):
        raise UsageError(f"{fault.message}.", remedy=fault.remedy)
    day = first if first and hours_of(register, hours.calendar_id) else None
    return with_hours(register, hours, day)  # type: ignore[arg-type]


def _usual(desk: Desk, name: str) -> Hours:
    zone = desk.found.zone(desk.customer)
    return Hours(calendar_id=name, zone=zone, country=country_of(zone))


def _asked(desk: Desk, held: Hours) -> Hours:
    kind = {OFFICE: _KINDS[0], "": _KINDS[1]}.get(held.week, _KINDS[2])
    chosen = st.segmented_control(
        "Hours", _KINDS, default=kind, required=True, key=desk.key("kind")
    )
    week = {_KINDS[0]: OFFICE, _KINDS[1]: ""}.get(str(chosen))
    if week is None:
        week = st.text_input(
            "Own hours", held.week or OFFICE, key=desk.key("week"),
            help="mon-fri 08:00-18:00; sat 09:00-13:00", placeholder=OFFICE,
        )  # fmt: skip
        week = week or "none"
    zones = zone_names()
    zone = st.selectbox("Time zone", zones, index=zones.index(held.zone) if held.zone in zones
                        else 0, key=desk.key("zone"))  # fmt: skip
    country, part = _region(desk, held)
    return Hours(calendar_id=held.calendar_id, zone=str(zone), country=country, subdivision=part,
                 week=week)  # fmt: skip


def _region(desk: Desk, held: Hours) -> tuple[str, str]:
    countries = country_names()
    codes = ["", *countries]
    with st.container(horizontal=True):
        country = st.selectbox(
            "Public holidays of", codes, index=codes.index(held.country)
            if held.country in codes else 0, key=desk.key("country"),
            format_func=lambda code: countries.get(code, "no country"),
        )  # fmt: skip
        parts = ["", *parts_of(str(country))] if country else [""]
        part = st.selectbox(
            "Region", parts, index=parts.index(held.subdivision)
            if held.subdivision in parts else 0, key=f"{desk.key('part')}_{country}",
            format_func=lambda code: code or "the whole country", disabled=len(parts) < 2,
        )  # fmt: skip
    return str(country), str(part)


def _preview(desk: Desk, hours: Hours) -> None:
    calendar = calendar_of(desk.register, hours)
    st.html(week_svg(week_strip(calendar), palette()))
    coming = next_holidays(calendar, datetime.now(UTC).date())
    if coming:
        st.caption("Next closed: " + " · ".join(md(each) for each in coming))
    used = {row["customer"] for row in desk.register["targets"]
            if row["calendar_id"] == hours.calendar_id}  # fmt: skip
    shared = [each or EVERYBODY for each in sorted(used - {desk.customer})]
    if shared:
        words = f"The calendar {hours.calendar_id} is also that of {listed(shared)}."
        st.warning(md(words), icon=":material/group:")
