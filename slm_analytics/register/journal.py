"""The register in the record: a version's content, and what a new content changes."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from slm_analytics.domain.rules import Rules
from slm_analytics.record.store import Record, RegisterChange
from slm_analytics.register.exclusions import corrections_away, exclusions
from slm_analytics.register.in_force import rules_from
from slm_analytics.register.rows import Register, key_of, register_from
from slm_analytics.register.sign_off import signed_away, signed_months
from slm_analytics.register.tables import SHEETS
from slm_analytics.settings import DataFolder

_SAMPLE = "sample data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A version of the register: who made it, when (UTC, ISO), why, and how many rows changed."""

    version: int
    at: str
    who: str
    why: str
    rows: int


def register_of(folder: DataFolder, version: int) -> Register:
    """Return the register as of a version; version 0 is empty."""
    record = Record(folder.record)
    return register_from(
        {sheet: tuple(record.register(version, sheet).values()) for sheet in SHEETS}
    )


def history_of(folder: DataFolder, version: int, latest: int) -> list[Change]:
    """Return the latest changes up to a version, the newest first."""
    rows = Record(folder.record).history(version, latest)
    return [
        Change(version=number, at=at, who=who, why=why, rows=count)
        for number, at, who, why, count in rows
    ]


def rules_of(folder: DataFolder, version: int) -> Rules:
    """Return the rules as of a version of the register.

    With the months that were signed off by then, and the exclusions as they stood.
    """
    return replace(
        rules_from(register_of(folder, version)),
        signed=signed_months(folder, version),
        exclusions=exclusions(folder, version),
    )


def agree_on_sample(folder: DataFolder, parent: int, sample: Register) -> int:
    """Write the sample's register on top of a version without one; return the new version."""
    record = Record(folder.record)
    changes = changes_between(Register(), sample)
    version = record.change_register(parent, changes, who=_SAMPLE, why="sample data")
    record.keep(_SAMPLE, "version", str(version))
    return version


def without_sample(folder: DataFolder, version: int) -> int:
    """Return a version in which nothing of the sample's register is agreed any more.

    Rows that people changed since are theirs and stay.
    """
    record = Record(folder.record)
    told = record.kept(_SAMPLE).get("version")
    if told is None:
        return version
    sample, now = register_of(folder, int(told)), register_of(folder, version)
    agreed = changes_between(Register(), now)
    untouched = [
        RegisterChange(sheet=each.sheet, key=each.key, content=None)
        for each in changes_between(Register(), sample)
        if each in agreed
    ]
    untouched += [*signed_away(folder, version), *corrections_away(folder, version)]
    if not untouched:
        return version
    return record.change_register(version, untouched, who=_SAMPLE, why="sample data taken out")


def changes_between(before: Register, after: Register) -> list[RegisterChange]:
    """Return the rows to write so that one content becomes another; none where they are equal."""
    changes = []
    for sheet in SHEETS:
        old = {key_of(sheet, row.cells): dict(row.cells) for row in before[sheet]}
        new = {key_of(sheet, row.cells): dict(row.cells) for row in after[sheet]}
        for key in (*new, *(key for key in old if key not in new)):
            if old.get(key) != new.get(key):
                text = json.dumps(key, ensure_ascii=False)
                changes.append(RegisterChange(sheet=sheet, key=text, content=new.get(key)))
    return changes
