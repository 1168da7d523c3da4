"""A correction of what counts: proposed, submitted, accepted or rejected, or withdrawn.

A correction says of something that is counted (the downtime of a service; the
verdict of a ticket) that it is not to count as it was measured. Only what both
sides accepted corrects a figure; every step is kept with who, when and why.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from slm_analytics.errors import UsageError


class Side(StrEnum):
    """Of the two that an agreement is between."""

    PROVIDER = "provider"
    CUSTOMER = "customer"

    @property
    def other(self) -> Side:
        """The other one."""
        return Side.CUSTOMER if self is Side.PROVIDER else Side.PROVIDER


class Ground(StrEnum):
    """On which ground something is not to count."""

    FORCE_MAJEURE = "force majeure"
    CUSTOMER_CAUSED = "customer-caused"
    AGREED = "agreed"


class SubjectKind(StrEnum):
    """What is corrected, and what a correction of it is called."""

    DOWNTIME = "exclusion"
    VERDICT = "correction"


class CorrectionState(StrEnum):
    """How far a correction has come."""

    PROPOSED = "proposed"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"

    @property
    def next_states(self) -> tuple[CorrectionState, ...]:
        """What can follow; nothing follows a final state."""
        return _NEXT[self]

    @property
    def is_final(self) -> bool:
        """Whether nothing follows."""
        return not self.next_states


_NEXT = {
    CorrectionState.PROPOSED: (CorrectionState.SUBMITTED, CorrectionState.WITHDRAWN),
    CorrectionState.SUBMITTED: (
        CorrectionState.ACCEPTED,
        CorrectionState.REJECTED,
        CorrectionState.WITHDRAWN,
    ),
    CorrectionState.ACCEPTED: (CorrectionState.WITHDRAWN,),
    CorrectionState.REJECTED: (),
    CorrectionState.WITHDRAWN: (),
}
_VERBS = {
    CorrectionState.SUBMITTED: "submit",
    CorrectionState.ACCEPTED: "accept",
    CorrectionState.REJECTED: "reject",
    CorrectionState.WITHDRAWN: "withdraw",
}
_GIVES_REASON = (
    CorrectionState.PROPOSED,
    CorrectionState.REJECTED,
    CorrectionState.WITHDRAWN,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is corrected.

    Attributes:
        kind: what it is.
        reference: the service whose downtime it is, or the ticket.
        customer: whose; "": every customer's.
        start, until: of downtime its seconds UTC, half-open; None: the whole of it.
    """

    kind: SubjectKind = SubjectKind.DOWNTIME
    reference: str
    customer: str = ""
    start: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """That both sides agreed.

    Attributes:
        provider, customer: who agreed for each side.
        on: the day of the agreement.
    """

    provider: str
    customer: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a correction.

    Attributes:
        state: what it brought the correction to.
        who, side: who took it, and of which side.
        at: when: UTC, `YYYY-MM-DDTHH:MM:SSZ`.
        reason, evidence: why, and where that can be seen.
        approval: of an acceptance, who agreed.
    """

    state: CorrectionState
    who: str
    side: Side = Side.PROVIDER
    at: str
    reason: str = ""
    evidence: str = ""
    approval: Approval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A correction with all its steps, the proposal first; made by `proposed`."""

    correction_id: str
    subject: Subject
    ground: Ground
    steps: tuple[Step, ...]

    @property
    def state(self) -> CorrectionState:
        """How far it has come."""
        return self.steps[-1].state

    @property
    def reason(self) -> str:
        """Why it was proposed."""
        return self.steps[0].reason

    @property
    def evidence(self) -> tuple[str, ...]:
        """What its steps name as evidence, in their order."""
        return tuple(dict.fromkeys(step.evidence for step in self.steps if step.evidence))

    @property
    def approval(self) -> Approval | None:
        """Who agreed; None before it is accepted."""
        return next((step.approval for step in reversed(self.steps) if step.approval), None)

    def after(self, step: Step) -> Correction:
        """Return the correction with one more step.

        Raises:
            UsageError: the step cannot follow, or lacks what it needs.
        """
        if step.state not in self.state.next_states:
            raise UsageError(
                f"{self._named} is {self.state}; it cannot be {step.state}.",
                remedy=_what_next(self.state),
            )
        _check(step, self._named)
        return replace(self, steps=(*self.steps, step))

    @property
    def _named(self) -> str:
        return f"{self.subject.kind.value.capitalize()} {self.correction_id}"


def proposed(correction_id: str, subject: Subject, ground: Ground, step: Step) -> Correction:
    """Return a new correction.

    Raises:
        UsageError: what it is about is not said, its period is none, or nobody says who or why.
    """
    named = f"The {subject.kind.value}"
    if step.state is not CorrectionState.PROPOSED:
        raise UsageError(
            f"{named} cannot begin as {step.state}.", remedy="Propose it, then submit it."
        )
    if not subject.reference.strip():
        raise UsageError(f"{named} names nothing to correct.", remedy="Name a service.")
    if subject.kind is SubjectKind.DOWNTIME:
        _check_period(subject)
    _check(step, named)
    return Correction(correction_id=correction_id, subject=subject, ground=ground, steps=(step,))


def _check_period(subject: Subject) -> None:
    if subject.start is None or subject.until is None:
        raise UsageError(
            f"The exclusion of {subject.reference} has no beginning or no end.",
            remedy="Say from when until when it is not to count.",
        )
    if subject.start >= subject.until:
        raise UsageError(
            f"The exclusion of {subject.reference} ends before it begins, or has no length.",
            remedy="Give an end after its beginning.",
        )


def _check(step: Step, named: str) -> None:
    if not step.who.strip():
        raise UsageError(f"{named}: nobody says who takes this step.", remedy="Give a name.")
    if step.state in _GIVES_REASON and not step.reason.strip():
        raise UsageError(
            f"{named}: no reason is given why it is {step.state}.", remedy="Give a reason."
        )
    if step.state is CorrectionState.ACCEPTED:
        _check_approval(step, named)
    elif step.approval is not None:
        raise UsageError(
            f"{named}: only an acceptance is agreed by both sides, not what is {step.state}.",
            remedy="Leave the names of the approvers out.",
        )


def _check_approval(step: Step, named: str) -> None:
    approval = step.approval
    for side in Side:
        if approval is None or not getattr(approval, side).strip():
            raise UsageError(
                f"{named}: nobody is named who accepts it for the {side}.",
                remedy="Name an approver of both sides.",
            )
    if approval is None:
        return
    if approval.provider.strip().casefold() == approval.customer.strip().casefold():
        raise UsageError(
            f"{named}: {approval.provider.strip()} cannot accept it for both sides.",
            remedy="Name somebody else for the other side.",
        )
    # On the other side of the world it may be tomorrow already.
    if approval.on > date.fromisoformat(step.at[:10]) + timedelta(days=1):
        raise UsageError(
            f"{named}: {approval.on.isoformat()}, the day of the agreement, is still to come.",
            remedy="Give the day on which both sides agreed.",
        )


def _what_next(state: CorrectionState) -> str:
    if state.is_final:
        return "Nothing follows that; propose a new one."
    verbs = [_VERBS[each] for each in state.next_states]
    return f"What can be done now: {' or '.join(verbs)} it."
