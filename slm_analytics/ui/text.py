"""Texts on screen: those from data are escaped, so that none is taken for markup."""

from __future__ import annotations

import re
from html import escape

import streamlit as st

from slm_analytics.charts.canvas import letters

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:])")


def md(text: str) -> str:
    """Return a text from data for a place that reads markdown."""
    return _MARKDOWN.sub(r"\\\1", text)


def page_title(headline: str, subline: str = "") -> None:
    """Show a page's headline, and below it the sentence that says what is counted."""
    st.html(
        f'<h1 style="--letters:{letters(headline)}" class="slm-headline">{escape(headline)}</h1>'
        + (f'<p class="slm-subline">{escape(subline)}</p>' if subline else "")
    )


def card_title(title: str, subtitle: str = "") -> None:
    """Show a card's finding, and what is counted in it."""
    st.html(
        f'<div class="slm-card-title">{escape(title)}</div>'
        + (f'<div class="slm-card-sub">{escape(subtitle)}</div>' if subtitle else "")
    )


def provenance(parts: list[str], more: str = "") -> None:
    """Show where the figures come from, in one quiet line; `more` is said on hover."""
    line = escape(" · ".join(parts))
    line = line[:1].upper() + line[1:]
    hint = f' title="{escape(more)}"' if more else ""
    st.html(f'<p class="slm-provenance"{hint}>{line}</p>', width="content")
