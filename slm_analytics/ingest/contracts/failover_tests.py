"""Tests of what stands in for something else: that the second one takes over when the first fails.

Kept by hand, as a sheet: the schedule and what became of it. A test without a day on which it was
done is still to be done; `interval_months` says after how long the next one is due.
"""

from __future__ import annotations

from slm_analytics.ingest.contract import Contract, RowRule
from slm_analytics.ingest.fields import Field, Kind

CONTRACT = Contract(
    name="failover_tests",
    table="failover_test",
    one="failover test",
    title="Failover tests",
    meaning="A test that a component, or a whole service, carries on when something fails.",
    fields={
        "test_id": Field(Kind.TEXT, "Test", "Its number."),
        "service": Field(Kind.CHOICE, "Service", "The service that is to carry on."),
        "component": Field(
            Kind.TEXT, "Component", "What is taken out in the test; blank: the whole service."
        ),
        "planned_on": Field(Kind.DAY, "Planned", "The day it is planned for."),
        "done_on": Field(Kind.DAY, "Done", "The day it was done; blank: not yet."),
        "result": Field(Kind.CHOICE, "Result", "Passed or failed; blank: not yet."),
        "interval_months": Field(
            Kind.COUNT, "Every (months)", "After how many months it is due again; blank: once."
        ),
        "evidence": Field(Kind.TEXT, "Evidence", "Where the result can be seen."),
    },
    required=("test_id", "service", "planned_on"),
    key=("test_id", "planned_on"),
    signature=("test_id", "planned_on", "done_on"),
    at="planned_on",
    rules=(RowRule(of=("interval_months",), least=1, code="due again at once",
                   aside="is 0: leave it blank where the test is done once"),),
    ahead=("planned_on",),
    words={
        "result": {
            "passed": "passed", "pass": "passed", "ok": "passed", "successful": "passed",
            "success": "passed", "failed": "failed", "fail": "failed", "unsuccessful": "failed",
        },
    },
)  # fmt: skip
