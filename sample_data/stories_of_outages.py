"""Stories about single outages: the clock change, maintenance, flapping, several sources."""

from collections.abc import Iterable
from datetime import timedelta

from sample_data import components as on
from sample_data.outage import Outage
from sample_data.portfolio import EMAIL, HALVORSEN, NORDLICHT, VPN
from sample_data.scripted_outage import outage_of, part_of
from sample_data.sheet_csv import clock
from sample_data.story import Story
from sample_data.ticket import Ticket

_NEW_YORK = HALVORSEN.zone


def single_outages(told: Iterable[Story]) -> list[Story]:
    """All stories of this module."""
    known = {story.name: story for story in told}
    return [
        _overlapping_sources(),
        _over_clock_change(known["dst_change"].tickets[-1]),
        _still_open(),
        _longer_than_maintenance(),
        _flapping(),
        _added_mid_month(),
        _black_friday(known["major_incident"].tickets[0]),
    ]


def _overlapping_sources() -> Story:
    cdn = outage_of(
        on.SHOP, "2025-11-12 10:02:00", "2025-11-12 10:41:00", _NEW_YORK,
        customer=HALVORSEN.name, cause="supplier", users=5200, seen=(131, 175),
        what="Pages come without images, then not at all",
    )  # fmt: skip
    part = part_of("shop-cdn", cdn, "supplier")
    part.seen = (65, 20)
    return Story(
        name="overlapping_sources",
        title="Web shop, 2025-11-12: three sources tell the same outage with different edges",
        what="The list says 10:02:00 to 10:41:00 New York time; the monitor of the shop first "
        "failed at 10:04:11 and was answered again at 10:43:55; that of the component shop-cdn "
        "says 10:03:05 to 10:39:20. Together the service was down for 41 min 55 s, once.",
        tickets=[],
        facts={
            "customer": HALVORSEN.name,
            "service": on.SHOP,
            "outages": [cdn, part],
            "listed_seconds": 2340,
            "union_seconds": 2515,
        },
    )


def _over_clock_change(ticket: Ticket) -> Story:
    vpn = outage_of(
        VPN, "2025-03-30 01:20:00", "2025-03-30 04:10:00", cause="supplier",
        what="Telvia moved a line and lost it", users=900,
    )  # fmt: skip
    portal = outage_of(
        on.CLAIMS, "2026-03-29 00:21:00", "2026-03-29 04:52:00", customer=NORDLICHT.name,
        cause="certificate expired", ticket=ticket, users=310, what="Portal down",
    )  # fmt: skip
    return Story(
        name="outage_over_clock_change",
        title="Two outages over the hour that was left out in spring",
        what="VPN access was down from 01:20 to 04:10 on 2025-03-30: 1 h 50 min and not 2 h 50 "
        "min. The Claims portal was down from 00:21 to 04:52 on 2026-03-29: 3 h 31 min.",
        tickets=[ticket],
        facts={
            "outages": [vpn, part_of("link-telvia", vpn, "supplier"), portal],
            "seconds": [6600, 6480, 12660],
        },
    )


def _still_open() -> Story:
    tills = Outage(
        started_at=clock("2026-10-31 14:40:00", _NEW_YORK),
        ended_at=None,
        customer=HALVORSEN.name,
        service=on.TILLS,
        site="Albany",
        cause="network",
        impact=31,
        users=96,
        stages=[clock("2026-10-31 14:46:00", _NEW_YORK)],
        what="No tills in the stores of Albany; a digger cut the line",
    )
    return Story(
        name="open_outage",
        title="Point of sale in Albany: still down at the end of the data",
        what="Began on 2026-10-31 at 18:40 UTC and has no end: it counts until the as-of time. "
        "The other two sites have no such trouble; 31 % of the users are concerned.",
        tickets=[],
        facts={"customer": HALVORSEN.name, "service": on.TILLS, "outages": [tills]},
    )


def _longer_than_maintenance() -> Story:
    mail = outage_of(
        EMAIL, "2025-09-14 01:15:00", "2025-09-14 05:05:00", cause="change", users=1400,
        what="The move of the mail store took longer than the window",
    )  # fmt: skip
    return Story(
        name="longer_than_maintenance",
        title="Email and calendar, 2025-09-14: work ran 65 minutes over its window",
        what="The agreed window was 00:00 to 04:00 Berlin time; mail was gone from 01:15 to 05:05. "
        "Of 3 h 50 min down, 2 h 45 min are maintenance and 1 h 5 min count.",
        tickets=[],
        facts={
            "service": EMAIL,
            "outages": [mail, part_of("store-01", mail, "change")],
            "seconds": 13800,
            "seconds_after_window": 3900,
        },
    )


def _flapping() -> Story:
    begun = clock("2026-02-10 15:03:00", _NEW_YORK)
    lengths = (70, 95, 60, 150, 80, 110, 65, 170, 90)
    down = []
    for n, seconds in enumerate(lengths):
        start = begun + timedelta(seconds=n * 380)
        down.append(
            Outage(
                started_at=start,
                ended_at=start + timedelta(seconds=seconds),
                customer=HALVORSEN.name,
                service=on.SHOP,
                cause="configuration",
                users=4100,
                what="A load balancer with a wrong health check",
                seen=(20, 0),
            )
        )
    return Story(
        name="flapping",
        title="Web shop, 2026-02-10: nine outages within an hour",
        what="Each lasted one to three minutes; together 14 min 50 s. Counted one by one they are "
        "nine failures; joined over gaps of up to six minutes they are one of 52 min 10 s.",
        tickets=[],
        facts={
            "customer": HALVORSEN.name,
            "service": on.SHOP,
            "outages": down,
            "seconds": sum(lengths),
        },
    )


def _added_mid_month() -> Story:
    backup = outage_of(
        on.BACKUP, "2025-09-23 10:10:00", "2025-09-23 10:52:00", customer=NORDLICHT.name,
        cause="configuration", what="Restores refused", users=12,
    )  # fmt: skip
    return Story(
        name="service_added_mid_month",
        title="Managed backup: measured from 2025-09-15 on",
        what="Its first month has 16 of 30 days. One outage of 42 minutes, on 2025-09-23.",
        tickets=[],
        facts={
            "customer": NORDLICHT.name,
            "service": on.BACKUP,
            "starts_on": "2025-09-15",
            "outages": [backup, part_of("vault-01", backup, "configuration")],
        },
    )


def _black_friday(ticket: Ticket) -> Story:
    tills = outage_of(
        on.TILLS, "2025-11-28 09:08:00", "2025-11-28 14:31:00", _NEW_YORK, ticket=ticket,
        customer=HALVORSEN.name, cause="network", users=310, impact=100, what=ticket.subject,
    )  # fmt: skip
    return Story(
        name="outage_of_major_incident",
        title="Black Friday 2025: the outage behind the major incident",
        what="All tills were offline for 5 h 23 min; the parent ticket of `major_incident` tells "
        "of it.",
        tickets=[ticket],
        facts={
            "customer": HALVORSEN.name,
            "service": on.TILLS,
            "outages": [tills, part_of("store-net", tills, "network")],
            "seconds": 19380,
        },
    )
