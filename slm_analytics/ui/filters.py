"""The filters of a page: they live in the URL, and hold across pages."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.scope import NONE, Dimension, Scope
from slm_analytics.review.coverage import names
from slm_analytics.review.sentences import spoken
from slm_analytics.ui.shell import Page

SPANS = (3, 6, 12, 24)
CHOSEN_BY = (Dimension.CUSTOMER, Dimension.SERVICE, Dimension.PRIORITY)
_PLURALS = {
    Dimension.CUSTOMER: "customers",
    Dimension.SERVICE: "services",
    Dimension.PRIORITY: "priorities",
    Dimension.RECORD_TYPE: "record types",
    Dimension.STATE: "states",
    Dimension.GROUP: "groups",
    Dimension.CATEGORY: "categories",
    Dimension.CHANNEL: "channels",
    Dimension.SITE: "sites",
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader chose: the month, the months of the trends, and who and what."""

    month: Month
    months: int
    scope: Scope

    @property
    def month_scope(self) -> Scope:
        """The scope over the month alone."""
        return self.scope.over(Period.of_months(self.month, self.month))

    def scope_over(self, months: tuple[Month, ...]) -> Scope:
        """Return the scope over several months."""
        return self.scope.over(Period.of_months(months[0], months[-1]))


def filter_bar(page: Page, *, trend: bool = True) -> Filters:
    """Show the filters in one row and return what is chosen; `trend`: over how many months."""
    if page.presents:
        return _from_url(page)
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        month = _month_box(page)
        span = _span_box() if trend else "12"
        scope = Scope()
        for dimension in CHOSEN_BY:
            scope = scope.limited(dimension, values_box(page, dimension))
    return Filters(month, int(span), scope)


def _span_box() -> str:
    chosen = st.segmented_control(
        "Trend over months",
        [str(count) for count in SPANS],
        default="12",
        required=True,
        key="months",
        bind="query-params",
    )
    return chosen or "12"


def values_box(page: Page, dimension: Dimension, width: int = 220) -> tuple[str, ...]:
    """Show a box to choose values of a dimension; none chosen means all."""
    chosen = st.multiselect(
        dimension.value.replace("_", " ").capitalize(),
        page.ask(names, dimension),
        key=dimension.value,
        bind="query-params",
        placeholder=f"All {_PLURALS[dimension]}",
        format_func=lambda name: shown(dimension, name),
        width=width,
    )
    return tuple(chosen)


def shown(dimension: Dimension, name: str) -> str:
    """Return a value of a dimension as it is shown, and as it stands in the URL."""
    if name == NONE:
        return f"(no {dimension.value.replace('_', ' ')})"
    if dimension in (Dimension.STATE, Dimension.RECORD_TYPE):
        return spoken(name)
    return name


def _month_box(page: Page) -> Month:
    months = [str(month) for month in reversed(page.covered.months)]
    default = str(page.covered.review_month)
    chosen = st.selectbox(
        "Month",
        months,
        index=months.index(default) if default in months else 0,
        key="month",
        bind="query-params",
        width=130,
    )
    return Month.parse(chosen or default)


def _from_url(page: Page) -> Filters:
    """Return what the URL says, without showing anything: for the shared screen."""
    query = st.query_params
    known = {str(month) for month in page.covered.months}
    asked = query.get("month", "")
    month = Month.parse(asked) if asked in known else page.covered.review_month
    if month is None:
        st.stop()
    scope = Scope()
    for dimension in CHOSEN_BY:
        values = [name for name in query.get_all(dimension.value) if name]
        scope = scope.limited(dimension, tuple(values))
    span = query.get("months", "12")
    return Filters(month, int(span) if span in {str(count) for count in SPANS} else 12, scope)
