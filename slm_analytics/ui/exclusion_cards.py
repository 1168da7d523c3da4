"""Exclusions on screen: what a month came to with and without them, and all that is done there."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from slm_analytics.domain.correction import Correction, CorrectionState
from slm_analytics.domain.period import Month
from slm_analytics.ingest.exclusions import corrections_in_force
from slm_analytics.review.counted_services import places
from slm_analytics.review.exclusion_words import (
    available_words,
    points_words,
    statement_words,
    target_words,
)
from slm_analytics.review.exclusions import (
    Names,
    StatementLine,
    concerns,
    month_statement,
)
from slm_analytics.review.rows import Rows
from slm_analytics.review.sentences import month_name
from slm_analytics.ui.cards import card, downloads, origin
from slm_analytics.ui.contract_table import alert_style, show_table
from slm_analytics.ui.exclusion_form import propose_card
from slm_analytics.ui.exclusion_list import list_card
from slm_analytics.ui.exclusion_steps import one_card
from slm_analytics.ui.shell import Page

_PPM_MINUTE = 60_000_000


def exclusions_card(page: Page, month: Month, customers: Names, services: Names) -> None:
    """Show the statement of a month, the exclusions, and, to the provider, their forms.

    Args:
        page: the page it stands on.
        month: the month whose downtime is told.
        customers, services: whose, and of which; empty: all.
    """
    told = page.ask(places)
    statement_card(page, month, customers, services)
    everything = [
        each
        for each in reversed(corrections_in_force(page.folder))
        if concerns(each, customers, services) and not (page.presents and _is_draft(each))
    ]
    shown = list_card(page, told, month, everything, (customers, services))
    if page.presents:
        return
    left, right = st.columns(2, gap="small")
    if shown:
        with left:
            one_card(page, told, shown)
    with right if shown else left:
        propose_card(page, told, month, customers, services)


def _is_draft(each: Correction) -> bool:
    """Return whether an exclusion was not submitted yet: that is the provider's own affair."""
    return each.state is CorrectionState.PROPOSED


def statement_card(page: Page, month: Month, customers: Names, services: Names) -> None:
    """Show the services whose downtime is excluded: measured, agreed, and if all were accepted."""
    lines = page.ask(month_statement, month, customers, services)
    subtitle = (
        "Availability and downtime as measured, as agreed (without what both sides accepted), and"
        " if all that is submitted were accepted. ● target met, ▼ missed."
    )
    with card("exclusion_statement", statement_words(lines, month), subtitle if lines else ""):
        if not lines:
            st.caption("Measured and agreed availability are the same.")
            return
        titles = ("", "Service", "Target", "Measured", "Agreed", "Gained: accepted",
                  "If all accepted", "Gained: all")  # fmt: skip
        show_table(titles, [_statement_row(each) for each in lines], alert_style())
        if not page.presents:
            about = origin(page, ("Month", month_name(month)))
            downloads(
                _statement_rows(lines), about, "exclusions_statement", "Exclusions: statement"
            )


def _statement_row(line: StatementLine) -> tuple[str, Sequence[str]]:
    met = line.is_met(line.agreed)
    return "open" if met is None else "kept" if met else "missed", (
        "" if met is None else "●" if met else "▼",
        f"{line.service}\n{line.customer or 'any customer'}",
        target_words(line),
        available_words(line, line.measured),
        available_words(line, line.agreed),
        points_words(line, line.agreed),
        available_words(line, line.accepted_all),
        points_words(line, line.accepted_all),
    )


def _statement_rows(lines: Sequence[StatementLine]) -> Rows:
    downs = ("measured", "agreed", "accepted_all")
    frame = pd.DataFrame(
        [
            {
                "Service": line.service,
                "Customer": line.customer or None,
                "Target": None if line.target is None else float(line.target),
                **{
                    f"Availability {_said(name)}": _share(line, getattr(line, name))
                    for name in downs
                },
                **{
                    f"Downtime {_said(name)} (min)": getattr(line, name) / _PPM_MINUTE
                    for name in downs
                },
            }
            for line in lines
        ]
    )
    return Rows(frame)


def _said(name: str) -> str:
    return "if all accepted" if name == "accepted_all" else name


def _share(line: StatementLine, down: int) -> float | None:
    share = line.share(down)
    return None if share is None else float(share)
