"""What is agreed on availability: every service's hours and target, and lines of contracts."""

from __future__ import annotations

from sample_data.portfolio import AOYAMA, EMAIL, HALVORSEN, HR, NORDLICHT, VPN, Customer

Rows = list[dict[str, str]]
AROUND_THE_CLOCK = "24x7"
_USERS = {
    VPN: 900, EMAIL: 1400, "Prämienrechnung": 240, "Claims portal": 310, "Workplace": 620,
    HR: 450, "Point of sale": 310, "Web shop": 5200, "Order API": 85, "Data warehouse": 130,
    "生産管理": 180, "Printing": 220, "Managed backup": 12,
}  # fmt: skip
_EMAIL_RULES = {"notice_hours": "48", "needs_approval": "yes"}
# customer, service, target in percent, calendar, and how it is counted where that is special.
_AGREED: tuple[tuple[Customer, str, str, str, dict[str, str]], ...] = (
    (NORDLICHT, VPN, "99.9", AROUND_THE_CLOCK, {}),
    (NORDLICHT, EMAIL, "99.9", AROUND_THE_CLOCK, _EMAIL_RULES),
    (NORDLICHT, "Prämienrechnung", "99.5", "nordlicht-office", {}),
    (NORDLICHT, "Claims portal", "99.5", "nordlicht-office", {}),
    (NORDLICHT, "Workplace", "99.7", "nordlicht-office", {}),
    (NORDLICHT, HR, "99", "nordlicht-office", {}),
    (NORDLICHT, "Managed backup", "99.5", "nordlicht-office", {"starts_on": "2025-09-15"}),
    (HALVORSEN, VPN, "99.9", AROUND_THE_CLOCK, {}),
    (HALVORSEN, EMAIL, "99.9", AROUND_THE_CLOCK, _EMAIL_RULES),
    (HALVORSEN, "Point of sale", "99.9", AROUND_THE_CLOCK, {}),
    (HALVORSEN, "Web shop", "99.9", AROUND_THE_CLOCK, {}),
    (HALVORSEN, "Order API", "99.9", AROUND_THE_CLOCK, {}),
    (HALVORSEN, "Data warehouse", "99", "halvorsen-office", {}),
    (AOYAMA, VPN, "99.9", AROUND_THE_CLOCK, {}),
    (AOYAMA, EMAIL, "99.9", AROUND_THE_CLOCK, _EMAIL_RULES),
    (AOYAMA, "生産管理", "99.5", "aoyama-office", {}),
    (AOYAMA, "Printing", "99", "aoyama-office", {"degraded": "50 %"}),
)
# Lines of the contracts: what the review looks at.
_LINES: tuple[tuple[Customer, str, dict[str, str]], ...] = (
    (NORDLICHT, VPN, {"class": "critical", "weight": "2"}),
    (NORDLICHT, "Claims portal", {}),
    (HALVORSEN, "Point of sale", {"class": "critical", "weight": "3", "minimum": "99 %"}),
    (HALVORSEN, "Web shop", {"class": "critical", "weight": "3", "minimum": "99.5 %"}),
    (AOYAMA, "生産管理", {"class": "critical", "weight": "2"}),
    (AOYAMA, "Printing", {"period": "quarter"}),
)


def availability() -> Rows:
    """The sheet of availability; the clock of services around the clock is the customer's."""
    return [
        {
            "customer": customer.name,
            "service": service,
            "calendar_id": clock_of(customer) if calendar == AROUND_THE_CLOCK else calendar,
            "target": f"{target} %",
            "users": str(_USERS[service]),
        }
        | special
        for customer, service, target, calendar, special in _AGREED
    ]


def clock_of(customer: Customer) -> str:
    """The calendar around the clock in the zone of a customer."""
    return f"{customer.name.split()[0].lower()}-24x7"


def clocks() -> Rows:
    """Calendars around the clock, so that months are those of the customer's zone."""
    return [
        {
            "calendar_id": clock_of(customer),
            "name": f"Around the clock, {customer.name.split()[0]}",
            "timezone": customer.zone,
            "always_open": "yes",
        }
        for customer in (NORDLICHT, HALVORSEN, AOYAMA)
    ]


def availability_lines() -> Rows:
    """Lines of contracts on availability."""
    targets = {(customer, service): target for customer, service, target, *_ in _AGREED}
    return [
        {
            "level_id": f"{customer.name.split()[0]} {service} available",
            "name": f"{service} available",
            "customer": customer.name,
            "services": service,
            "measure": "availability",
            "expected": f"{targets[customer, service]} %",
        }
        | special
        for customer, service, special in _LINES
    ]
