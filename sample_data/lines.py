"""The lines of the contracts of Meridian IT Services: what a review goes through, one by one.

Every measure and class comes up; one line was tightened in the middle of 2026, and one
service has no line of its own.
"""

from datetime import date, timedelta

from sample_data.portfolio import AOYAMA, HALVORSEN, HR, NORDLICHT, VPN, Customer

Rows = list[dict[str, str]]

_CUSTOMERS = (NORDLICHT, HALVORSEN, AOYAMA)
_TIGHTENED = "2026-07-01"
_MOST_P1 = {NORDLICHT: 6, HALVORSEN: 8, AOYAMA: 6}
_LATE_REPORT, _LOST_BACKUPS = (2026, 9), (2026, 10)
_AVERAGE = {NORDLICHT: "16 h", HALVORSEN: "16 h", AOYAMA: "20 h"}


def service_levels() -> Rows:
    """All lines."""
    rows: Rows = []
    for customer in _CUSTOMERS:
        rows += [*_by_priority(customer), *_by_service(customer), *_of_all(customer)]
    return [*rows, *_answers(), *_vpn(), *_typed()]


def _line(customer: Customer, about: str, name: str) -> dict[str, str]:
    short = customer.name.split()[0]
    return {"level_id": f"{short} {about}", "name": name, "customer": customer.name}


def _by_priority(customer: Customer) -> Rows:
    critical = {"class": "critical", "weight": "3"}
    return [
        _line(customer, "P1", "P1 resolved in time")
        | {"priorities": "P1", "conditions": "95 %", "small_volume": "one miss"}
        | critical,
        _line(customer, "P2", "P2 resolved within a day")
        | {"priorities": "P2", "conditions": "90 % in 8 h; 98 % in 24 h"}
        | critical,
        _line(customer, "P3", "P3 resolved in time")
        | {"priorities": "P3", "conditions": "92 %", "weight": "2"},
        _line(customer, "P4", "P4 resolved in time")
        | {"priorities": "P4", "conditions": "90 %", "period": "quarter"},
    ]


def _by_service(customer: Customer) -> Rows:
    """One line for each service, but none for the HR system; the VPN of Nordlicht has its own."""
    return [
        _line(customer, service.name, f"{service.name} in time")
        | {"services": service.name, "conditions": "90 %"}
        for service in customer.services
        if service.name != HR and (customer, service.name) != (NORDLICHT, VPN)
    ]


def _of_all(customer: Customer) -> Rows:
    return [
        _line(customer, "quarter", "All tickets over three months")
        | {"conditions": "93 %", "period": "rolling", "months": "3", "class": "critical"},
        _line(customer, "P3 average", "P3 on average")
        | {"measure": "average", "priorities": "P3", "expected": _AVERAGE[customer]},
        _line(customer, "P2 percentile", "P2: nine of ten")
        | {"measure": "percentile", "priorities": "P2", "expected": "8 h"},
        _line(customer, "reopened", "Reopened tickets")
        | {"measure": "ratio", "trait": "reopened", "expected": "5 %", "minimum": "8 %"},
        _line(customer, "P1 count", "Number of P1")
        | {"measure": "count", "priorities": "P1", "expected": str(_MOST_P1[customer])}
        | {"class": "report only"},
    ]


def _answers() -> Rows:
    """Aoyama's tool notes first answers."""
    return [
        _line(AOYAMA, f"{priority} answer", f"{priority} answered in time")
        | {"clock": "response", "priorities": priority, "conditions": "90 %"}
        | ({"small_volume": "not below", "least": "5"} if priority == "P1" else {})
        for priority in ("P1", "P2", "P3", "P4")
    ]


def _typed() -> Rows:
    """What no tool exports: monthly reports, and backups that came through."""
    return [
        _line(NORDLICHT, "reports", "Monthly report by the fifth working day")
        | {"measure": "delivered on time", "conditions": "100 %"},
        _line(HALVORSEN, "backups", "Backups completed")
        | {"measure": "monthly value", "expected": "99 %", "minimum": "98 %"}
        | {"class": "critical", "weight": "2"},
    ]


def deliverables() -> Rows:
    """Reports of Nordlicht: one came a day late."""
    rows: Rows = []
    for year, month in _months():
        due = date(year, month, 7)
        done = due + timedelta(days=1 if (year, month) == _LATE_REPORT else -1)
        rows.append(
            {"level_id": _line(NORDLICHT, "reports", "")["level_id"], "deliverable": "Report",
             "due_on": due.isoformat(), "delivered_on": done.isoformat(),
             "evidence": f"Sent on {done.isoformat()}"}
        )  # fmt: skip
    return rows


def monthly_values() -> Rows:
    """Backups of Halvorsen: of 600 a month, one month lost eleven of them."""
    return [
        {"level_id": _line(HALVORSEN, "backups", "")["level_id"], "month": f"{year}-{month:02d}",
         "value": str(589 if (year, month) == _LOST_BACKUPS else 597 + month % 3), "base": "600",
         "evidence": f"Backup report {year}-{month:02d}"}
        for year, month in _months()
    ]  # fmt: skip


def _months() -> list[tuple[int, int]]:
    return [(2024 + (10 + place) // 12, (10 + place) % 12 + 1) for place in range(24)]


def _vpn() -> Rows:
    """The line that was tightened."""
    line = _line(NORDLICHT, VPN, f"{VPN} in time") | {"services": VPN, "class": "critical"}
    return [
        line | {"conditions": "92 %", "valid_to": "2026-06-30"},
        line | {"conditions": "95 %", "valid_from": _TIGHTENED},
    ]
