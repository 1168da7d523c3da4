"""The filters of a page: they live in the address, and hold across pages."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.scope import NONE, Dimension, Scope
from slm_analytics.review.coverage import names
from slm_analytics.review.sentences import month_name, spoken
from slm_analytics.ui.address import one, some
from slm_analytics.ui.boxes import one_box, row_box, some_box
from slm_analytics.ui.month_steps import month_steps
from slm_analytics.ui.not_there import stop_at_unknown
from slm_analytics.ui.shell import Page

SPANS = ("3", "6", "12", "24", "36")
USUAL_SPAN = "12"
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
    Dimension.HOLDER: "holders",
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

    @property
    def scope_up_to_month(self) -> Scope:
        """The scope over the months of the trend, up to the month."""
        first = self.month.plus(1 - self.months)
        return self.scope.over(Period.of_months(first, self.month))

    def scope_over(self, months: tuple[Month, ...]) -> Scope:
        """Return the scope over several months."""
        return self.scope.over(Period.of_months(months[0], months[-1]))


def filter_bar(page: Page, *, trend: bool = True, by: tuple[Dimension, ...] = CHOSEN_BY) -> Filters:
    """Show the filters in one row and return what is chosen; `trend`: over how many months.

    `by`: what can be chosen here; of anything else the address may name, nothing holds.

    On a shared screen only the steps to the months beside are shown, and the
    address alone says what is chosen. A name or month that is not in the data
    ends the run with words that say so.
    """
    hold_known(page, by, {"month": _months(page)})
    if page.presents:
        month_steps(_months(page), one("month", _months(page), _usual_month(page)))
    else:
        with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
            one_box("Month", "month", _months(page), _usual_month(page), _named, width=170)
            if trend:
                row_box("Trend over months", "months", SPANS, USUAL_SPAN)
            for dimension in by:
                values_box(page, dimension)
    return _read(page, by)


def month_box(page: Page) -> Month:
    """Show a box to choose the month alone, and return it."""
    usual = _usual_month(page)
    return Month.parse(one_box("Month", "month", _months(page), usual, _named, width=170))


def values_box(page: Page, dimension: Dimension, width: int = 220) -> tuple[str, ...]:
    """Show a box to choose values of a dimension; none chosen means all."""
    chosen = some_box(
        spoken(dimension.value),
        dimension.value,
        page.ask(names, dimension),
        lambda name: shown(dimension, name),
        placeholder=f"All {_PLURALS[dimension]}",
        width=width,
    )
    return tuple(chosen)


def chosen_values(page: Page, dimension: Dimension) -> tuple[str, ...]:
    """Return the values of a dimension that the address names, without showing a box."""
    return tuple(some(dimension.value, page.ask(names, dimension)))


def hold_known(
    page: Page, dimensions: tuple[Dimension, ...], more: dict[str, list[str]] | None = None
) -> None:
    """End the run, with words, where the address names what is not in the data."""
    plurals = {each.value: _PLURALS[each] for each in dimensions}
    stop_at_unknown(
        {**{each.value: page.ask(names, each) for each in dimensions}, **(more or {})},
        plurals,
        presents=page.presents,
    )


def shown(dimension: Dimension, name: str) -> str:
    """Return a value of a dimension as it is shown."""
    if name == NONE:
        return f"(no {dimension.value.replace('_', ' ')})"
    if dimension in (Dimension.STATE, Dimension.RECORD_TYPE):
        return spoken(name)
    return name


def in_words(scope: Scope) -> list[str]:
    """Return the limits of a scope as people say them; every customer is said too."""
    limited = dict(scope.only)
    named = [name for name in Dimension if name in limited]
    words = [", ".join(shown(name, value) for value in limited[name]) for name in named]
    return words if Dimension.CUSTOMER in limited else ["All customers", *words]


def _read(page: Page, by: tuple[Dimension, ...]) -> Filters:
    scope = Scope()
    for dimension in by:
        scope = scope.limited(dimension, chosen_values(page, dimension))
    month = Month.parse(one("month", _months(page), _usual_month(page)))
    return Filters(month, int(one("months", SPANS, USUAL_SPAN)), scope)


def _months(page: Page) -> list[str]:
    return [str(month) for month in reversed(page.covered.months)]


def _usual_month(page: Page) -> str:
    months, usual = _months(page), str(page.covered.review_month)
    return usual if usual in months else months[0]


def _named(month: str) -> str:
    return month_name(Month.parse(month))
