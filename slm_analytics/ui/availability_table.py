"""Tables of availability: the month of every service, and the statement."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from html import escape

import streamlit as st

from slm_analytics.domain.period import Month
from slm_analytics.review.availability import Availability, ServiceMonth
from slm_analytics.review.availability_rows import targets_words
from slm_analytics.review.availability_sums import Sums, Verdict
from slm_analytics.review.availability_words import (
    down_words,
    minutes_words,
    points_words,
    share_words,
)
from slm_analytics.review.sentences import month_name
from slm_analytics.ui.cards import palette

SIGNS = {Verdict.KEPT: "●", Verdict.MISSED: "▼", Verdict.NO_TARGET: "○", Verdict.NO_DATA: "–"}
_TITLES = ("", "Service", "Agreed", "By the wall clock", "Target", "Downtime", "Left", "Outages")
_FIGURES = 2  # titles before the first figure
_STATED = ("", "Service", "Target", "Measured", "Agreed", "If all accepted")


def show_months(
    told: Availability, shown: Sequence[ServiceMonth], months: Sequence[Sequence[Sums | None]]
) -> None:
    """Show services as a table, with their last months as a strip."""
    first, last = told.span[0], told.span[-1]
    span = month_name(last) if first == last else f"{month_name(first)} to {month_name(last)}"
    titles = "".join(
        f"<th{' class=figure' if place >= _FIGURES else ''}>{title}</th>"
        for place, title in enumerate(_TITLES)
    )
    rows = "".join(_row(row, past, told) for row, past in zip(shown, months, strict=True))
    _table(f'<tr>{titles}<th class="strip">{escape(span)}</th></tr>', rows)


def _table(head: str, rows: str) -> None:
    colours = palette()
    style = (
        f"--kept:{colours.met[1]};--missed:{colours.missed[0]};--none:{colours.no_share};"
        f"--ink:{colours.ink};--alert:{colours.alert}"
    )
    st.html(
        f'<div class="slm-score slm-uptime" style="{style}"><table><thead>{head}</thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(row: ServiceMonth, months: Sequence[Sums | None], told: Availability) -> str:
    sums = row.sums
    figures = (
        share_words(sums.share, sums.target),
        share_words(sums.wall_share),
        targets_words(row),
        down_words(sums.down_seconds) if sums.base_seconds else "–",
        minutes_words(sums.left_seconds),
        str(sums.outages),
    )
    cells = "".join(f'<td class="figure">{escape(each)}</td>' for each in figures)
    return (
        f'<tr class="{_class(sums.verdict)}">{_sign(sums.verdict)}'
        f"<td>{_name(row, told)}</td>{cells}"
        f'<td class="strip">{_squares(months, told.span)}</td></tr>'
    )


def _sign(verdict: Verdict) -> str:
    return f'<td class="sign" title="{verdict}">{SIGNS[verdict]}</td>'


def _name(row: ServiceMonth, told: Availability) -> str:
    small = [
        row.name[1] if told.has_customers else "",
        str(row.sums.verdict),
        "▼ still down" if row.is_open else "",
        row.part,
    ]
    about = " · ".join(escape(each) for each in small if each)
    return f"<b>{escape(row.name[0])}</b><small>{about}</small>"


def _class(verdict: Verdict) -> str:
    return verdict.name.lower().replace("_", "-")


def _squares(months: Sequence[Sums | None], span: Sequence[Month]) -> str:
    return "".join(_square(sums, month) for sums, month in zip(months, span, strict=True))


def _square(sums: Sums | None, month: Month) -> str:
    verdict = sums.verdict if sums is not None else Verdict.NO_DATA
    share = share_words(sums.share, sums.target) if sums is not None else ""
    words = escape(" ".join(filter(None, (f"{month_name(month)}: {verdict}", share))))
    sign = SIGNS[verdict] if verdict is Verdict.MISSED else ""
    kind = {Verdict.KEPT: "kept", Verdict.MISSED: "missed"}.get(verdict, "none")
    return f'<i class="{kind}" title="{words}">{sign}</i>'


def show_statement(told: Availability, rows: Sequence[ServiceMonth]) -> None:
    """Show measured, agreed and, if all were accepted, in per cent, minutes and points."""
    titles = "".join(
        f"<th{' class=figure' if place >= _FIGURES else ''}>{title}</th>"
        for place, title in enumerate(_STATED)
    )
    _table(f"<tr>{titles}</tr>", "".join(_stated(row, told) for row in rows))


def _stated(row: ServiceMonth, told: Availability) -> str:
    sums = row.sums
    measured = Fraction(sums.measured, 1_000_000)
    accepted = Fraction(sums.accepted_all, 1_000_000)
    cells = (
        _figure(sums.measured_share, measured, None, sums),
        _figure(sums.share, sums.down_seconds, sums.measured_share, sums),
        _figure(sums.accepted_share, accepted, sums.measured_share, sums)
        + f"<small>{sums.accepted_verdict}</small>",
    )
    return (
        f'<tr class="{_class(sums.verdict)}">{_sign(sums.verdict)}<td>{_name(row, told)}</td>'
        f'<td class="figure">{escape(targets_words(row))}</td>'
        + "".join(f'<td class="figure">{cell}</td>' for cell in cells)
        + "</tr>"
    )


def _figure(share: Fraction | None, down: Fraction, before: Fraction | None, sums: Sums) -> str:
    words = [down_words(down)]
    if share is not None and before is not None:
        words.append(points_words(share - before))
    about = escape(" · ".join(words))
    return f"{escape(share_words(share, sums.target))}<small>{about}</small>"
