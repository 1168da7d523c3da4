"""Registers for tests: small ones, written as rows of plain words."""

from __future__ import annotations

from slm_analytics.register.rows import Register, register_from

OFFICE = {"calendar_id": "office", "timezone": "Europe/Berlin", "country": "DE"}
OFFICE_HOURS = {
    "calendar_id": "office",
    "weekday": "mon-fri",
    "opens": "08:00",
    "closes": "18:00",
}
P2 = {"target_id": "P2", "priority": "P2", "target": "8 h", "calendar_id": "office"}


def office(**sheets: list[dict[str, str]]) -> Register:
    """Return a register with office hours in Germany and a target for P2; sheets may be others."""
    usual = {"calendars": [OFFICE], "hours": [OFFICE_HOURS], "targets": [P2]}
    return register_from(usual | sheets)
