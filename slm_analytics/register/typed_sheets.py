"""The sheets of what is typed in: deliverables, and monthly values with their evidence."""

from __future__ import annotations

from slm_analytics.register.sheet import Column, Kind, Sheet

_LEVEL = Column(
    name="level_id",
    meaning="The line of the sheet service_levels that it is for.",
    required=True,
    example="N-reports",
)

DELIVERABLES = Sheet(
    name="deliverables",
    title="Deliverables",
    table="register_deliverable",
    meaning="What was to be delivered by a day: reports, patches, tests. Lines that measure"
    " delivered on time count them in the month they were due.",
    key=("level_id", "deliverable", "due_on"),
    columns=(
        _LEVEL,
        Column(name="deliverable", meaning="What it is.", required=True, example="Monthly report"),
        Column(
            name="due_on",
            kind=Kind.DATE,
            meaning="Last day on which it is on time.",
            required=True,
            example="2026-11-05",
        ),
        Column(
            name="delivered_on",
            kind=Kind.DATE,
            meaning="When it was delivered.",
            default="not yet; missed once its day is over",
            example="2026-11-04",
        ),
        Column(
            name="accepted_on",
            kind=Kind.DATE,
            meaning="When the customer accepted it; told, not counted.",
            example="2026-11-09",
        ),
        Column(name="evidence", meaning="Where that can be seen.", example="Mail of 4 November"),
    ),
)
MONTHLY_VALUES = Sheet(
    name="monthly_values",
    title="Monthly values",
    table="register_monthly_value",
    meaning="Figures of a month that no tool exports, each with its evidence. Lines that measure a"
    " monthly value go by them.",
    key=("level_id", "month"),
    columns=(
        _LEVEL,
        Column(
            name="month",
            kind=Kind.MONTH,
            meaning="Month it is of.",
            required=True,
            example="2026-10",
        ),
        Column(
            name="value",
            kind=Kind.FIGURE,
            meaning="The figure. Of a percentage: with its sign; with a base: the number of hits.",
            required=True,
            example="99.95 %",
        ),
        Column(
            name="base",
            kind=Kind.FIGURE,
            meaning="What it is counted of; several months are pooled by it.",
            default="it stands alone",
            example="4120",
        ),
        Column(
            name="evidence",
            meaning="Where the figure comes from: a report, a link, a name.",
            required=True,
            example="Backup report of 2 November",
        ),
    ),
)
