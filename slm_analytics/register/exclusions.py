"""Exclusions in the record: versions of the register carry them with all their steps."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from slm_analytics.domain.availability_terms import Exclusion
from slm_analytics.domain.correction import (
    Approval,
    Correction,
    CorrectionState,
    Ground,
    Side,
    Step,
    Subject,
    SubjectKind,
)
from slm_analytics.record.store import Record, RegisterChange
from slm_analytics.settings import DataFolder

_SHEET = "corrections"  # beside the sheets of the register, and not part of its workbook
_NUMBERS = "correction numbers"
_COUNTED = (CorrectionState.SUBMITTED, CorrectionState.ACCEPTED)


def corrections(folder: DataFolder, version: int) -> tuple[Correction, ...]:
    """Return every correction as of a version of the register, the oldest first."""
    rows = Record(folder.record).register(version, _SHEET).values()
    return tuple(sorted((_correction(row) for row in rows), key=_number))


def exclusions(folder: DataFolder, version: int) -> tuple[Exclusion, ...]:
    """Return the exclusions that figures are made with: accepted ones, and those submitted."""
    return tuple(
        Exclusion(
            exclusion_id=each.correction_id,
            customer=each.subject.customer,
            service=each.subject.reference,
            start=each.subject.start or 0,
            until=each.subject.until or 0,
            is_accepted=each.state is CorrectionState.ACCEPTED,
            reason=f"{each.ground.value}: {each.reason}",
        )
        for each in corrections(folder, version)
        if each.subject.kind is SubjectKind.DOWNTIME and each.state in _COUNTED
    )


def write_correction(folder: DataFolder, parent: int, correction: Correction) -> int:
    """Write a correction as it stands now on top of a version; return the new version."""
    step, subject = correction.steps[-1], correction.subject
    what = f"{subject.kind.value} {correction.correction_id} {step.state}: {subject.reference}"
    whose = f" for {subject.customer}" if subject.customer else ""
    change = RegisterChange(sheet=_SHEET, key=_key(correction), content=_content(correction))
    record = Record(folder.record)
    return record.change_register(parent, [change], who=step.who, why=f"{what}{whose}")


def next_id(folder: DataFolder) -> str:
    """Return a name for a new exclusion; none is given twice, also where one was undone."""
    record = Record(folder.record)
    number = int(record.kept(_NUMBERS).get("last", "0")) + 1
    record.keep(_NUMBERS, "last", str(number))
    return f"EX-{number}"


def corrections_away(folder: DataFolder, version: int) -> list[RegisterChange]:
    """Return the changes that take every correction out, as of a version."""
    keys = Record(folder.record).register(version, _SHEET)
    return [RegisterChange(sheet=_SHEET, key=key, content=None) for key in keys]


def _number(correction: Correction) -> tuple[int, str]:
    digits = correction.correction_id.rpartition("-")[2]
    return int(digits) if digits.isdecimal() else 0, correction.correction_id


def _key(correction: Correction) -> str:
    return json.dumps([correction.correction_id], ensure_ascii=False)


def _content(correction: Correction) -> dict[str, str]:
    subject = correction.subject
    return {
        "correction_id": correction.correction_id,
        "kind": subject.kind.value,
        "reference": subject.reference,
        "customer": subject.customer,
        "start": "" if subject.start is None else str(subject.start),
        "until": "" if subject.until is None else str(subject.until),
        "ground": correction.ground.value,
        "steps": json.dumps([_plain(step) for step in correction.steps], ensure_ascii=False),
    }


def _plain(step: Step) -> dict[str, Any]:
    approval = step.approval
    return {
        "state": step.state.value,
        "who": step.who,
        "side": step.side.value,
        "at": step.at,
        "reason": step.reason,
        "evidence": step.evidence,
        "approval": approval and [approval.provider, approval.customer, approval.on.isoformat()],
    }


def _correction(row: Mapping[str, str]) -> Correction:
    return Correction(
        correction_id=row["correction_id"],
        subject=Subject(
            kind=SubjectKind(row["kind"]),
            reference=row["reference"],
            customer=row["customer"],
            start=int(row["start"]) if row["start"] else None,
            until=int(row["until"]) if row["until"] else None,
        ),
        ground=Ground(row["ground"]),
        steps=tuple(_step(told) for told in json.loads(row["steps"])),
    )


def _step(told: Mapping[str, Any]) -> Step:
    provider, customer, on = told["approval"] or ("", "", "")
    return Step(
        state=CorrectionState(told["state"]),
        who=told["who"],
        side=Side(told["side"]),
        at=told["at"],
        reason=told["reason"],
        evidence=told["evidence"],
        approval=Approval(provider=provider, customer=customer, on=date.fromisoformat(on))
        if on
        else None,
    )
