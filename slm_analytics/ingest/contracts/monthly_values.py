"""Monthly values as an extract: the columns of the register's sheet of that name.

Lines of the contract that measure a monthly value go by them like those of the register;
where both tell the same line and month, the register holds.
"""

from __future__ import annotations

from slm_analytics.ingest.contract import Contract
from slm_analytics.ingest.fields import Field, Kind
from slm_analytics.register.figure import figure_of, month_of


def _month(text: str) -> str | None:
    return month_of(text, text)


def _base(text: str) -> str | None:
    """Return a number of cases: a whole one, above zero."""
    found = figure_of(text)
    return found if found and found.isdigit() and found != "0" else None


CONTRACT = Contract(
    name="monthly_values",
    table="monthly_value",
    one="monthly value",
    title="Monthly values",
    meaning="A figure of a month that no tool exports, with its evidence.",
    fields={
        "level_id": Field(Kind.TEXT, "Line", "The line of the contract that it is for."),
        "month": Field(
            Kind.TEXT, "Month", "The month it is of, such as 2026-10.",
            form=_month, lacks="is no month such as 2026-10",
        ),
        "value": Field(
            Kind.TEXT, "Value",
            "The figure; of a percentage with its sign; with a base: the number of hits.",
            form=figure_of, lacks="is no number such as 4120, 4.25 or 99.95 %",
        ),
        "base": Field(
            Kind.TEXT, "Of", "What it is counted of; blank: it stands alone.",
            form=_base, lacks="is no whole number above zero",
        ),
        "evidence": Field(Kind.TEXT, "Evidence", "Where the figure comes from."),
    },
    required=("level_id", "month", "value", "evidence"),
    key=("level_id", "month"),
    signature=("level_id", "month", "value"),
    said_once=("level_id", "evidence"),
)  # fmt: skip
