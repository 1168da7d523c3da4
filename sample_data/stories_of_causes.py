"""Stories about why services fail: what fails together, again and again, or by another's hand."""

from collections.abc import Sequence
from datetime import datetime

from sample_data import components as on
from sample_data.outage import MINUTE, Outage
from sample_data.portfolio import AOYAMA, HALVORSEN, NORDLICHT, VPN
from sample_data.scripted_outage import outage_of, part_of
from sample_data.story import Story
from sample_data.ticket import Ticket

_NEW_YORK, _TOKYO = HALVORSEN.zone, AOYAMA.zone
_RENEWALS = (
    ("2024-11-19 00:14:10", "2024-11-19 00:46:00"), ("2025-01-18 21:33:20", "2025-01-18 22:05:00"),
    ("2025-04-18 06:00:00", "2025-04-18 06:33:00"), ("2025-07-15 19:22:30", "2025-07-15 19:51:00"),
    ("2025-10-14 05:00:00", "2025-10-14 05:36:00"), ("2026-01-13 05:00:00", "2026-01-13 05:27:00"),
    ("2026-04-14 05:00:00", "2026-04-14 05:31:00"), ("2026-07-16 09:06:00", "2026-07-16 09:41:00"),
    ("2026-10-13 05:00:00", "2026-10-13 05:29:00"),
)  # fmt: skip


def outages_with_a_cause(tickets: Sequence[Ticket]) -> list[Story]:
    """All stories of this module."""
    return [
        _failing_together(),
        _proposed_exclusion(),
        _without_ticket(),
        _repeated_cause(tickets),
    ]


def _failing_together() -> Story:
    what = "Core switch in München lost its power supply"
    said: dict[str, object] = {"customer": NORDLICHT.name, "cause": "hardware", "what": what}
    billing = outage_of(on.BILLING, "2026-03-10 09:20:00", "2026-03-10 10:50:00", users=240, **said)
    claims = outage_of(on.CLAIMS, "2026-03-10 09:21:00", "2026-03-10 10:47:00", users=310, **said)
    return Story(
        name="failing_together",
        title="2026-03-10: two services stand on one switch",
        what="net-muc failed at 09:20 Berlin time; Prämienrechnung and the Claims portal went with "
        "it within a minute.",
        tickets=[],
        facts={
            "component": "net-muc",
            "services": [on.BILLING, on.CLAIMS],
            "outages": [billing, claims, part_of("net-muc", billing, "hardware")],
        },
    )


def _proposed_exclusion() -> Story:
    storm = "台風で大阪の送電が停止"
    said: dict[str, object] = {
        "customer": AOYAMA.name, "site": "大阪", "cause": "power", "what": storm,
        "exclusion_reason": "Force majeure: typhoon, the grid of Osaka was switched off",
    }  # fmt: skip
    plant, prints = (
        outage_of(service, "2025-08-29 13:12:00", "2025-08-29 19:40:00", _TOKYO, users=n, **said)
        for service, n in ((on.PLANT, 180), (on.PRINTING, 220))
    )
    agreed = outage_of(
        on.PRINTING, "2026-02-18 10:05:00", "2026-02-18 12:20:00", _TOKYO, customer=AOYAMA.name,
        site="名古屋", cause="customer", users=60, excluded="yes", approved_by="青山 恵子",
        exclusion_reason="Caused by the customer: power of the print room was switched off",
        what="印刷室の電源工事",
    )  # fmt: skip
    return Story(
        name="proposed_exclusion",
        title="A typhoon that is proposed to be left out, and one that is agreed",
        what="Nobody at Aoyama has agreed to leave the typhoon of 2025-08-29 out: it counts until "
        "somebody does. The outage of 2026-02-18 says who agreed.",
        tickets=[],
        facts={
            "outages": [plant, prints, part_of("plant-net", plant, "power"), agreed],
            "proposed": [plant, prints],
            "agreed": [agreed],
        },
    )


def _without_ticket() -> Story:
    reports = outage_of(
        on.WAREHOUSE, "2026-04-16 10:05:00", "2026-04-16 13:20:00", _NEW_YORK, users=130,
        customer=HALVORSEN.name, cause="capacity", what="No reports: the disks were full",
    )  # fmt: skip
    return Story(
        name="outage_without_ticket",
        title="Data warehouse, 2026-04-16: three hours down and nobody opened a ticket",
        what="Within office hours, 3 h 15 min; no urgent ticket of the service within two days.",
        tickets=[],
        facts={
            "customer": HALVORSEN.name,
            "service": on.WAREHOUSE,
            "outages": [reports, part_of("dwh-01", reports, "capacity")],
        },
    )


def _repeated_cause(tickets: Sequence[Ticket]) -> Story:
    down: list[Outage] = []
    for start, stop in _RENEWALS:
        vpn = outage_of(
            VPN, start, stop, cause="certificate expired", users=900,
            what="The gateways' certificate had run out",
        )  # fmt: skip
        vpn.ticket = _certificate_ticket(tickets, vpn.started_at)
        gateways = [part_of(f"vpn-gw-0{n}", vpn, "certificate expired") for n in (1, 2)]
        down += [vpn, *gateways]
    return Story(
        name="repeated_cause",
        title="VPN access: the certificate expires each quarter",
        what="Nine outages in nine quarters with one cause, about half an hour each; both gateways "
        "go at once, so the second does not help.",
        tickets=[each.ticket for each in down if each.ticket],
        facts={
            "service": VPN,
            "cause": "certificate expired",
            "outages": down,
            "quarters": len(_RENEWALS),
        },
    )


def _certificate_ticket(tickets: Sequence[Ticket], start: datetime) -> Ticket | None:
    """The priority 1 ticket that was opened within minutes of it, where there is one."""
    return next(
        (
            ticket
            for ticket in tickets
            if ticket.service is not None
            and ticket.service.name == VPN
            and ticket.subject == "VPN certificate has expired"
            and ticket.updates[0].step.priority == 1
            and start < ticket.opened_at < start + 20 * MINUTE
        ),
        None,
    )
