"""Service level objectives as a tool reports them: the share, its target and what is left.

They are not outages and cannot be made into any: a share over a window says
how much was lost, not when, and nothing of the calendar it was counted in. So
they are kept as what the tool says, to stand beside the figure that is computed
here from outages or checks; no figure is computed from them.
"""

from __future__ import annotations

from slm_analytics.ingest.contract import Contract, Period
from slm_analytics.ingest.fields import Field, Kind

CONTRACT = Contract(
    name="slo_values",
    table="slo_value",
    one="value of an objective",
    title="Values of objectives",
    meaning="What a tool says that a service level objective came to over a window of time.",
    fields={
        "customer": Field(Kind.CHOICE, "Customer", "Who is served; blank: all of them."),
        "service": Field(Kind.CHOICE, "Service", "The service, or the objective's own name."),
        "component": Field(Kind.TEXT, "Part", "The group or monitor; blank: the whole objective."),
        "from_at": Field(Kind.INSTANT, "From", "When the window begins."),
        "to_at": Field(Kind.INSTANT, "To", "When the window ends."),
        "timeframe": Field(Kind.TEXT, "Time frame", "The tool's name for the target's window."),
        "sli_percent": Field(
            Kind.NUMBER, "Came to (%)", "The share that was good; blank: no data.",
            least=0, most=100,
        ),
        "target_percent": Field(
            Kind.NUMBER, "Target (%)", "The share that was agreed.", least=0, most=100
        ),
        "budget_left_percent": Field(
            Kind.NUMBER, "Budget left (%)", "The share of the allowance left; below 0: overdrawn.",
            most=100,
        ),
        "good_events": Field(Kind.NUMBER, "Good", "How many events were good.", least=0),
        "all_events": Field(Kind.NUMBER, "All", "How many events there were.", least=0),
    },
    required=("from_at", "to_at"),
    one_of=(("service", "component"),),
    key=("service", "component", "timeframe", "from_at", "to_at"),
    signature=("from_at", "to_at", "sli_percent"),
    at="from_at",
    periods=(Period(start="from_at", end="to_at"),),
    ahead=("to_at",),
)  # fmt: skip
