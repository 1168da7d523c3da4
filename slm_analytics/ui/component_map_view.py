"""The map of a service as a block diagram: all that is needed, and what stands in for what."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from slm_analytics.domain.dependencies import Node
from slm_analytics.review.component_map import ComponentLine, ServiceMap
from slm_analytics.review.outage_words import availability_text
from slm_analytics.ui.cards import palette


def show_map(service: str, told: ServiceMap) -> None:
    """Show what a service stands on; ▼ marks what takes it down alone."""
    if told.tree is None:
        return
    colours = palette()
    lines = {line.name: line for line in told.lines}
    share = availability_text(told.measured.share, told.measured.target)
    st.html(
        f'<div class="slm-map" style="--single:{colours.missed[1]};--alert:{colours.alert};'
        f'--ink:{colours.ink};--plain:{colours.no_share};--line:{colours.quiet}">'
        f'<div class="slm-map-service"><b>{escape(service)}</b><span>{share} measured</span></div>'
        f"{_node(told.tree, lines)}</div>"
    )


def _node(node: Node, lines: Mapping[str, ComponentLine]) -> str:
    if isinstance(node, str):
        return _leaf(lines[node])
    inside = "".join(_node(each, lines) for each in node.members)
    count = len(node.members)
    if node.needed >= count:
        return f'<div class="slm-map-all">{inside}</div>'
    words = (
        f"{node.needed} of {count} is enough"
        if node.needed == 1
        else (f"{node.needed} of {count} are needed")
    )
    return f'<div class="slm-map-some"><small>{words}</small>{inside}</div>'


def _leaf(line: ComponentLine) -> str:
    share = availability_text(line.uptime.share) if line.uptime else "not known"
    kind = "slm-map-leaf single" if line.is_single else "slm-map-leaf"
    sign = "▼ " if line.is_single else ""
    words = [line.redundancy, "takes the service down alone" if line.is_single else ""]
    hint = escape("; ".join(filter(None, words)))
    weak = "<em>weakest link</em>" if line.is_weakest else ""
    return (
        f'<div class="{kind}" title="{hint}"><b>{sign}{escape(line.name)}</b>'
        f"<span>{share}</span>{weak}</div>"
    )
