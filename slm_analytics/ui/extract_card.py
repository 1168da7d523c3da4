"""The report card of an extract on screen: what to look at before its figures are believed."""

from __future__ import annotations

from html import escape

import streamlit as st

from slm_analytics.ingest.report import Check, LoadReport, Mark
from slm_analytics.ui.cards import palette

_SIGNS = {Mark.LOOK: "▲", Mark.OPEN: "○", Mark.GOOD: "✓"}
_WORDS = {Mark.LOOK: "Look into it", Mark.OPEN: "Not known", Mark.GOOD: "Good"}


def show_card(report: LoadReport) -> None:
    """Show every check, those to look at first; the good ones behind a switch."""
    good = [each for each in report.checks if each.mark is Mark.GOOD]
    others = [each for each in report.checks if each.mark is not Mark.GOOD]
    if others:
        st.html(_table(others))
    if good:
        names = ", ".join(each.name for each in good)
        with st.expander(f"Nothing found by: {names}", icon=":material/check:"):
            st.html(_table(good))


def _table(checks: list[Check]) -> str:
    lines = "".join(_line(each) for each in checks)
    return f'<div class="slm-checks" style="--alert:{palette().alert}">{lines}</div>'


def _line(check: Check) -> str:
    look = ' class="slm-look"' if check.mark is Mark.LOOK else ""
    remedy = f"<small>{escape(check.remedy)}</small>" if check.remedy else ""
    return (
        f'<span{look} role="img" aria-label="{_WORDS[check.mark]}">{_SIGNS[check.mark]}</span>'
        f"<b>{escape(check.name)}</b><span>{escape(check.words)}{remedy}</span>"
    )
