"""`exclusion propose`, `submit`, `accept`, `reject`, `withdraw`, `list`: what is not to count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from slm_analytics import console
from slm_analytics.commands.answer import Answer, Arguments
from slm_analytics.commands.question import warehouse_in_force
from slm_analytics.domain.correction import (
    Approval,
    Correction,
    CorrectionState,
    Ground,
    Side,
    Step,
)
from slm_analytics.ingest import exclusions as intake
from slm_analytics.ingest.exclusions import Moved, Proposal, Said
from slm_analytics.review.civil_time import instant
from slm_analytics.review.exclusion_words import effect_words, period_words, signed_words
from slm_analytics.review.exclusions import Effects, asked_of, concerns, effects
from slm_analytics.settings import DataFolder

_STEPS = {
    "submit": CorrectionState.SUBMITTED,
    "accept": CorrectionState.ACCEPTED,
    "reject": CorrectionState.REJECTED,
    "withdraw": CorrectionState.WITHDRAWN,
}


def exclusion(folder: DataFolder, given: Arguments) -> Answer:
    """Do what was asked of exclusions."""
    if given.what == "list":
        return _list(folder, given)
    said = Said(who=given.who, side=Side(given.side), reason=given.reason, evidence=given.evidence)
    if given.what == "propose":
        return _told(folder, intake.propose(folder, _proposal(given), said))
    approval = _approval(given) if given.what == "accept" else None
    moved = intake.move(folder, given.exclusion, _STEPS[given.what], said, approval)
    return _told(folder, moved)


def _proposal(given: Arguments) -> Proposal:
    return Proposal(
        service=given.service,
        customer=given.customer,
        start=given.start,
        until=given.until,
        zone=given.timezone,
        ground=Ground(given.ground),
    )


def _approval(given: Arguments) -> Approval:
    names = {Side(given.side): given.who, Side(given.side).other: given.other_side}
    return Approval(
        provider=names[Side.PROVIDER],
        customer=names[Side.CUSTOMER],
        on=intake.agreed_on(given.on),
    )


def _told(folder: DataFolder, moved: Moved) -> Answer:
    values, line = _one(folder, moved.correction)
    values |= {"generation": moved.generation, "signed_off": [str(each) for each in moved.signed]}
    lines = [f"{line} (generation {moved.generation})."]
    return Answer(values, [*lines, *filter(None, [signed_words(moved.signed)])])


def _one(folder: DataFolder, correction: Correction) -> tuple[dict[str, Any], str]:
    (found,) = effects(warehouse_in_force(folder), (asked_of(correction),))
    period = _period(folder, correction)
    words = f"{correction.correction_id} {correction.state}: {correction.subject.reference}"
    return _plain(correction, found), f"{words}, {period}: {effect_words(found, correction.state)}"


def _list(folder: DataFolder, given: Arguments) -> Answer:
    """List exclusions with how they stand and what they take off."""
    customers = (given.customer,) if given.customer else ()
    services = (given.service,) if given.service else ()
    told = [
        each for each in intake.corrections_in_force(folder) if concerns(each, customers, services)
    ]
    if not told:
        return Answer([], ["No exclusions."])
    asked = tuple(asked_of(each) for each in told)
    found = effects(warehouse_in_force(folder), asked, customers)
    values = [_plain(each, effect) for each, effect in zip(told, found, strict=True)]
    return Answer(values, console.table(_rows(folder, told, found)))


def _rows(
    folder: DataFolder, told: Sequence[Correction], found: Sequence[Effects]
) -> list[dict[str, object]]:
    return [
        {
            "Exclusion": each.correction_id,
            "State": each.state.value,
            "Service": each.subject.reference,
            "Customer": each.subject.customer or None,
            "Period": _period(folder, each),
            "Downtime in it": effect_words(effect, each.state),
            "Ground": each.ground.value,
            "Reason": each.reason,
        }
        for each, effect in zip(told, found, strict=True)
    ]


def _period(folder: DataFolder, correction: Correction) -> str:
    subject = correction.subject
    zones = intake.counted_services(folder)
    zone = intake.zone_of(zones, subject.reference, subject.customer)
    return f"{period_words(subject.start or 0, subject.until or 0, zone)} ({zone})"


def _plain(correction: Correction, found: Effects) -> dict[str, Any]:
    subject = correction.subject
    return {
        "exclusion": correction.correction_id,
        "state": correction.state.value,
        "service": subject.reference,
        "customer": subject.customer,
        "from": instant(subject.start or 0),
        "until": instant(subject.until or 0),
        "ground": correction.ground.value,
        "reason": correction.reason,
        "evidence": list(correction.evidence),
        "downtime_seconds": {
            name or "any customer": float(effect.seconds) for name, effect in found.items()
        },
        "steps": [_plain_step(step) for step in correction.steps],
    }


def _plain_step(step: Step) -> dict[str, Any]:
    both = step.approval
    return {
        "state": step.state.value,
        "who": step.who,
        "side": step.side.value,
        "at": step.at,
        "reason": step.reason,
        "evidence": step.evidence,
        "approved_by_provider": both and both.provider,
        "approved_by_customer": both and both.customer,
        "agreed_on": both and both.on.isoformat(),
    }
