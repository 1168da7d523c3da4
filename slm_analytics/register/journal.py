"""The register in the record: a version's content, and what a new content changes."""

from __future__ import annotations

import json

from slm_analytics.domain.rules import Rules
from slm_analytics.record.store import Record, RegisterChange
from slm_analytics.register.in_force import rules_from
from slm_analytics.register.rows import Register, key_of, register_from
from slm_analytics.register.tables import SHEETS
from slm_analytics.settings import DataFolder


def register_of(folder: DataFolder, version: int) -> Register:
    """Return the register as of a version; version 0 is empty."""
    record = Record(folder.record)
    return register_from(
        {sheet: tuple(record.register(version, sheet).values()) for sheet in SHEETS}
    )


def rules_of(folder: DataFolder, version: int) -> Rules:
    """Return the rules as of a version of the register."""
    return rules_from(register_of(folder, version))


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
