"""The ticket tools' own clock: due time, verdict and counters, as the tools would write them.

Targets by priority: 1 in 4 h round the clock, 2 in 8 h, 3 in 24 h, 4 in 40 h of Monday to Friday
08:00 to 18:00 in the customer's zone. The tools know no holidays. The clock pauses only on hold
with Awaiting Caller. A new priority counts from opening. The verdict is settled at the first
resolution or cancellation; a reopened ticket keeps it. At the moment of a breach the tool writes
an audit row of its own.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sample_data.business_time import after_business_seconds, business_seconds
from sample_data.portfolio import Customer
from sample_data.quiet_hours import settled
from sample_data.ticket import FINAL_STATES, Hold, State, Step, Update

TARGET_HOURS = {1: 4, 2: 8, 3: 24, 4: 40}


def due_at(
    customer: Customer,
    opened: datetime,
    priority: int,
    pauses: list[tuple[datetime, datetime]],
) -> datetime:
    """When the target of a priority runs out, the pauses so far added."""
    hours = customer.tool_hours(priority)
    paused = sum(business_seconds(hours, start, stop) for start, stop in pauses)
    return after_business_seconds(hours, opened, TARGET_HOURS[priority] * 3600 + paused)


@dataclass(kw_only=True)
class _Record:
    """The tool's memory of one ticket while its steps come in."""

    customer: Customer
    opened: datetime
    made_sla: bool = True
    decided: bool = False
    pauses: list[tuple[datetime, datetime]] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)

    def due(self, step: Step) -> datetime:
        return due_at(self.customer, self.opened, step.priority, self.pauses)

    def write(self, step: Step) -> None:
        before = self.updates[-1] if self.updates else None
        resolved = before.resolved_at if before else None
        if step.state is State.RESOLVED:
            resolved = step.at
        elif step.state is not State.CLOSED:
            resolved = None
        ended = step.state in (State.CLOSED, State.CANCELED)
        moved = before is not None and before.step.group != step.group
        again = before is not None and before.step.state is State.RESOLVED
        again = again and step.state not in (State.CLOSED, State.RESOLVED)
        self.updates.append(
            Update(
                step=step,
                mod_count=len(self.updates),
                reassignments=(before.reassignments if before else 0) + moved,
                reopens=(before.reopens if before else 0) + again,
                made_sla=self.made_sla,
                sla_due=self.due(step),
                resolved_at=resolved,
                closed_at=step.at if ended else None,
            )
        )

    def breach(self, step: Step, due: datetime, until: datetime) -> None:
        """Writes the tool's own row at the breach; skipped where the next step leaves no room."""
        self.made_sla = False
        at = max(settled(due, self.customer.export_zone), step.at + timedelta(seconds=1))
        if at < until:
            self.write(replace(step, at=at))


def history(customer: Customer, steps: list[Step]) -> list[Update]:
    """The audit rows of a ticket: its steps, the breach if there is one, and the tool's verdict."""
    record = _Record(customer=customer, opened=steps[0].at)
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        record.write(step)
        record.decided = record.decided or step.state in FINAL_STATES
        if following is None or record.decided or not record.made_sla:
            continue
        if step.hold is Hold.CALLER:
            record.pauses.append((step.at, following.at))
            continue
        due = record.due(step)
        if due < following.at:
            record.breach(step, due, following.at)
    return record.updates
