"""Tickets that follow a script: each act has its local time, nothing is left to chance."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sample_data.lifecycle import closing_time
from sample_data.people import agents, callers
from sample_data.portfolio import Customer, Service
from sample_data.quiet_hours import settled
from sample_data.ticket import Hold, State, Step, Ticket
from sample_data.tool_clock import history


@dataclass(frozen=True, kw_only=True)
class Act:
    """One line of a script.

    Attributes:
        at: Local time, `yyyy-mm-dd hh:mm[:ss]`.
        state: The state from then on.
        hold: Why it is on hold.
        priority: The priority from then on; 0 leaves it.
        fold: 1 for the second pass of an hour that happens twice.
    """

    at: str
    state: State
    hold: Hold = Hold.NONE
    priority: int = 0
    fold: int = 0


def opened(at: str, fold: int = 0) -> Act:
    """The caller opens the ticket."""
    return Act(at=at, state=State.NEW, fold=fold)


def begun(at: str, priority: int = 0, fold: int = 0) -> Act:
    """Somebody works on it, perhaps under a new priority."""
    return Act(at=at, state=State.IN_PROGRESS, priority=priority, fold=fold)


def held(at: str, hold: Hold = Hold.CALLER) -> Act:
    """It waits for somebody else."""
    return Act(at=at, state=State.ON_HOLD, hold=hold)


def resolved(at: str) -> Act:
    """It is resolved; the hourly job closes it five days later unless an act follows."""
    return Act(at=at, state=State.RESOLVED)


def cancelled(at: str) -> Act:
    """It is withdrawn."""
    return Act(at=at, state=State.CANCELED)


def scripted(
    customer: Customer,
    service_name: str,
    priority: int,
    subject: str,
    *acts: Act,
    zone: str = "",
    caller: str = "",
    site: str = "",
) -> Ticket:
    """A ticket that lives as its acts say.

    Args:
        customer: Whose ticket.
        service_name: A service the customer has.
        priority: At opening, 1 to 4.
        subject: Short description.
        acts: From opening on, in order; closing is added.
        zone: Zone of the acts' times, else that of the export.
        caller: Who opens it, else somebody by the length of the subject.
        site: Where, else the customer's first site.
    """
    service = customer.service(service_name)
    people = callers(customer.people, customer.caller_count)
    ticket = Ticket(
        customer=customer,
        service=service,
        subject=subject,
        caller=caller or people[(len(subject) * 7) % len(people)],
        site=site or customer.sites[0],
        ci=service.cis[0],
        category=service.category,
        subcategory=service.subcategories[0],
        channel="phone",
        close_code="Solution provided",
    )
    steps = _steps(customer, service, priority, acts, ZoneInfo(zone or customer.export_zone))
    ticket.updates = history(customer, steps)
    return ticket


def _steps(
    customer: Customer, service: Service, priority: int, acts: tuple[Act, ...], zone: ZoneInfo
) -> list[Step]:
    group, steps = service.group, list[Step]()
    for act in acts:
        local = datetime.fromisoformat(act.at).replace(tzinfo=zone, fold=act.fold)
        priority = act.priority or priority
        assignee = "" if act.state is State.NEW else agents(group)[0]
        vendor = service.vendor if act.hold is Hold.VENDOR else ""
        at = local.astimezone(UTC)
        steps.append(
            Step(
                at=at,
                state=act.state,
                hold=act.hold,
                priority=priority,
                group=group,
                assignee=assignee,
                vendor=vendor,
            )
        )
    return steps + _closing(customer, steps[-1])


def _closing(customer: Customer, last: Step) -> list[Step]:
    if last.state is not State.RESOLVED:
        return []
    at = settled(closing_time(last.at) + timedelta(seconds=9), customer.export_zone)
    closing = Step(
        at=at,
        state=State.CLOSED,
        priority=last.priority,
        group=last.group,
        assignee=last.assignee,
        vendor=last.vendor,
    )
    return [closing]
