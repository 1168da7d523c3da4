"""What the stories of outages are written with."""

from sample_data.outage import MINUTE, Outage
from sample_data.portfolio import NORDLICHT
from sample_data.sheet_csv import clock


def outage_of(
    service: str, start: str, stop: str, zone: str = NORDLICHT.zone, **more: object
) -> Outage:
    begun, over = clock(start, zone), clock(stop, zone)
    length = over - begun
    said: dict[str, object] = {
        "service": service,
        "stages": [begun + length * share for share in (0.08, 0.35, 0.85)],
    }
    return Outage(started_at=begun, ended_at=over, **(said | more))  # type: ignore[arg-type]


def part_of(name: str, outage: Outage, cause: str) -> Outage:
    """The component that took a service down: repaired a little before the service was back."""
    return Outage(
        started_at=outage.started_at,
        ended_at=outage.over_at - 2 * MINUTE,
        component=name,
        cause=cause,
        what=f"{name} down",
    )
