"""A store of thirteen tickets, small enough to work out every figure by hand.

Nordland's tickets are in New York time, Ume's in Tokyo time. The clock of New
York went forward on 2026-03-08; no ticket's life crosses that night.
"""

from __future__ import annotations

from tests.warehouse.stores import File, Row

_HEADINGS = (
    "ticket_id", "customer", "service", "priority", "state", "opened_at", "resolved_at",
    "closed_at", "updated_at", "due_at", "duplicate_of", "reopen_count", "reassignment_count",
    "made_sla",
)  # fmt: skip


def _rows(text: str) -> list[Row]:
    lines = [line.split("|") for line in text.strip().splitlines()]
    return [dict(zip(_HEADINGS, map(str.strip, line), strict=True)) for line in lines]


NORDLAND = _rows("""
T01|Nordland|VPN |P1|Closed     |2026-03-02 08:00|2026-03-02 12:00|2026-03-05 12:00|2026-03-05 12:00|2026-03-02 16:00|   |0|1|true
T02|Nordland|VPN |P2|Resolved   |2026-03-31 20:00|2026-03-31 23:30|                |2026-03-31 23:30|2026-04-01 04:00|   |1|3|false
T03|Nordland|Mail|P2|Closed     |2026-03-10 09:00|                |2026-04-02 09:00|2026-04-02 09:00|                |   | | |
T04|Nordland|    |P3|Cancelled  |2026-03-15 09:00|                |2026-03-16 09:00|2026-03-16 09:00|                |   | | |false
T05|Nordland|Mail|P3|Closed     |2026-03-02 09:00|2026-03-02 10:00|2026-03-03 10:00|2026-03-03 10:00|                |T01|0|0|true
T06|Nordland|VPN |P1|In Progress|2026-03-20 10:00|                |                |2026-03-25 10:00|                |   |0| |true
T07|Nordland|Mail|P3|Resolved   |2026-02-27 18:00|2026-03-03 18:00|                |2026-03-03 18:00|                |   |2|2|false
T08|        |VPN |  |Closed     |2026-03-05 08:00|                |                |2026-03-06 08:00|                |   | | |
T09|Nordland|Mail|P2|Resolved   |2026-04-01 00:10|2026-04-01 02:10|                |2026-04-01 02:10|                |   |0|0|true
T10|Nordland|VPN |P1|On Hold    |2026-04-03 10:00|                |                |2026-04-04 12:00|                |   | | |
T13|Nordland|Mail|P3|Closed     |2026-03-12 08:00|                |                |                |                |   | | |
""")  # noqa: E501
UME = _rows("""
T11|Ume     |Mail|P2|Closed     |2026-03-31 23:00|2026-04-01 01:00|2026-04-02 01:00|2026-04-02 01:00|                |   |0|4|true
T12|Ume     |Mail|P2|New        |2026-04-01 00:30|                |                |2026-04-01 00:30|                |   | | |
""")  # noqa: E501

FILES = (
    File(name="nordland.csv", rows=NORDLAND, zone="America/New_York"),
    File(name="ume.csv", rows=UME, zone="Asia/Tokyo"),
)
