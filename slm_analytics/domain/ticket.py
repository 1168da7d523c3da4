"""What a ticket is: its record types, priorities, states and hold reasons.

Exports use their own words; a source's mapping, or the manager, says which of
these closed vocabularies a word belongs to.
"""

from __future__ import annotations

from enum import StrEnum


class RecordType(StrEnum):
    """The practice a ticket belongs to."""

    INCIDENT = "incident"
    REQUEST = "request"
    PROBLEM = "problem"
    CHANGE = "change"


class Priority(StrEnum):
    """Urgency and impact combined; P1 is the highest."""

    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    P4 = "P4"
    P5 = "P5"


class State(StrEnum):
    """Where a ticket stands in its life."""

    NEW = "new"
    IN_PROGRESS = "in_progress"
    ON_HOLD = "on_hold"
    RESOLVED = "resolved"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class HoldReason(StrEnum):
    """Why a ticket is on hold: whose turn it is."""

    CUSTOMER = "awaiting_customer"
    VENDOR = "awaiting_vendor"
    CHANGE = "awaiting_change"
    PROBLEM = "awaiting_problem"
    EVIDENCE = "awaiting_evidence"
    OTHER = "other"


ENDED_STATES = frozenset({State.RESOLVED, State.CLOSED, State.CANCELLED})


def state_words() -> tuple[str, ...]:
    """Every canonical state as it is written in a mapping: `state` or `on_hold/reason`."""
    plain = [state.value for state in State]
    held = [f"{State.ON_HOLD.value}/{reason.value}" for reason in HoldReason]
    return (*plain, *held)
