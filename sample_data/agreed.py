"""What Meridian IT Services agreed with its customers, as the product's register workbook.

The targets are those of the tools, with the holidays that the tools do not know. Aoyama's tool
notes first responses, so they have targets; two lines have changed since, and one group and one
supplier have a target of their own.
"""

from datetime import date

from sample_data import public_holidays
from sample_data.agreements import agreements, catalogue, contacts
from sample_data.available import availability, availability_lines, clocks
from sample_data.backing import lines_behind, supports
from sample_data.lines import deliverables, monthly_values, service_levels
from sample_data.portfolio import AOYAMA, HALVORSEN, NORDLICHT, VPN, Customer
from sample_data.tool_clock import TARGET_HOURS
from slm_analytics.register.public_holidays import public_holidays as holidays_of
from slm_analytics.register.rows import register_from
from slm_analytics.register.workbook import workbook

Rows = list[dict[str, str]]

AROUND_THE_CLOCK = "24x7"
_OFFICES = {
    NORDLICHT: ("nordlicht-office", "Office hours Nordlicht", "DE"),
    HALVORSEN: ("halvorsen-office", "Office hours Halvorsen", "US"),
    AOYAMA: ("aoyama-office", "Office hours Aoyama", "JP"),
}
_SHARE = "95 %"
_RESPONSES = {1: "15 min", 2: "1 h", 3: "2 h", 4: "4 h"}
_NEW_RESPONSE = {2: "30 min"}  # from 2026 on
_DAYS_OFF = {(1, 2): "Oshogatsu", (1, 3): "Oshogatsu", (12, 30): "Year end", (12, 31): "Year end"}


def register_workbook() -> bytes:
    """The register, as a file."""
    return workbook(
        register_from(
            {
                "calendars": [*_calendars(), *clocks()],
                "hours": _hours(),
                "holidays": _holidays(),
                "special_days": _special_days(),
                "targets": [*_resolution(), *_response(), *_holding()],
                "deliverables": deliverables(),
                "monthly_values": monthly_values(),
                "service_levels": [*service_levels(), *availability_lines(), *lines_behind()],
                "availability": availability(),
                "supports": supports(),
                "agreements": agreements(),
                "services": catalogue(),
                "contacts": contacts(),
            }
        )
    )


def _calendars() -> Rows:
    rows = [
        {
            "calendar_id": AROUND_THE_CLOCK,
            "name": "Around the clock",
            "timezone": "UTC",
            "always_open": "yes",
        }
    ]
    for customer, (name, title, country) in _OFFICES.items():
        rows.append(
            {"calendar_id": name, "name": title, "timezone": customer.zone, "country": country}
        )
    return rows


def _hours() -> Rows:
    return [
        {"calendar_id": name, "weekday": "mon-fri", "opens": "08:00", "closes": "18:00"}
        for name, _, _ in _OFFICES.values()
    ]


def _holidays() -> Rows:
    """Days on which a customer's office differs from its country's public holidays."""
    rows: Rows = []
    for customer, (name, _, country) in _OFFICES.items():
        public = holidays_of(country) or {}
        own = {day for day in customer.holidays if day.weekday() < 5}
        worked = {day for day in set(public) - own if _worked(day)}
        rows += [
            {"calendar_id": name, "date": day.isoformat()}
            | {"name": _DAYS_OFF.get((day.month, day.day), "Closed")}
            for day in sorted(own - set(public))
        ]
        rows += [
            {"calendar_id": name, "date": day.isoformat(), "name": public[day], "closed": "no"}
            for day in sorted(worked)
        ]
    return rows


def _worked(day: date) -> bool:
    return day.year in public_holidays.YEARS and day.weekday() < 5 and day >= date(2024, 10, 1)


def _special_days() -> Rows:
    """Days after the last extract: what is agreed, not what has happened."""
    return [
        {
            "calendar_id": "nordlicht-office",
            "date": f"2026-12-{day}",
            "opens": "08:00",
            "closes": "13:00",
            "name": name,
        }
        for day, name in ((24, "Christmas Eve"), (31, "New Year's Eve"))
    ]


def _resolution() -> Rows:
    rows = []
    for customer in _OFFICES:
        for priority, hours in TARGET_HOURS.items():
            row = _line(customer, priority) | {"target": f"{hours} h", "share": _SHARE}
            if (customer, priority) == (NORDLICHT, 4):
                rows.append(row | {"valid_to": "2025-12-31", "share": "90 %"})
                row |= {"valid_from": "2026-01-01"}
            rows.append(row)
    return rows


def _response() -> Rows:
    rows = []
    for priority, length in _RESPONSES.items():
        row = _line(AOYAMA, priority, "response") | {"target": length, "share": "90 %"}
        if priority in _NEW_RESPONSE:
            rows.append(row | {"valid_to": "2025-12-31"})
            row |= {"valid_from": "2026-01-01", "target": _NEW_RESPONSE[priority]}
        rows.append(row)
    return rows


def _holding() -> Rows:
    """An OLA with the group that runs the VPN, and an underpinning contract with its supplier."""
    service = NORDLICHT.service(VPN)
    calendar = _OFFICES[NORDLICHT][0]
    both = {"clock": "holding", "customer": NORDLICHT.name, "service": VPN}
    return [
        both
        | {"target_id": "OLA Network VPN", "holder": service.group, "target": "20 h"}
        | {"calendar_id": calendar, "share": "90 %", "valid_from": "2025-01-01"},
        both
        | {"target_id": "UC Telvia VPN", "holder": service.vendor, "target": "16 h"}
        | {"calendar_id": calendar, "share": _SHARE, "pauses": "none"},
    ]


def _line(customer: Customer, priority: int, clock: str = "resolution") -> dict[str, str]:
    calendar = AROUND_THE_CLOCK if priority == 1 else _OFFICES[customer][0]
    short = customer.name.split()[0]
    return {
        "target_id": f"{short} P{priority} {clock}",
        "clock": clock,
        "customer": customer.name,
        "priority": f"P{priority}",
        "calendar_id": calendar,
    }
