"""Stories about the clock: holidays, the change of the clocks, a reopening, a pause."""

from sample_data.portfolio import NORDLICHT
from sample_data.scripted import begun, held, opened, resolved, scripted
from sample_data.story import Story
from sample_data.ticket import Ticket


def bank_holiday_week() -> Story:
    """Tickets that wait over Easter 2026 and are missed only by a clock without holidays."""
    lines = (
        ("Claims portal", "Schadenmeldung ohne Bestätigung", "13:05:10", "10:12:40"),
        ("Claims portal", "Upload of photos fails", "13:48:31", "09:20:05"),
        ("Claims portal", "Search finds no claims", "14:26:00", "11:02:11"),
        ("Prämienrechnung", "Rechnungslauf hängt", "13:31:52", "08:55:18"),
        ("Prämienrechnung", "Beitrag für Zweitwagen falsch", "15:07:44", "11:40:09"),
        ("Prämienrechnung", "Invoice PDF is empty", "16:15:03", "13:05:36"),
        ("Workplace", "Docking station not recognised", "12:40:27", "09:31:50"),
        ("Workplace", "Headset has no sound", "15:52:19", "12:20:02"),
    )
    tickets = [
        scripted(
            NORDLICHT,
            service,
            3,
            subject,
            opened(f"2026-04-02 {start}"),
            begun(f"2026-04-02 {start[:2]}:59:30"),
            resolved(f"2026-04-07 {stop}"),
        )
        for service, subject, start, stop in lines
    ]
    return Story(
        name="bank_holiday_week",
        title="Easter 2026: missed for the tool, kept under the agreed holidays",
        what="Priority 3 tickets opened on Maundy Thursday and resolved on the Tuesday after "
        "Easter. The tool counts Good Friday and Easter Monday as working days, passes 24 h and "
        "flags them as missed. Without Easter Monday, and all the more without both, they are met.",
        tickets=tickets,
        facts={
            "customer": NORDLICHT.name,
            "opened_on": "2026-04-02",
            "resolved_on": "2026-04-07",
            "holidays": ["2026-04-03", "2026-04-06"],
            "target_hours": 24,
            "made_sla": False,
            "count": len(tickets),
        },
    )


def dst_change() -> Story:
    """Priority 1 tickets in the nights when the clocks change."""
    claims = "Claims portal"
    first = scripted(
        NORDLICHT,
        claims,
        1,
        "Portal down: no logon possible",
        opened("2025-10-26 02:30:00"),
        begun("2025-10-26 02:41:00"),
        resolved("2025-10-26 06:00:00"),
    )
    second = scripted(
        NORDLICHT,
        claims,
        1,
        "Portal down: claims database offline",
        opened("2025-10-26 02:30:00", fold=1),
        begun("2025-10-26 02:38:00", fold=1),
        resolved("2025-10-26 05:45:00"),
    )
    spring = scripted(
        NORDLICHT,
        claims,
        1,
        "Portal down: certificate expired",
        opened("2026-03-29 00:30:00"),
        begun("2026-03-29 00:37:00"),
        resolved("2026-03-29 05:00:00"),
    )
    return Story(
        name="dst_change",
        title="Priority 1 tickets in the nights of the clock change",
        what="Two tickets carry 2025-10-26 02:30:00 as opening time, an hour that happened twice: "
        "the one with the lower number in its first pass, the other in its second. The file does "
        "not say which; the tool, which keeps UTC, judged by the true duration. A third ticket "
        "spans the missing hour of 2026-03-29 and is shorter than its naive times say.",
        tickets=[first, second, spring],
        facts={
            "customer": NORDLICHT.name,
            "target_seconds": 4 * 3600,
            "cases": [
                _dst_case(first, "2025-10-26T00:30:00Z", 12600, 16200)
                | {"seconds_if_second_pass": 12600},
                _dst_case(second, "2025-10-26T01:30:00Z", 11700, 11700)
                | {"seconds_if_first_pass": 15300},
                _dst_case(spring, "2026-03-28T23:30:00Z", 16200, 12600),
            ],
        },
    )


def _dst_case(ticket: Ticket, at: str, naive: int, true: int) -> dict[str, object]:
    """The facts of one ticket: when it was really opened, its duration by the file and in truth."""
    return {
        "ticket": ticket,
        "opened_at_utc": at,
        "naive_seconds": naive,
        "true_seconds": true,
        "made_sla": true <= 4 * 3600,
    }


def reopened_ticket() -> Story:
    """A ticket that comes back."""
    ticket = scripted(
        NORDLICHT,
        "Claims portal",
        3,
        "Gutachten lässt sich nicht öffnen",
        opened("2026-05-05 09:20:14"),
        begun("2026-05-05 10:02:51"),
        resolved("2026-05-06 10:00:00"),
        begun("2026-05-08 10:00:00"),
        resolved("2026-05-08 15:30:00"),
    )
    return Story(
        name="reopened_ticket",
        title="Resolved, reopened after two days, resolved again",
        what="The list knows the last resolution only; the log shows both. The tool's verdict is "
        "that of the first resolution.",
        tickets=[ticket],
        facts={
            "customer": NORDLICHT.name,
            "resolved_times": ["2026-05-06 10:00:00", "2026-05-08 15:30:00"],
            "reopened_at": "2026-05-08 10:00:00",
            "reopen_count": 1,
            "made_sla": True,
        },
    )


def hold_over_weekend() -> Story:
    """A pause that decides the verdict, and mostly lies outside business hours."""
    ticket = scripted(
        NORDLICHT,
        "Workplace",
        2,
        "Notebook of branch manager does not start",
        opened("2026-06-12 10:15:00"),
        begun("2026-06-12 10:40:00"),
        held("2026-06-12 15:30:00"),
        begun("2026-06-15 09:10:00"),
        resolved("2026-06-15 11:30:00"),
    )
    return Story(
        name="hold_over_weekend",
        title="On hold from Friday afternoon to Monday morning",
        what="On hold Awaiting Caller for 65 h 40 min, of which 3 h 40 min are business hours. "
        "Net 7 h 35 min of 8 h, so it is met; without the pause it would be missed.",
        tickets=[ticket],
        facts={
            "customer": NORDLICHT.name,
            "held_from": "2026-06-12 15:30:00",
            "held_until": "2026-06-15 09:10:00",
            "pause_business_seconds": 13200,
            "net_business_seconds": 27300,
            "target_seconds": 28800,
            "made_sla": True,
        },
    )
