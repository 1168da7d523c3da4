"""The filters of the pages of availability: months and names that uptime data tells of."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from slm_analytics.domain.period import Month
from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.review.availability_reach import uptime_coverage
from slm_analytics.review.availability_units import counted_services
from slm_analytics.review.coverage import names
from slm_analytics.review.sentences import month_name
from slm_analytics.ui.address import carried, one, some
from slm_analytics.ui.boxes import one_box, row_box, some_box
from slm_analytics.ui.filters import SPANS, USUAL_SPAN, Filters
from slm_analytics.ui.month_steps import month_steps
from slm_analytics.ui.not_there import not_presented, say_calmly, stop_at_unknown
from slm_analytics.ui.shell import DATA_PAGE, Page

_PLURALS = {"customer": "customers", "service": "services"}


def uptime_page(page: Page) -> Page:
    """Return the page over the months of uptime data; where there is none, end the run."""
    covered = page.ask(uptime_coverage)
    if covered is None:
        with st.container(border=True, horizontal_alignment="center", key="card_empty"):
            say_calmly(
                "No outage and no check is loaded yet",
                "Load a list of outages, the checks of a monitor or its periods of up and down;"
                " the Data page says how each tool exports them.",
            )
            if not page.presents:
                st.page_link(DATA_PAGE, label="Load outages or checks",
                             icon=":material/upload_file:", query_params=carried())  # fmt: skip
        st.stop()
    return replace(page, covered=covered)


def uptime_filters(page: Page) -> Filters:
    """Show the filters in one row and return what is chosen; see `filter_bar`."""
    options = {each.value: _names(page, each) for each in (Dimension.CUSTOMER, Dimension.SERVICE)}
    months = [str(month) for month in reversed(page.covered.months)]
    usual = str(page.covered.review_month)
    stop_at_unknown({**options, "month": months}, _PLURALS, presents=page.presents)
    if page.presents:
        month_steps(months, one("month", months, usual))
        if len(options["customer"]) > 1 and not some("customer", options["customer"]):
            not_presented(
                "Availability is presented for a chosen customer",
                "The data holds several, and none is chosen.",
            )
    else:
        with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
            one_box("Month", "month", months, usual, _named, width=170)
            row_box("Trend over months", "months", SPANS, USUAL_SPAN)
            for key, found in options.items():
                some_box(key.capitalize(), key, found, placeholder=f"All {_PLURALS[key]}",
                         width=220)  # fmt: skip
    scope = Scope()
    for key, found in options.items():
        scope = scope.limited(Dimension(key), tuple(some(key, found)))
    return Filters(Month.parse(one("month", months, usual)),
                   int(one("months", SPANS, USUAL_SPAN)), scope)  # fmt: skip


def _names(page: Page, dimension: Dimension) -> list[str]:
    """Return the names that tickets or uptime data carry."""
    units = page.ask(counted_services)
    told = {unit.customer if dimension is Dimension.CUSTOMER else unit.service for unit in units}
    return sorted((told - {""}) | set(page.ask(names, dimension)))


def _named(month: str) -> str:
    return month_name(Month.parse(month))
