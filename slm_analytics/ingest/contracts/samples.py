"""Samples of utilisation, workload and performance: what a resource or a service was at a time.

One row is one value of one measure. A percentage lies between 0 and 100; a value above its
capacity is kept and marked. No capacity, no size, no number of things is below zero: where
neither unit nor capacity says what a negative value is, it is kept and marked.
"""

from __future__ import annotations

from slm_analytics.ingest.contract import Contract, RowRule
from slm_analytics.ingest.fields import Field, Kind

PERCENT = frozenset({"%", "percent", "pct", "per cent", "percentage"})
NEVER_NEGATIVE = PERCENT | {
    "b", "byte", "bytes", "kb", "mb", "gb", "tb", "kib", "mib", "gib", "tib", "b/s", "bytes/s",
    "bit/s", "bps", "kbps", "mbps", "gbps", "s", "sec", "seconds", "ms", "milliseconds", "us",
    "min", "minutes", "h", "hours", "count", "requests", "requests/s", "req/s", "rps", "tps",
    "transactions", "calls", "tickets", "users", "sessions", "messages", "iops", "hz", "mhz", "ghz",
}  # fmt: skip

CONTRACT = Contract(
    name="samples",
    table="sample",
    one="sample",
    title="Utilisation, workload and performance",
    meaning="A value of one measure of a resource or a service at a time.",
    fields={
        "resource": Field(Kind.TEXT, "Resource", "The component that was measured."),
        "service": Field(Kind.CHOICE, "Service", "The service that was measured, or is served."),
        "customer": Field(Kind.CHOICE, "Customer", "Whose it is; blank: everybody's."),
        "kind": Field(Kind.CHOICE, "Kind", "Utilisation, workload or performance."),
        "metric": Field(Kind.TEXT, "Measure", "What was measured, such as CPU or response time."),
        "part": Field(Kind.TEXT, "Part", "Which part of it, such as a disk; blank: all of it."),
        "sampled_at": Field(Kind.INSTANT, "Time", "When, or from when on, it was so."),
        "value": Field(Kind.NUMBER, "Value", "The value; of an interval its average or its sum."),
        "unit": Field(Kind.TEXT, "Unit", "What the value is counted in, such as %, GB or ms."),
        "capacity": Field(Kind.NUMBER, "Capacity", "The most there is, in the same unit.", least=0),
        "percentile": Field(
            Kind.NUMBER, "Percentile", "Which percentile the value is; blank: none.",
            least=0, most=100,
        ),
        "lowest": Field(Kind.NUMBER, "Lowest", "The least of the interval."),
        "highest": Field(Kind.NUMBER, "Highest", "The most of the interval."),
        "measured": Field(Kind.COUNT, "Measured", "How many values the interval had."),
        "users": Field(Kind.NUMBER, "Users", "How many users there were then.", least=0),
        "warn_percent": Field(
            Kind.NUMBER, "Warn at (%)", "From which share of the capacity to warn.", least=0
        ),
        "critical_percent": Field(
            Kind.NUMBER, "Critical at (%)", "From which share of it is too much.", least=0
        ),
        "lead_time_days": Field(
            Kind.NUMBER, "Lead time (days)", "How long it takes to add capacity.", least=0
        ),
    },
    required=("sampled_at",),
    present=("value",),
    one_of=(("resource", "service"),),
    key=("resource", "service", "customer", "metric", "part", "percentile", "sampled_at"),
    signature=("resource", "metric", "sampled_at", "value"),
    at="sampled_at",
    rules=(
        RowRule(of=("value",), least=0, most=100, where={"unit": PERCENT},
                code="no percentage", aside="is a percentage outside 0 to 100"),
        RowRule(of=("value",), least=0, where={"unit": NEVER_NEGATIVE},
                code="negative", aside="is negative, which its unit cannot be"),
        RowRule(of=("value",), least=0, where={"capacity": frozenset()},
                code="negative", aside="is negative, though it is a part of a capacity"),
        RowRule(of=("value",), least=0, code="negative"),
        RowRule(of=("value",), most="capacity", code="more than the capacity"),
        RowRule(of=("value",), least="lowest", most="highest", code="not between its extremes"),
    ),
    words={
        "kind": {
            "utilisation": "utilisation", "utilization": "utilisation", "capacity": "utilisation",
            "usage": "utilisation", "workload": "workload", "demand": "workload",
            "volume": "workload", "performance": "performance", "response time": "performance",
            "latency": "performance",
        },
    },
    said_once=("resource", "service", "metric", "kind", "unit", "capacity", "percentile"),
)  # fmt: skip
