"""A calm table of what is agreed: a sign, words, and no more than a card can hold."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from slm_analytics.ui.cards import palette

_SHORT = 18


def alert_style() -> str:
    """Return the colours of signs, of the reader's theme."""
    colours = palette()
    return (
        f"--kept:{colours.met[1]};--missed:{colours.missed[0]};--none:{colours.no_share};"
        f"--ink:{colours.ink};--alert:{colours.alert}"
    )


def show_table(
    titles: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]], style: str
) -> None:
    """Show rows of texts; each has a class (missed, open, kept), and its first cell is a sign."""
    heads = "".join(f"<th>{escape(title)}</th>" for title in titles)
    body = "".join(_row(kind, cells) for kind, cells in rows)
    st.html(
        f'<div class="slm-score slm-agreed" style="{style}"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _row(kind: str, cells: Sequence[str]) -> str:
    sign, *rest = cells
    plain = "".join(f'<td class="{_width(cell)}">{_lines(cell)}</td>' for cell in rest)
    return f'<tr class="{kind}"><td class="sign">{escape(sign)}</td>{plain}</tr>'


def _width(cell: str) -> str:
    """Return `whole` for a cell that is short enough to stay on its line."""
    return "whole" if all(len(line) <= _SHORT for line in cell.split("\n")) else "long"


def _lines(cell: str) -> str:
    first, *more = cell.split("\n")
    small = "".join(f"<small>{escape(line)}</small>" for line in more)
    return f"{escape(first)}{small}"
