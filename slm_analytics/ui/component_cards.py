"""The cards of components: the map, the figures, what they cost, and what a failure does."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from slm_analytics.charts import components as charts
from slm_analytics.domain.redundancy import Impact
from slm_analytics.domain.unit import share_text
from slm_analytics.review.component_map import ComponentLine, Matrix, ServiceMap
from slm_analytics.review.component_rows import component_rows, matrix_rows
from slm_analytics.review.component_words import SIGNS, gap_words, points_text
from slm_analytics.review.components import Components
from slm_analytics.review.outage_tiles import Figure
from slm_analytics.review.outage_words import (
    availability_text,
    length_text,
    minutes_text,
    target_text,
)
from slm_analytics.review.sentences import counted, grouped, listed
from slm_analytics.ui.cards import card, show_chart
from slm_analytics.ui.component_map_view import show_map
from slm_analytics.ui.contract_table import alert_style, show_table
from slm_analytics.ui.rows_corner import rows_corner
from slm_analytics.ui.shell import Page
from slm_analytics.ui.text import md

_REST = "no component told"
_MOST_IMPACTS = 60


def figures(section: Components) -> tuple[Figure, ...]:
    """Return the tiles of a service."""
    told = section.told
    none = "no dependency is told" if told.tree is None else ""
    return (
        _measured(told),
        _expected(told, none),
        Figure(name="gap", label="Between the two", text=_gap(told), line=_gap_line(told),
               context="", meaning=gap_words(told)),
        Figure(name="weakest", label="Weakest link", text=told.weakest or "–",
               line="would gain the service most" if told.weakest else none or "none", context="",
               meaning="The component whose never failing would raise the service most."),
        _singles(told, none),
    )  # fmt: skip


def _measured(told: ServiceMap) -> Figure:
    share, target = told.measured.share, told.measured.target
    return Figure(
        name="measured",
        label="Measured",
        text=availability_text(share, target),
        line=f"target {target_text(target)}" if target else "no target is agreed",
        context={True: "kept", False: "▼ missed", None: ""}[told.measured.is_kept],
        meaning="Agreed service time less downtime, divided by agreed service time.",
    )


def _expected(told: ServiceMap, none: str) -> Figure:
    missing = listed(list(told.expected.missing))
    unknown = "" if told.expected.share is not None else "not every component is known"
    return Figure(
        name="expected",
        label="Expected from components",
        text=availability_text(told.expected.share),
        line=none or unknown,
        context=f"nothing tells of {missing}" if missing else "",
        meaning="What the availability of the components lets expect, if they fail independently"
        " of each other.",
    )


def _singles(told: ServiceMap, none: str) -> Figure:
    names = listed(list(told.singles)) or "nothing takes it down alone"
    return Figure(
        name="singles",
        label="Single points of failure",
        text="–" if none else grouped(len(told.singles)),
        line=none or names,
        context="" if none else f"of {counted(len(told.lines), 'component')}",
        meaning="Components that take the service down on their own.",
    )


def _gap(told: ServiceMap) -> str:
    measured, expected = told.measured.share, told.expected.share
    if measured is None or expected is None:
        return "–"
    return points_text(abs(measured - expected))


def _gap_line(told: ServiceMap) -> str:
    measured, expected = told.measured.share, told.expected.share
    if measured is None or expected is None or measured == expected:
        return ""
    return "less than expected" if measured < expected else "more than expected"


def map_card(section: Components) -> None:
    """Show what a service stands on."""
    subtitle = (
        "Side by side: all are needed. In a frame: they stand in for each other."
        " ▼ takes the service down alone."
    )
    with card("component_map", f"What {section.service} stands on", subtitle):
        if section.dependencies.circle:
            st.error(
                md(f"{section.dependencies.circle} {section.dependencies.remedy}"),
                icon=":material/error:",
            )
        elif section.told.tree is None:
            st.info(
                "No dependency says what this service stands on. Load the list of dependencies on"
                " the page Data.",
                icon=":material/lan:",
            )
        else:
            show_map(section.service, section.told)
            words = gap_words(section.told)
            if words:
                st.caption(words)


def table_card(page: Page, section: Components) -> None:
    """Show what each component came to."""
    told = section.told
    with card("component_table", f"{counted(len(told.lines), 'component')}, {section.period}",
              "In the agreed service time of the service, as its terms count"):  # fmt: skip
        rows_corner(page, "component_table", component_rows(told), "Components",
                    ("Service", section.service), ("Period", section.period))  # fmt: skip
        titles = ("", "Component", "Availability", "Outages", "Downtime", "Out with the service")
        show_table(titles, [_line(each) for each in told.lines], alert_style())


def _line(line: ComponentLine) -> tuple[str, Sequence[str]]:
    marks = ["takes it down alone" if line.is_single else "", line.redundancy]
    marks += ["weakest link" if line.is_weakest else ""]
    name = f"{line.name}\n{' · '.join(filter(None, marks))}"
    kind, sign = ("missed", "▼") if line.is_single else ("kept", "")
    if line.uptime is None:
        return kind, (sign, name, "not known", "–", "–", "–")
    shared = length_text(line.shared_seconds) if line.shared_seconds else "–"
    return kind, (
        sign, name, availability_text(line.uptime.share), grouped(line.uptime.outages),
        minutes_text(line.uptime.down), shared,
    )  # fmt: skip


def contribution_card(page: Page, section: Components) -> None:
    """Show which components were out while the service was."""
    told = section.told
    subtitle = "Time by the wall clock in which the component and the service were out together"
    with card("component_share", _share_title(told), subtitle):
        if not told.out_seconds:
            st.caption("The service was not out in this time.")
            return
        bars = [
            (line.name, line.shared_seconds, _of(line.shared_seconds, told),
             f"out for {_of(line.shared_seconds, told)} of the time that the service was", False)
            for line in sorted(told.lines, key=lambda line: -line.shared_seconds)
            if line.shared_seconds
        ]  # fmt: skip
        rest = told.out_seconds - told.explained_seconds
        if rest:
            words = _of(rest, told)
            bars.append((_REST, rest, words, f"{words} without a component that was out", True))
        show_chart(page, charts.contributions(bars), "component_share")


def _share_title(told: ServiceMap) -> str:
    if not told.out_seconds:
        return "No downtime to explain"
    share = share_text(told.explained_seconds / told.out_seconds, 0)
    return f"{share} of the time out is told of a component as well"


def _of(seconds: int, told: ServiceMap) -> str:
    return f"{length_text(seconds)} · {share_text(seconds / told.out_seconds, 0)}"


def impact_card(page: Page, section: Components) -> None:
    """Show what the failure of each component does to each service (CFIA)."""
    matrix = section.matrix
    if not matrix:
        return
    first, row = next(iter(matrix.items()))
    hit = sum(SIGNS[impact] == "▼" for impact in row.values())
    title = (
        f"{first} takes down {counted(hit, 'service')}"
        if hit
        else ("No component takes a service down alone")
    )
    subtitle = "Failure of a component: ▼ the service fails, ◐ another takes over"
    with card("component_impact", title, subtitle):
        rows_corner(page, "component_impact", matrix_rows(matrix), "Component failure impact",
                    ("Dependencies", f"the last day of {section.period}"))  # fmt: skip
        shown = dict(list(matrix.items())[:_MOST_IMPACTS])
        st.html(_grid(shown))
        if len(shown) < len(matrix):
            st.caption(f"{len(shown)} of {len(matrix)} shown; the rows hold all of them.")


def _grid(matrix: Matrix) -> str:
    services = list(next(iter(matrix.values())))
    heads = "".join(f"<th><span>{escape(name)}</span></th>" for name in services)
    rows = "".join(
        f"<tr><td>{escape(name)}</td>{''.join(_cell(name, *each) for each in row.items())}</tr>"
        for name, row in matrix.items()
    )
    return (
        f'<div class="slm-impact" style="{alert_style()}"><table><thead><tr><th></th>{heads}</tr>'
        f"</thead><tbody>{rows}</tbody></table></div>"
    )


def _cell(component: str, service: str, impact: Impact) -> str:
    hint = escape(f"{component}, {service}: {impact}")
    return f'<td class="cell {impact.name.lower()}" title="{hint}">{SIGNS[impact]}</td>'
