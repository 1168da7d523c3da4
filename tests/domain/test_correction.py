"""Corrections: every step that may follow another, every one that may not, and what each needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from slm_analytics.domain.correction import (
    Approval,
    Correction,
    CorrectionState,
    Ground,
    Side,
    Step,
    Subject,
    SubjectKind,
    proposed,
)
from slm_analytics.errors import UsageError

PROPOSED, SUBMITTED, ACCEPTED, REJECTED, WITHDRAWN = CorrectionState
DOWNTIME = Subject(reference="Email", customer="A", start=1000, until=4600)
BOTH = Approval(provider="Ines", customer="Dr. Weber", on=date(2026, 10, 8))
WAYS = {
    PROPOSED: (),
    SUBMITTED: (SUBMITTED,),
    ACCEPTED: (SUBMITTED, ACCEPTED),
    REJECTED: (SUBMITTED, REJECTED),
    WITHDRAWN: (WITHDRAWN,),
}
ALLOWED = {
    (PROPOSED, SUBMITTED),
    (PROPOSED, WITHDRAWN),
    (SUBMITTED, ACCEPTED),
    (SUBMITTED, REJECTED),
    (SUBMITTED, WITHDRAWN),
    (ACCEPTED, WITHDRAWN),
}


def step(state: CorrectionState, **more: object) -> Step:
    said: dict[str, object] = {
        "state": state, "who": "Ines", "at": "2026-10-08T09:00:00Z", "reason": "typhoon",
        "approval": BOTH if state is ACCEPTED else None,
    }  # fmt: skip
    return Step(**(said | more))  # type: ignore[arg-type]


def begun(first: Step) -> Correction:
    return proposed("EX-1", DOWNTIME, Ground.FORCE_MAJEURE, first)


def at(state: CorrectionState) -> Correction:
    found = begun(step(PROPOSED))
    for each in WAYS[state]:
        found = found.after(step(each))
    return found


@pytest.mark.parametrize(("before", "after"), list(product(CorrectionState, repeat=2)))
def test_step_follows_only_where_it_is_allowed(
    before: CorrectionState, after: CorrectionState
) -> None:
    found = at(before)
    if (before, after) in ALLOWED:
        moved = found.after(step(after))
        assert moved.state is after
        assert moved.steps[:-1] == found.steps
        return
    with pytest.raises(UsageError, match=f"EX-1 is {before}; it cannot be {after}") as refused:
        found.after(step(after))
    assert refused.value.remedy


def test_final_are_those_that_nothing_follows() -> None:
    assert {state for state in CorrectionState if state.is_final} == {REJECTED, WITHDRAWN}


def test_what_is_refused_says_what_can_be_done_instead() -> None:
    with pytest.raises(UsageError) as refused:
        at(PROPOSED).after(step(ACCEPTED))
    assert refused.value.remedy == "What can be done now: submit or withdraw it."
    with pytest.raises(UsageError) as refused:
        at(REJECTED).after(step(WITHDRAWN))
    assert "propose a new one" in refused.value.remedy


@pytest.mark.parametrize(
    ("approval", "message"),
    [
        (None, "for the provider"),
        (replace(BOTH, provider=" "), "for the provider"),
        (replace(BOTH, customer=""), "for the customer"),
        (replace(BOTH, customer="ines "), "Ines cannot accept it for both sides"),
        (replace(BOTH, on=date(2026, 10, 10)), "2026-10-10"),
    ],
)
def test_acceptance_needs_both_sides_and_a_day(approval: Approval | None, message: str) -> None:
    with pytest.raises(UsageError, match=message) as refused:
        at(SUBMITTED).after(step(ACCEPTED, approval=approval))
    assert refused.value.remedy


def test_day_of_the_agreement_may_be_tomorrow_in_utc() -> None:
    ahead = replace(BOTH, on=date(2026, 10, 9))
    assert at(SUBMITTED).after(step(ACCEPTED, approval=ahead)).approval == ahead


@pytest.mark.parametrize("state", [PROPOSED, REJECTED, WITHDRAWN])
def test_step_without_a_reason_is_refused(state: CorrectionState) -> None:
    given = step(state, reason="  ")
    before = at(SUBMITTED)
    with pytest.raises(UsageError, match="no reason"):
        _ = begun(given) if state is PROPOSED else before.after(given)


@pytest.mark.parametrize("state", [SUBMITTED, ACCEPTED, REJECTED, WITHDRAWN])
def test_step_of_nobody_is_refused(state: CorrectionState) -> None:
    before = PROPOSED if state is SUBMITTED else SUBMITTED
    with pytest.raises(UsageError, match="nobody says who"):
        at(before).after(step(state, who=" "))


def test_approval_is_refused_where_nothing_is_accepted() -> None:
    with pytest.raises(UsageError, match="not what is submitted"):
        at(PROPOSED).after(step(SUBMITTED, approval=BOTH))


@pytest.mark.parametrize(
    ("subject", "message"),
    [
        (replace(DOWNTIME, reference=" "), "names nothing"),
        (replace(DOWNTIME, until=1000), "ends before it begins"),
        (replace(DOWNTIME, until=900), "ends before it begins"),
        (replace(DOWNTIME, start=None), "no beginning"),
    ],
)
def test_proposal_without_a_period_or_a_service_is_refused(subject: Subject, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        proposed("EX-1", subject, Ground.AGREED, step(PROPOSED))


def test_correction_begins_as_a_proposal() -> None:
    with pytest.raises(UsageError, match="cannot begin as accepted"):
        proposed("EX-1", DOWNTIME, Ground.AGREED, step(ACCEPTED))


def test_verdict_of_a_ticket_can_be_corrected_too() -> None:
    ticket = Subject(kind=SubjectKind.VERDICT, reference="INC0012345")
    found = proposed("C-1", ticket, Ground.CUSTOMER_CAUSED, step(PROPOSED, side=Side.CUSTOMER))
    accepted = found.after(step(SUBMITTED, evidence="mail")).after(step(ACCEPTED, evidence="mail"))
    assert (accepted.state, accepted.evidence) == (ACCEPTED, ("mail",))
    with pytest.raises(UsageError, match="Correction C-1 is proposed"):
        found.after(step(REJECTED))


def test_each_side_has_another() -> None:
    assert Side.PROVIDER.other is Side.CUSTOMER
    assert Side.CUSTOMER.other is Side.PROVIDER
