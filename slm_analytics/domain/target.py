"""What was agreed about one clock: how long, counted how, for which tickets, from when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from slm_analytics.domain.service_calendar import ClosingRule
from slm_analytics.domain.ticket import HoldReason, Priority, State

AWAITING_CUSTOMER = f"{State.ON_HOLD.value}/{HoldReason.CUSTOMER.value}"
_PRIORITIES = frozenset(priority.value for priority in Priority)
_DAY = 86_400


class ClockKind(StrEnum):
    """What a clock measures."""

    RESPONSE = "response"  # until the customer was answered
    RESOLUTION = "resolution"  # until the ticket was resolved
    CLOSURE = "closure"  # until it was closed
    HOLDING = "holding"  # while one group or supplier held it (OLA, UC)


class StartRule(StrEnum):
    """When a clock starts."""

    OPENED = "opened"
    ASSIGNED = "first assigned"
    ENTERED = "state entered"


class ChangeRule(StrEnum):
    """What a changed priority, group or service does when another target holds for it."""

    RAISED_FROM_CHANGE = "raised from the change, lowered from opening"
    FROM_CREATION = "recount from creation"
    FROM_CHANGE = "count from the change"
    EACH_STRETCH = "each stretch against its own target"
    AT_OPENING = "the target at opening"


class VersionRule(StrEnum):
    """Which version of target and calendar holds."""

    AT_OPENING = "in force at opening"
    PER_STRETCH = "in force at the time"


class ReopenRule(StrEnum):
    """What reopening does."""

    CONTINUE = "continue"
    RESTART = "restart"
    FIRST = "first resolution only"
    WORST = "worst cycle"


class PauseTime(StrEnum):
    """What a pause takes off."""

    SERVICE_HOURS = "the service time inside it"
    WALL_CLOCK = "its whole length"


class TieRule(StrEnum):
    """What an elapsed time equal to the target is."""

    MET = "met"
    MISSED = "missed"


BEGINNING, FOREVER = date(1970, 1, 1), date(2100, 1, 1)  # where no date is said


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How a clock runs. Every rule has a default, and the explanation names the one used.

    Attributes:
        start, start_state: when it starts: at the opening, when a person or a
            group was first named, or when a state was first entered.
        retroactive: a clock that starts later than the opening counts from the
            opening all the same.
        pauses: states in which it stands still, `state` or `on_hold/reason`;
            a bare state means any reason. A response clock never pauses.
        pause_time: what a pause takes off.
        change: what a change does that brings another target.
        version: which version of target and calendar holds.
        reopen, reopen_days: what reopening does; `CONTINUE` holds within so
            many working days, later it is a case of its own.
        closing: where a due time on the closing time lies.
        tie: what an elapsed time equal to the target is.
        response_states: entering one of these answers the customer, as a first
            response in the export does.
    """

    start: StartRule = StartRule.OPENED
    start_state: str = ""
    retroactive: bool = True
    pauses: frozenset[str] = frozenset({AWAITING_CUSTOMER})
    pause_time: PauseTime = PauseTime.SERVICE_HOURS
    change: ChangeRule = ChangeRule.RAISED_FROM_CHANGE
    version: VersionRule = VersionRule.AT_OPENING
    reopen: ReopenRule = ReopenRule.CONTINUE
    reopen_days: int = 5
    closing: ClosingRule = ClosingRule.STAYS
    tie: TieRule = TieRule.MET
    response_states: frozenset[str] = frozenset()

    def pauses_in(self, word: str) -> bool:
        """Return whether the clock stands still in a state, written `state` or `state/reason`."""
        return word in self.pauses or word.partition("/")[0] in self.pauses


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What decides which target holds for a ticket. Empty: not known."""

    customer: str = ""
    service: str = ""
    record_type: str = ""
    priority: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One line of the register of targets.

    A blank key (customer, service, record type, priority) means any. How long
    is told in one of three ways: `seconds` of service time; `days` working
    days keeping the time of day; `days` working days up to `by_time` (seconds
    of the day) of the last.

    Attributes:
        target_id: its name in the register; versions of one target share it.
        holder: the group or supplier of a holding clock.
        calendar: name of its service calendar.
        valid_from, valid_until: first day it holds, and the day it no longer
            does, in the zone of its calendar.
        line: its row in the register, to point at.
        share: the share of tickets agreed to be within it, 0 to 1; None: none agreed.
    """

    target_id: str
    clock: ClockKind = ClockKind.RESOLUTION
    customer: str = ""
    service: str = ""
    record_type: str = ""
    priority: str = ""
    holder: str = ""
    seconds: int = 0
    days: int = 0
    by_time: int | None = None
    calendar: str = ""
    valid_from: date = BEGINNING
    valid_until: date = FOREVER
    policy: Policy = field(default_factory=Policy)
    line: int = 0
    share: float | None = None

    @property
    def exactness(self) -> int:
        """How exactly it names tickets: customer outweighs service, type and priority."""
        named = (self.customer, self.service, self.record_type, self.priority)
        return sum(weight for weight, key in zip((8, 4, 2, 1), named, strict=True) if key)

    @property
    def nominal_seconds(self) -> int:
        """Its length for telling the stricter of two targets; a working day is 24 hours."""
        return self.seconds or self.days * _DAY

    def names(self, keys: Keys) -> bool:
        """Return whether it holds for tickets with these keys."""
        return all(
            mine in ("", theirs)
            for mine, theirs in (
                (self.customer, keys.customer),
                (self.service, keys.service),
                (self.record_type, keys.record_type),
                (self.priority, keys.priority),
            )
        )


def raised(before: tuple[str, Target | None], after: tuple[str, Target | None]) -> bool:
    """Return whether a change from one (priority, target) to another asks for more haste.

    The priorities decide where both are among P1 to P5 and differ, else the
    lengths of the targets; no target is the longest of all.
    """
    if before[0] != after[0] and {before[0], after[0]} <= _PRIORITIES:
        return after[0] < before[0]
    if after[1] is None:
        return False
    return before[1] is None or after[1].nominal_seconds < before[1].nominal_seconds
