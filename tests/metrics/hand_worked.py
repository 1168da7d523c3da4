"""A store of thirteen tickets and what is agreed of them, small enough to work out by hand.

Nordland's tickets are in New York time, Ume's in Tokyo time. The clock of New
York went forward on 2026-03-08; no ticket's life crosses that night.

Agreed is a resolution within 4 h for P1 and 3 h for P2, around the clock; within
24 h for P3, Monday to Friday 8 to 18 in New York; an answer within 3 h for P1
and P2, around the clock, which a ticket is given at its end at the latest; and
that Acme holds a ticket no longer than 5 h. T07 was on hold for 2 h in all.
"""

from __future__ import annotations

from slm_analytics.register.rows import register_from
from tests.warehouse.stores import File, Row

_HEADINGS = (
    "ticket_id", "customer", "service", "priority", "state", "opened_at", "resolved_at",
    "closed_at", "updated_at", "due_at", "duplicate_of", "reopen_count", "reassignment_count",
    "made_sla", "vendor", "paused_seconds",
)  # fmt: skip


def _rows(text: str) -> list[Row]:
    lines = [line.split("|") for line in text.strip().splitlines()]
    return [dict(zip(_HEADINGS, map(str.strip, line), strict=True)) for line in lines]


NORDLAND = _rows("""
T01|Nordland|VPN |P1|Closed     |2026-03-02 08:00|2026-03-02 12:00|2026-03-05 12:00|2026-03-05 12:00|2026-03-02 16:00|   |0|1|true|Acme|
T02|Nordland|VPN |P2|Resolved   |2026-03-31 20:00|2026-03-31 23:30|                |2026-03-31 23:30|2026-04-01 04:00|   |1|3|false||
T03|Nordland|Mail|P2|Closed     |2026-03-10 09:00|                |2026-04-02 09:00|2026-04-02 09:00|                |   | | ||Acme|
T04|Nordland|    |P3|Cancelled  |2026-03-15 09:00|                |2026-03-16 09:00|2026-03-16 09:00|                |   | | |false||
T05|Nordland|Mail|P3|Closed     |2026-03-02 09:00|2026-03-02 10:00|2026-03-03 10:00|2026-03-03 10:00|                |T01|0|0|true||
T06|Nordland|VPN |P1|In Progress|2026-03-20 10:00|                |                |2026-03-25 10:00|                |   |0| |true||
T07|Nordland|Mail|P3|Resolved   |2026-02-27 18:00|2026-03-03 18:00|                |2026-03-03 18:00|                |   |2|2|false||7200
T08|        |VPN |  |Closed     |2026-03-05 08:00|                |                |2026-03-06 08:00|                |   | | |||
T09|Nordland|Mail|P2|Resolved   |2026-04-01 00:10|2026-04-01 02:10|                |2026-04-01 02:10|                |   |0|0|true||
T10|Nordland|VPN |P1|On Hold    |2026-04-03 10:00|                |                |2026-04-04 12:00|                |   | | |||
T13|Nordland|Mail|P3|Closed     |2026-03-12 08:00|                |                |                |                |   | | |||
""")  # noqa: E501
UME = _rows("""
T11|Ume     |Mail|P2|Closed     |2026-03-31 23:00|2026-04-01 01:00|2026-04-02 01:00|2026-04-02 01:00|                |   |0|4|true||
T12|Ume     |Mail|P2|New        |2026-04-01 00:30|                |                |2026-04-01 00:30|                |   | | |||
""")  # noqa: E501

FILES = (
    File(name="nordland.csv", rows=NORDLAND, zone="America/New_York"),
    File(name="ume.csv", rows=UME, zone="Asia/Tokyo"),
)


def _resolution(priority: str, target: str, calendar: str) -> dict[str, str]:
    return {"target_id": f"{priority} resolution", "clock": "resolution", "priority": priority,
            "target": target, "calendar_id": calendar, "share": "80 %"}  # fmt: skip


def _response(priority: str) -> dict[str, str]:
    return {"target_id": f"{priority} response", "clock": "response", "priority": priority,
            "target": "3 h", "calendar_id": "always", "response_states": "cancelled"}  # fmt: skip


AGREED = register_from(
    {
        "calendars": [
            {"calendar_id": "always", "timezone": "UTC", "always_open": "yes"},
            {"calendar_id": "office", "timezone": "America/New_York"},
        ],
        "hours": [
            {"calendar_id": "office", "weekday": "mon-fri", "opens": "08:00", "closes": "18:00"}
        ],
        "targets": [
            _resolution("P1", "4 h", "always"),
            _resolution("P2", "3 h", "always"),
            _resolution("P3", "24 h", "office"),
            _response("P1"),
            _response("P2"),
            {"target_id": "Acme", "clock": "holding", "holder": "Acme", "target": "5 h",
             "calendar_id": "always"},
        ],
    }
)  # fmt: skip
