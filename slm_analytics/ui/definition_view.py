"""A metric's definition and the fields of a ticket, on screen."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from slm_analytics.domain.unit import Better
from slm_analytics.ingest.fields import FIELDS, REQUIRED
from slm_analytics.ingest.mapping import built_in
from slm_analytics.metrics.metric import Metric
from slm_analytics.review.rows import Rows
from slm_analytics.ui.cards import downloads, facts
from slm_analytics.ui.text import card_title

_DIRECTIONS = {
    Better.HIGHER: "higher is better",
    Better.LOWER: "lower is better",
    Better.NEITHER: "neither direction is better",
}


def show_metric(metric: Metric) -> None:
    """Show what a metric counts, what it leaves out, and its statement."""
    with st.container(border=True, height="stretch", key=f"card_{metric.name}"):
        card_title(metric.title, f"{metric.subject.capitalize()} · {metric.name}")
        lines = [("Definition", metric.definition)]
        when = (
            "the end of the period" if metric.at_instant else f"the day it was {metric.event.value}"
        )
        lines.append(("A ticket counts on", when))
        if metric.excluded:
            lines.append(("Left out", "; ".join(metric.excluded)))
        if metric.warn_below:
            lines.append(("Unsteady below", f"{metric.warn_below} tickets"))
        lines += [
            ("Unit", f"{metric.unit.value}; {_DIRECTIONS[metric.better]}"),
            ("Practice", metric.practice),
            ("Source", metric.source),
        ]
        facts(lines)
        with st.expander("The statement that computes it"):
            st.code(metric.sql, language="sql")


def show_dictionary() -> None:
    """Show every field a ticket can carry, and under which headings the sources have it."""
    sources = built_in()
    rows = [
        {
            "Field": declared.title,
            "Name in files": name,
            "Meaning": declared.meaning,
            "Read as": declared.kind.value,
            "Needed": "yes" if name in REQUIRED else "",
            **{
                f"Heading in {source.title}": ", ".join(source.columns.get(name, ()))
                for source in sources.values()
            },
        }
        for name, declared in FIELDS.items()
    ]
    frame = pd.DataFrame(rows)
    st.dataframe(frame, hide_index=True, height=720)
    downloads(Rows(frame), (), "fields", "Fields of a ticket")
