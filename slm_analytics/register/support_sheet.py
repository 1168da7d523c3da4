"""The sheet that says which lines with groups and suppliers support a line with a customer."""

from __future__ import annotations

from slm_analytics.register.sheet import Column, Kind, Sheet

SUPPORTS = Sheet(
    name="supports",
    title="What supports a line",
    table="register_support",
    meaning="One row per line with a customer and line of a group or supplier that backs it.",
    key=("level_id", "supported_by"),
    columns=(
        Column(
            name="level_id",
            meaning="The line with the customer (kind SLA), as on the sheet service_levels.",
            required=True,
            example="N-P2-resolution",
        ),
        Column(
            name="supported_by",
            meaning="The line of the group or supplier (kind OLA or UC).",
            required=True,
            example="Network-P2",
        ),
        Column(
            name="step",
            kind=Kind.NUMBER,
            meaning="Its place on the way: steps follow one another; what has the same step runs at"
            " the same time.",
            default="1",
            example="1",
        ),
    ),
)
