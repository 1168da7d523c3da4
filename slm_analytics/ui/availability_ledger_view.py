"""The ledger of a service on screen: every stretch, what of it counted, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from html import escape

import streamlit as st

from slm_analytics.domain.availability import PieceKind
from slm_analytics.review.availability_account import (
    AccountLine,
    account_lines,
    days_of,
    weighted,
)
from slm_analytics.review.availability_outages import ServiceOutage
from slm_analytics.review.availability_rows import ledger_rows
from slm_analytics.review.availability_service import ServiceDetail, service_ledger
from slm_analytics.review.availability_strip import key_of
from slm_analytics.review.civil_time import on_clock
from slm_analytics.review.rule_words import duration
from slm_analytics.ui.cards import downloads, origin
from slm_analytics.ui.shell import Page

_MOST = 120


def show_ledger(page: Page, detail: ServiceDetail, outage: ServiceOutage | None) -> None:
    """Show the days of an outage, or of the whole month, second by second."""
    month = detail.month.first, detail.month.plus(1).first
    first, after = month if outage is None else days_of(outage, detail.zone)
    pieces = page.ask(service_ledger, detail.name, first, after)
    lines = account_lines(pieces)
    _table(lines[:_MOST], lines, detail.zone)
    if len(lines) > _MOST:
        st.caption(f"{len(lines) - _MOST} further lines stand in the download.")
    about = origin(page, ("Service", key_of(detail.name)), ("Month", str(detail.month)))
    st.html('<p class="slm-card-sub">The ledger of the whole month, every second of it:</p>')
    downloads(
        lambda: ledger_rows(page.ask(service_ledger, detail.name, *month)),
        about,
        f"ledger_{detail.month}",
        "Ledger",
    )


def _table(shown: Sequence[AccountLine], lines: Sequence[AccountLine], zone: str) -> None:
    rows = "".join(_row(line, zone) for line in shown)
    down = sum((line.down_seconds for line in lines), Fraction(0))
    agreed = sum(line.seconds for line in lines if line.kind != PieceKind.CLOSED)
    st.html(
        '<div class="slm-ledger slm-account"><table><thead><tr><th>From</th><th>To</th>'
        f"<th>Length</th><th>Down</th><th>Why</th></tr></thead><tbody>{rows}</tbody>"
        f'<tfoot><tr><td colspan="2">{escape(zone)} time</td><td>{duration(agreed)}</td>'
        f"<td>{weighted(down)}</td><td>inside the calendar</td></tr></tfoot></table></div>"
    )


def _row(line: AccountLine, zone: str) -> str:
    start, until = on_clock(line.start_at, zone), on_clock(line.until_at, zone)
    ends = f"{until:%H:%M:%S}" if _day(until) == _day(start) else _when(until)
    down = weighted(line.down_seconds) if line.down_seconds else ""
    kind = f"{line.kind[:1].upper()}{line.kind[1:]}"
    return (
        f"<tr><td>{_when(start)}</td><td>{ends}</td><td>{duration(line.seconds)}</td>"
        f"<td>{down}</td><td><b>{kind}</b> · {escape(line.why)}</td></tr>"
    )


def _day(shown: datetime) -> date:
    return shown.date()


def _when(shown: datetime) -> str:
    return f"{shown:%a} {shown.day} {shown:%b %H:%M:%S}"
