"""The schedule of failover tests: what stands in for something else, and whether it takes over.

One is overdue, one failed the last time, and of the report servers nobody has thought.
"""

from sample_data.components import BILLING, CLAIMS, PRINTING, SHOP, TILLS, WORKPLACE
from sample_data.portfolio import EMAIL, VPN
from sample_data.sheet_csv import sheet

_HEADINGS = (
    "test_id", "service", "component", "planned_on", "done_on", "result", "interval_months",
    "evidence",
)  # fmt: skip
# Service, component, months between, and each test: planned, done, result.
_PASSED, _FAILED = "passed", "failed"
_TESTS = (
    (VPN, "vpn-gw-01", 6, (("2025-11-15", "2025-11-15", _PASSED),
                           ("2026-05-16", "2026-05-16", _PASSED), ("2026-11-14", "", ""))),
    (VPN, "vpn-gw-02", 6, (("2026-05-16", "2026-05-16", _PASSED), ("2026-11-14", "", ""))),
    (EMAIL, "mx-01", 12, (("2026-02-07", "2026-02-07", _PASSED),)),
    (EMAIL, "mx-02", 12, (("2026-02-07", "2026-02-14", _PASSED),)),
    (BILLING, "bill-app-2", 6, (("2025-12-06", "2025-12-06", _PASSED), ("2026-06-06", "", ""))),
    (CLAIMS, "claim-web", 12, (("2026-03-21", "2026-03-21", _PASSED),)),
    (WORKPLACE, "file-01", 12, (("2026-04-18", "2026-04-18", _PASSED),)),
    (TILLS, "pos-hub-1", 6, (("2026-08-02", "2026-08-02", _PASSED),)),
    (SHOP, "shop-web-1", 3, (("2026-07-05", "2026-07-05", _PASSED),
                             ("2026-10-04", "2026-10-04", _PASSED))),
    (PRINTING, "print-01", 6, (("2026-07-11", "2026-07-11", _FAILED),)),
    (TILLS, "", 12, (("2026-01-18", "2026-01-18", _PASSED), ("2027-01-17", "", ""))),
)  # fmt: skip


def failover_list() -> bytes:
    """The list of failover tests."""
    return sheet(
        _HEADINGS,
        (
            {
                "test_id": f"FT-{place:02d}",
                "service": service,
                "component": component,
                "planned_on": planned,
                "done_on": done,
                "result": result,
                "interval_months": months,
                "evidence": f"Minutes of {done}" if done else "",
            }
            for place, (service, component, months, tests) in enumerate(_TESTS, start=1)
            for planned, done, result in tests
        ),
    )
