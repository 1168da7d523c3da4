"""Which tickets are listed: those behind a figure, within a scope, in an order. All in the URL."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from slm_analytics.domain.history import HistoryFlag
from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.metrics.catalogue import catalogue, metric
from slm_analytics.metrics.metric import Metric
from slm_analytics.review.coverage import names
from slm_analytics.review.listing import counts_clocks
from slm_analytics.review.sentences import month_name, spoken
from slm_analytics.review.tickets import Order, Verdict, Which
from slm_analytics.ui.address import one, said
from slm_analytics.ui.boxes import one_box, row_box, switch_box, text_box
from slm_analytics.ui.filters import Filters, chosen_values, hold_known, values_box
from slm_analytics.ui.not_there import not_presented
from slm_analytics.ui.shell import Page

USUAL_FIGURE = "tickets_opened"
_NOT_GROUPED = "none"
_MORE = (
    Dimension.RECORD_TYPE,
    Dimension.STATE,
    Dimension.GROUP,
    Dimension.CATEGORY,
    Dimension.CHANNEL,
    Dimension.SITE,
)
_GROUPED = (Dimension.CUSTOMER, Dimension.SERVICE, Dimension.PRIORITY, *_MORE)
_ANY_HISTORY = "any"
_HISTORIES = {flag.name.lower(): flag for flag in HistoryFlag}
_VERDICTS = [each.value for each in Verdict]
_GROUPINGS = [_NOT_GROUPED, *(each.value for each in _GROUPED)]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which tickets are shown, and by what they are grouped."""

    figure: Metric
    scope: Scope
    which: Which
    order: Order
    by: Dimension | None
    when: str

    @property
    def title(self) -> str:
        """The figure and its period in words."""
        only = "" if self.which.verdict is Verdict.ALL else f", {self.which.verdict.value}"
        odd = f", {self.which.history.value}" if self.which.history else ""
        return f"{self.figure.title}{only}{odd} · {self.when}"


def choose(page: Page, filters: Filters) -> Choice:
    """Show the choices of the list below the filters, and return what the address says."""
    hold_known(page, (*_MORE, Dimension.HOLDER))
    if not may_name_tickets(page):
        not_presented(
            "Tickets are presented for a chosen customer",
            "The data holds several, and none is chosen.",
        )
    figure = metric(one("figure", _of_tickets(), USUAL_FIGURE))
    if not page.presents:
        _boxes(page, figure)
    everything = said("all_months") == "yes"
    scope = filters.scope if everything else filters.month_scope
    for dimension in _more_of(figure):
        scope = scope.limited(dimension, chosen_values(page, dimension))
    by = one("group_by", _GROUPINGS, _NOT_GROUPED)
    verdict = one("verdict", _VERDICTS, Verdict.ALL.value) if figure.hit else Verdict.ALL.value
    end = "the end of " if figure.at_instant else ""
    return Choice(
        figure=figure,
        scope=scope,
        which=Which(verdict=Verdict(verdict), history=_history_of(figure), search=said("number")),
        order=Order(one("order", _orders_of(figure), Order.NEWEST.value)),
        by=None if by == _NOT_GROUPED else Dimension(by),
        when="all months" if everything else f"{end}{month_name(filters.month)}",
    )


def _history_of(figure: Metric) -> HistoryFlag | None:
    """Return the irregularity that the address asks for; only clocks know of any."""
    return _HISTORIES.get(said("history")) if counts_clocks(figure) else None


def _history_words(name: str) -> str:
    return spoken(_HISTORIES[name].value) if name in _HISTORIES else "Any"


def _more_of(figure: Metric) -> tuple[Dimension, ...]:
    """Return the further filters of a figure; who held the ticket only where clocks say it."""
    return (*_MORE, Dimension.HOLDER) if _is_held(figure) else _MORE


def _is_held(figure: Metric) -> bool:
    return figure.name == "holding_compliance"


def _orders_of(figure: Metric) -> list[str]:
    return [each.value for each in Order if each is not Order.LATEST or counts_clocks(figure)]


def presented_customers(page: Page) -> tuple[str, ...]:
    """Return the customers a presentation may name: those chosen; none means any."""
    return chosen_values(page, Dimension.CUSTOMER) if page.presents else ()


def may_name_tickets(page: Page) -> bool:
    """Return whether tickets may be shown: a presentation names those of one choice alone."""
    return not page.presents or bool(presented_customers(page)) or _one_customer(page)


def _one_customer(page: Page) -> bool:
    return len(page.ask(names, Dimension.CUSTOMER)) < 2


def _of_tickets() -> dict[str, Metric]:
    """Return the figures whose rows are tickets."""
    return {name: each for name, each in catalogue().items() if each.of_tickets}


def _boxes(page: Page, figure: Metric) -> None:
    titles = {each.name: each.title for each in _of_tickets().values()}
    with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
        one_box("Tickets counted in", "figure", list(titles), USUAL_FIGURE,
                titles.__getitem__, width=250)  # fmt: skip
        if figure.hit:
            row_box("Of these", "verdict", _VERDICTS, Verdict.ALL.value)
        one_box("Group by", "group_by", _GROUPINGS, _NOT_GROUPED, spoken, width=150)
        one_box("Sorted", "order", _orders_of(figure), Order.NEWEST.value, spoken, width=165)
        text_box("Ticket number", "number", placeholder="contains …", width=150)
        switch_box("All months", "all_months")
        chosen = sum(bool(chosen_values(page, dimension)) for dimension in _more_of(figure))
        chosen += _history_of(figure) is not None
        label = f"More filters ({chosen})" if chosen else "More filters"
        with st.popover(label, icon=":material/filter_list:", key="more_filters"):
            for dimension in _more_of(figure):
                values_box(page, dimension, width=320)
            if counts_clocks(figure):
                one_box("History", "history", [_ANY_HISTORY, *_HISTORIES], _ANY_HISTORY,
                        _history_words, width=320)  # fmt: skip
