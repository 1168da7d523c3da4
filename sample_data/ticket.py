"""The vocabulary of the generator: a ticket, the steps it takes, and its audit rows."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sample_data.portfolio import Customer, Service


class State(StrEnum):
    """States as ServiceNow shows them; Aoyama's tool has its own words for the same states."""

    NEW = "New"
    IN_PROGRESS = "In Progress"
    ON_HOLD = "On Hold"
    RESOLVED = "Resolved"
    CLOSED = "Closed"
    CANCELED = "Canceled"


class Hold(StrEnum):
    """Why a ticket is on hold; NONE while it is not."""

    NONE = ""
    CALLER = "Awaiting Caller"
    VENDOR = "Awaiting Vendor"
    CHANGE = "Awaiting Change"
    PROBLEM = "Awaiting Problem"


FINAL_STATES = (State.RESOLVED, State.CANCELED)


@dataclass(frozen=True, kw_only=True)
class Step:
    """What people did to a ticket at one instant, before any tool judged it."""

    at: datetime
    state: State
    priority: int
    group: str
    hold: Hold = Hold.NONE
    assignee: str = ""
    vendor: str = ""


@dataclass(frozen=True, kw_only=True)
class Update:
    """One audit row: a step, with what the tool itself adds to it.

    Attributes:
        step: What was done.
        mod_count: Updates before this one.
        reassignments: Changes of group so far.
        reopens: Returns from Resolved so far.
        made_sla: The tool's own verdict so far; True while open and not past due.
        sla_due: Due time as the tool sees it now; None where no target was attached.
        resolved_at: Latest resolution; None while open.
        closed_at: Closing or cancellation; None until then.
    """

    step: Step
    mod_count: int
    reassignments: int
    reopens: int
    made_sla: bool
    sla_due: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None


@dataclass(kw_only=True, eq=False)
class Ticket:
    """One ticket: what never changes about it, and its audit rows in order of time.

    Attributes:
        number: The id in its tool; given last, in order of opening.
        service: None where nobody filled it in.
        record_type: "Incident" or "Service request" (the latter in Aoyama's tool only).
        close_code: How it ended; shown from resolution on.
    """

    customer: Customer
    service: Service | None
    subject: str
    caller: str
    site: str
    ci: str
    category: str
    subcategory: str
    channel: str
    close_code: str
    record_type: str = "Incident"
    parent: "Ticket | None" = None
    duplicate_of: "Ticket | None" = None
    number: str = ""
    updates: list[Update] = field(default_factory=list)

    @property
    def opened_at(self) -> datetime:
        """The instant of the first audit row."""
        return self.updates[0].step.at
