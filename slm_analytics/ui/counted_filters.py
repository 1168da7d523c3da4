"""The filters of pages about availability: month, customers and services that are counted."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from slm_analytics.domain.period import Month
from slm_analytics.domain.scope import Dimension
from slm_analytics.review.counted_services import Places
from slm_analytics.review.coverage import names
from slm_analytics.review.exclusions import Names
from slm_analytics.review.sentences import month_name
from slm_analytics.ui.address import carried, one, some
from slm_analytics.ui.boxes import one_box, some_box
from slm_analytics.ui.month_steps import month_steps
from slm_analytics.ui.not_there import not_presented, say_calmly, stop_at_unknown
from slm_analytics.ui.shell import DATA_PAGE, Page


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedFilters:
    """What the reader chose: a month, and whose services; empty: all."""

    month: Month
    customers: Names
    services: Names

    @property
    def words(self) -> list[str]:
        """Whose figures and of what, in words."""
        whose = ", ".join(self.customers) or "All customers"
        return [whose, *([", ".join(self.services)] if self.services else [])]


def counted_filters(page: Page, told: Places) -> CountedFilters:
    """Show the filters and return what is chosen; on a shared screen only steps of months.

    A presentation names no customer but the one that is chosen.
    """
    months = [str(month) for month in reversed(told.months)]
    customers = sorted({*told.customers, *page.ask(names, Dimension.CUSTOMER)})
    usual = str(page.covered.review_month)
    usual = usual if usual in months else months[0]
    known = {"customer": customers, "month": months}
    stop_at_unknown(known, {"customer": "customers"}, presents=page.presents)
    if page.presents:
        if len(customers) > 1 and not some("customer", customers):
            not_presented(
                "Exclusions are presented for a chosen customer",
                "The data holds several, and none is chosen.",
            )
        month_steps(months, one("month", months, usual))
    else:
        _boxes(told, customers, months, usual)
    return CountedFilters(
        month=Month.parse(one("month", months, usual)),
        customers=tuple(some("customer", customers)),
        services=tuple(some("service", told.services)),
    )


def _boxes(told: Places, customers: list[str], months: list[str], usual: str) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        one_box("Month", "month", months, usual, lambda name: month_name(Month.parse(name)),
                width=170)  # fmt: skip
        some_box("Customer", "customer", customers, placeholder="All customers", width=260)
        some_box("Service", "service", told.services, placeholder="All services", width=260)


def nothing_counted(page: Page) -> None:
    """Show that no availability is counted, with the way to load some, and end the run."""
    with st.container(border=True, horizontal_alignment="center", key="card_nothing_counted"):
        say_calmly(
            "No availability is counted yet",
            "Load a list of outages or the checks of a monitor, and exclusions can be entered.",
        )
        if not page.presents:
            st.page_link(DATA_PAGE, label="Load outages", icon=":material/upload_file:",
                         query_params=carried())  # fmt: skip
    st.stop()
