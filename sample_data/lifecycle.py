"""How one ticket lives: who does what to it and when, from opening to closing."""

from dataclasses import replace
from datetime import datetime, timedelta
from math import log
from random import Random

from sample_data.business_time import after_business_seconds
from sample_data.people import agents
from sample_data.portfolio import SERVICENOW, Customer, Service
from sample_data.quiet_hours import settled
from sample_data.ticket import Hold, State, Step, Ticket

MEDIAN_HOURS = {1: 1.5, 2: 1.9, 3: 5.2, 4: 10.5}
SPREAD = {1: 0.55, 2: 0.68, 3: 0.74, 4: 0.62}
STUBBORN, STUBBORN_FACTOR = 0.015, 22
CANCELLED = 0.02
REASSIGNED, ON_HOLD, REOPENED, RERANKED = 0.24, 0.104, 0.042, 0.035  # of those worked on
FIRST_CONTACT = {"phone": 0.3, "chat": 0.3, "email": 0.12, "self-service": 0.12, "monitoring": 0.1}
CLOSES_AFTER = timedelta(days=5)

_HOLDS = {Hold.CALLER: 56, Hold.VENDOR: 22, Hold.CHANGE: 14, Hold.PROBLEM: 8}
_HOLD_HOURS = {Hold.CALLER: 7.0, Hold.VENDOR: 6.0, Hold.CHANGE: 8.0, Hold.PROBLEM: 12.0}
_LONG_HOLD, _LONG_HOLD_FACTOR = 0.2, 16


class Course:
    """The steps of one ticket, taken one after the other.

    Time passes only by `work` (business hours) and `wait` (the calendar); `step` writes down.
    """

    def __init__(self, customer: Customer, first: Step, rng: Random) -> None:
        """Opens a ticket: `first` is its first step."""
        self.customer = customer
        self.rng = rng
        self.now = first.at
        self.steps: list[Step] = []
        self._write(first)

    @property
    def last(self) -> Step:
        """The latest step, which says how things stand."""
        return self.steps[-1]

    def work(self, hours: float) -> None:
        """Lets business hours pass."""
        office = self.customer.office(self.last.priority)
        self.now = after_business_seconds(office, self.now, max(1, int(hours * 3600)))

    def wait(self, gap: timedelta) -> None:
        """Lets time of the calendar pass."""
        self.now += gap

    def step(
        self,
        state: State,
        hold: Hold = Hold.NONE,
        *,
        group: str = "",
        assignee: str = "",
        vendor: str = "",
        priority: int = 0,
    ) -> None:
        """Writes down a step at the present moment; what is not named stays as it was."""
        last = self.last
        self._write(
            Step(
                at=self.now,
                state=state,
                hold=hold,
                group=group or last.group,
                assignee=assignee or last.assignee,
                vendor=vendor or last.vendor,
                priority=priority or last.priority,
            )
        )

    def _write(self, step: Step) -> None:
        at = settled(step.at, self.customer.export_zone)
        if self.steps:
            at = max(at, self.last.at + timedelta(seconds=1))
        self.now = at
        self.steps.append(replace(step, at=at))


def effort_hours(ticket: Ticket, priority: int, rng: Random) -> float:
    """Business hours of work a ticket takes, log-normal about the median of its priority.

    A few stubborn ones below priority 2 take weeks; they make the old end of the backlog.
    """
    pace = ticket.service.pace if ticket.service else 1.0
    if priority > 2 and rng.random() < STUBBORN:
        pace *= STUBBORN_FACTOR
    return rng.lognormvariate(log(MEDIAN_HOURS[priority] * pace), SPREAD[priority])


def simulate(ticket: Ticket, opened: datetime, priority: int, rng: Random) -> list[Step]:
    """The whole life of an ordinary ticket, as if nobody ever took an extract."""
    effort = effort_hours(ticket, priority, rng)
    first = Step(at=opened, state=State.NEW, priority=priority, group=_first_group(ticket, rng))
    course = Course(ticket.customer, first, rng)
    if ticket.duplicate_of is not None:
        _resolve_at_once(course, effort * 0.3)
    elif rng.random() < CANCELLED:
        _cancel(course, effort)
        return course.steps
    elif priority > 1 and rng.random() < FIRST_CONTACT[ticket.channel] * _desk_share(ticket):
        _resolve_at_once(course, effort * 0.25)
    else:
        _handle(course, ticket.service, effort)
    close(course)
    return course.steps


def _first_group(ticket: Ticket, rng: Random) -> str:
    """The desk takes calls and chats; the rest goes to the group of the service."""
    to_desk = ticket.channel in ("phone", "chat") and rng.random() < 0.4
    if to_desk or ticket.service is None:
        return ticket.customer.desk
    return ticket.service.group


def _desk_share(ticket: Ticket) -> float:
    """How often a desk solves at first contact, relative to the provider's own desk."""
    return 1.0 if ticket.customer.tool == SERVICENOW else 0.3


def _resolve_at_once(course: Course, hours: float) -> None:
    course.work(min(hours, 6.0))
    course.step(State.RESOLVED, assignee=course.rng.choice(agents(course.last.group)))


def _cancel(course: Course, effort: float) -> None:
    """The caller withdraws, often before anybody began."""
    if course.rng.random() < 0.5:
        _respond(course, effort, None)
    course.work(effort * course.rng.uniform(0.2, 0.9))
    course.step(State.CANCELED)


def _handle(course: Course, service: Service | None, effort: float) -> None:
    """Response, then the work in three parts with what may come between them."""
    rng = course.rng
    _respond(course, effort, service)
    cuts = sorted((rng.uniform(0.1, 0.9), rng.uniform(0.1, 0.9)))
    course.work(effort * cuts[0])
    if rng.random() < REASSIGNED:
        _reassign(course, service)
    course.work(effort * (cuts[1] - cuts[0]))
    if rng.random() < ON_HOLD:
        _hold(course, service)
    course.work(effort * (1 - cuts[1]))
    course.step(State.RESOLVED)
    if rng.random() < REOPENED:
        _reopen(course, effort)


def _respond(course: Course, effort: float, service: Service | None) -> None:
    """Somebody takes the ticket, and now and then ranks it anew."""
    rng = course.rng
    course.work(min(effort * 0.3, rng.lognormvariate(log(min(effort, 16) * 0.08), 0.6)))
    group = service.group if service is not None else course.last.group
    priority = course.last.priority
    if priority > 1 and rng.random() < RERANKED:
        priority = {2: 3, 3: rng.choice((2, 4)), 4: 3}[priority]
    assignee = rng.choice(agents(group))
    course.step(State.IN_PROGRESS, group=group, assignee=assignee, priority=priority)


def _reassign(course: Course, service: Service | None) -> None:
    """The ticket goes to another group, and four times in ten back again."""
    here = course.last.group
    others = {s.group for s in course.customer.services} | {course.customer.desk}
    there = course.rng.choice(sorted(others - {here}))
    course.step(State.IN_PROGRESS, group=there, assignee=course.rng.choice(agents(there)))
    if service is not None and course.rng.random() < 0.4:
        course.work(course.rng.uniform(0.1, 0.8))
        course.step(State.IN_PROGRESS, group=here, assignee=course.rng.choice(agents(here)))


def _hold(course: Course, service: Service | None) -> None:
    """The work waits for somebody else."""
    reasons = dict(_HOLDS)
    if course.customer.tool != SERVICENOW or service is None:
        reasons = {Hold.CALLER: 70, Hold.VENDOR: 30}
    hold = course.rng.choices(list(reasons), list(reasons.values()))[0]
    vendor = service.vendor if service is not None and hold is Hold.VENDOR else ""
    course.step(State.ON_HOLD, hold, vendor=vendor)
    long = course.last.priority > 1 and course.rng.random() < _LONG_HOLD
    hours = _HOLD_HOURS[hold] * (_LONG_HOLD_FACTOR if long else 1)
    course.work(course.rng.lognormvariate(log(hours), 0.7))
    course.step(State.IN_PROGRESS)


def _reopen(course: Course, effort: float) -> None:
    """The caller says within four days that it is not solved."""
    course.wait(timedelta(hours=course.rng.uniform(3, 96)))
    course.step(State.IN_PROGRESS)
    course.work(effort * course.rng.uniform(0.2, 0.8))
    course.step(State.RESOLVED)


def close(course: Course) -> None:
    """Closes a resolved ticket."""
    course.now = closing_time(course.now) + timedelta(seconds=course.rng.randrange(40))
    course.step(State.CLOSED)


def closing_time(resolved: datetime) -> datetime:
    """When the hourly job closes a ticket: the first full hour after five days."""
    return (resolved + CLOSES_AFTER).replace(minute=0, second=0) + timedelta(hours=1)
