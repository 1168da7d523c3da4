"""A store with outages of two services, for the tests of exclusions.

Customer A is agreed 99.9 % of Email around the clock (UTC). Email of A is down in March 2026:

    O-1   3 March 10:00 to 11:00, 60 min
    O-2   3 March 10:30 to 11:30: with O-1 90 min
    O-3  10 March 08:00 to 08:45, 45 min
    O-4   2 April 09:00 to 09:30, 30 min; VPN (any customer) is down from 09:00 to 10:00

A month of 31 days may be down for 44 min 38.4 s.
"""

from __future__ import annotations

from slm_analytics.domain.correction import Approval, CorrectionState, Ground
from slm_analytics.ingest import exclusions
from slm_analytics.ingest.exclusions import Moved, Proposal, Said
from slm_analytics.register.rows import register_from
from slm_analytics.settings import DataFolder
from tests.warehouse.stores import File, Row, load_under, table

MARCH, APRIL = "2026-03", "2026-04"
AGREED = register_from(
    {
        "calendars": [{"calendar_id": "always", "timezone": "UTC", "always_open": "yes"}],
        "availability": [
            {"service": "Email", "customer": "A", "calendar_id": "always", "target": "99.9 %"}
        ],
        "service_levels": [
            {"level_id": "Email available", "customer": "A", "services": "Email",
             "measure": "availability", "expected": "99.9 %"},
        ],
    }
)  # fmt: skip
INES = Said(who="Ines", reason="typhoon", evidence="weather report")


def outage(number: int, start: str, end: str, **more: str) -> Row:
    row = {
        "outage_id": f"O-{number}", "customer": "A", "service": "Email",
        "started_at": f"2026-{start}:00", "ended_at": f"2026-{end}:00",
    }  # fmt: skip
    return row | more


OUTAGES = (
    outage(1, "03-03 10:00", "03-03 11:00"),
    outage(2, "03-03 10:30", "03-03 11:30"),
    outage(3, "03-10 08:00", "03-10 08:45"),
    outage(4, "04-02 09:00", "04-02 09:30"),
    outage(5, "04-02 09:00", "04-02 10:00", service="VPN", customer=""),
)
TICKETS: tuple[Row, ...] = tuple(
    {
        "ticket_id": f"T{number}", "customer": "A", "service": "Email",
        "opened_at": f"2026-{opened}:00", "updated_at": f"2026-{opened}:00",
        "resolved_at": f"2026-{opened}:00",
    }
    for number, opened in enumerate(("02-10 08:00", "03-10 08:00", "04-02 08:00", "04-05 08:00"))
)  # fmt: skip


def agreed_store(folder: DataFolder) -> DataFolder:
    load_under(
        folder,
        AGREED,
        File(name="tickets.csv", rows=TICKETS),
        File(name="outages.csv", rows=OUTAGES, source="outages"),
    )
    return folder


def proposal(start: str, until: str, **more: str) -> Proposal:
    said = {"service": "Email", "customer": "A", "start": f"2026-{start}", "until": f"2026-{until}"}
    return Proposal(**(said | more), ground=Ground.FORCE_MAJEURE)


def brought_to(
    folder: DataFolder, wanted: CorrectionState, asked: Proposal, *, said: Said = INES
) -> Moved:
    """Propose, and bring the exclusion to a state that is neither rejected nor withdrawn."""
    moved = exclusions.propose(folder, asked, said)
    for state in (CorrectionState.SUBMITTED, CorrectionState.ACCEPTED):
        if moved.correction.state is not wanted:
            moved = moved_to(folder, moved, state)
    assert moved.correction.state is wanted
    return moved


def moved_to(folder: DataFolder, moved: Moved, state: CorrectionState) -> Moved:
    agreed = Approval(provider="Ines", customer="Weber", on=exclusions.agreed_on("2026-04-04"))
    approval = agreed if state is CorrectionState.ACCEPTED else None
    return exclusions.move(folder, moved.correction.correction_id, state, INES, approval)


def minutes(folder: DataFolder, month: str = MARCH, service: str = "Email") -> tuple[float, ...]:
    """Minutes of downtime in a month: measured, agreed, and if all were accepted."""
    rows = table(folder, "availability_day")
    mine = rows[
        (rows["kind"] == "service")
        & (rows["service"] == service)
        & (rows["happened_on"].astype(str).str[:7] == month)
    ]
    names = ("measured_ppm_seconds", "down_ppm_seconds", "accepted_all_ppm_seconds")
    return tuple(float(mine[name].sum()) / 60_000_000 for name in names)
