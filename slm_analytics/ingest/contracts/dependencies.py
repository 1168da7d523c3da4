"""What a service stands on: its components, and how many of them it needs.

Kept by hand, as a sheet. Components of one group stand in for each other: of a group in
parallel one is enough, of a k-of-n group so many as `needed` says; in series all are needed.
"""

from __future__ import annotations

from slm_analytics.ingest.contract import Contract, Period, RowRule
from slm_analytics.ingest.fields import Field, Kind

CONTRACT = Contract(
    name="dependencies",
    table="dependency",
    one="link",
    title="Dependencies",
    meaning="A component, or another service, that a service stands on.",
    fields={
        "service": Field(Kind.CHOICE, "Service", "The service that depends."),
        "component": Field(Kind.TEXT, "Component", "What it depends on."),
        "group_id": Field(Kind.TEXT, "Group", "Components of one group stand in for each other."),
        "logic": Field(Kind.CHOICE, "Logic", "Series, parallel or k of n; blank: series."),
        "needed": Field(Kind.COUNT, "Needed", "Of k of n: how many must work."),
        "redundancy": Field(Kind.TEXT, "Redundancy", "How it is doubled, in words."),
        "valid_from": Field(Kind.DAY, "From", "First day; blank: always."),
        "valid_to": Field(Kind.DAY, "To", "Last day; blank: until further notice."),
    },
    required=("service", "component"),
    key=("service", "component", "group_id", "valid_from"),
    signature=("service", "component", "logic"),
    periods=(Period(start="valid_from", end="valid_to"),),
    rules=(RowRule(of=("needed",), least=1, code="none is needed",
                   aside="is 0: then nothing is needed"),),
    ahead=("valid_from", "valid_to"),
    words={
        "logic": {
            "series": "series", "serial": "series", "and": "series", "all": "series",
            "parallel": "parallel", "or": "parallel", "any": "parallel",
            "k of n": "k of n", "k-of-n": "k of n", "k/n": "k of n",
        },
    },
)  # fmt: skip
