"""The story of the wrong flags: four ways in which a real tool's own verdict goes astray."""

from dataclasses import replace

from sample_data.portfolio import HALVORSEN, NORDLICHT, Customer
from sample_data.scripted import begun, held, opened, resolved, scripted
from sample_data.story import Story
from sample_data.ticket import State, Ticket, Update

FORGOTTEN = "priority lowered after the breach: the tool started a new clock and forgot the miss"
NO_PAUSE = "the pause was not applied: the clock ran on while the ticket awaited its caller"
AT_CLOSING = "resolved in time, but judged again at closing, which came after the due time"
NO_CLOCK = "no service, so no target was attached, and the flag stayed at its default"


def wrong_flags() -> Story:
    """Eight tickets whose flag contradicts their own times."""
    cases = [
        (FORGOTTEN, _forgotten(NORDLICHT, "Claims portal", "2025-02-18", "2025-02-19")),
        (FORGOTTEN, _forgotten(HALVORSEN, "Order API", "2026-03-17", "2026-03-18")),
        (NO_PAUSE, _no_pause(NORDLICHT, "Workplace", "2025-06-16", "2025-06-18")),
        (NO_PAUSE, _no_pause(NORDLICHT, "Prämienrechnung", "2026-07-06", "2026-07-08")),
        (AT_CLOSING, _at_closing(NORDLICHT, "Claims portal", "2025-09-22", "2025-09-23")),
        (AT_CLOSING, _at_closing(NORDLICHT, "Workplace", "2026-06-22", "2026-06-23")),
        (NO_CLOCK, _no_clock(NORDLICHT, "2025-08-04", "2025-08-13")),
        (NO_CLOCK, _no_clock(NORDLICHT, "2026-01-19", "2026-01-28")),
    ]
    tickets = [ticket for _, ticket in cases]
    return Story(
        name="wrong_flags",
        title="Eight flags of the tool contradict the tool's own times",
        what="Each wrong in a way real tools are wrong; `cases` has the flag, what it should be "
        "by the tool's own rules, and why it is wrong.",
        tickets=tickets,
        facts={"cases": [_case(reason, ticket) for reason, ticket in cases]},
    )


def _case(reason: str, ticket: Ticket) -> dict[str, object]:
    flag = ticket.updates[-1].made_sla
    return {"ticket": ticket, "made_sla": flag, "should_be": not flag, "why": reason}


def _flag_from(ticket: Ticket, index: int, flag: bool) -> Ticket:
    """Sets the flag of a ticket from one of its audit rows on."""
    changed = [replace(update, made_sla=flag) for update in ticket.updates[index:]]
    ticket.updates[index:] = changed
    return ticket


def _forgotten(customer: Customer, service: str, day: str, after: str) -> Ticket:
    """Priority 2 breached at the end of the day, lowered to 3 next day; true duration over 8 h."""
    ticket = scripted(
        customer,
        service,
        2,
        "Priority lowered after escalation",
        opened(f"{day} 14:02:10"),
        begun(f"{day} 14:31:00"),
        begun(f"{after} 17:45:30", priority=3),
        resolved(f"{after} 17:58:02"),
    )
    lowered = next(i for i, u in enumerate(ticket.updates) if u.step.priority == 3)
    return _flag_from(ticket, lowered, True)


def _no_pause(customer: Customer, service: str, day: str, after: str) -> Ticket:
    """Priority 2, held for a day and a half; net of the hold about four hours."""
    ticket = scripted(
        customer,
        service,
        2,
        "Waiting for serial number from caller",
        opened(f"{day} 09:10:00"),
        begun(f"{day} 09:25:40"),
        held(f"{day} 11:00:15"),
        begun(f"{after} 09:05:00"),
        resolved(f"{after} 11:20:45"),
    )
    unpaused = ticket.updates[0].sla_due
    ticket.updates = [replace(update, sla_due=unpaused) for update in ticket.updates]
    return _flag_from(ticket, 3, False)


def _at_closing(customer: Customer, service: str, day: str, after: str) -> Ticket:
    """Priority 3, resolved the next morning, closed after five days."""
    ticket = scripted(
        customer,
        service,
        3,
        "Fixed; caller did not confirm",
        opened(f"{day} 10:44:00"),
        begun(f"{day} 11:20:09"),
        resolved(f"{after} 09:15:30"),
    )
    closing = next(i for i, u in enumerate(ticket.updates) if u.step.state is State.CLOSED)
    return _flag_from(ticket, closing, False)


def _no_clock(customer: Customer, day: str, after: str) -> Ticket:
    """Priority 3 without a service, open for more than a week."""
    ticket = scripted(
        customer,
        "Workplace",
        3,
        "Old scanner, nobody knows whose",
        opened(f"{day} 09:02:00"),
        begun(f"{day} 13:30:00"),
        resolved(f"{after} 16:05:00"),
    )
    ticket.service = None
    by_people = [u for u in ticket.updates if not _written_by_clock(ticket, u)]
    ticket.updates = [
        replace(update, sla_due=None, made_sla=True, mod_count=n)
        for n, update in enumerate(by_people)
    ]
    return ticket


def _written_by_clock(ticket: Ticket, update: Update) -> bool:
    """True for the row that a tool adds at the breach: nothing but the flag has changed."""
    before = ticket.updates[update.mod_count - 1] if update.mod_count else None
    return before is not None and replace(update.step, at=before.step.at) == before.step
