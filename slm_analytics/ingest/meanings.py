"""What the words of a tool mean: what they can mean, and what a person says of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from slm_analytics.ingest.child import run_job
from slm_analytics.ingest.jobs import job_for
from slm_analytics.ingest.mapping import built_in
from slm_analytics.record.source_memory import meaning_change
from slm_analytics.record.store import Record
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.generation import current_manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a person says a tool's word means; without a meaning, what they said is taken back."""

    system: str
    field: str
    word: str
    meaning: str | None


def record_meanings(system: str, field: str) -> tuple[str, ...]:
    """Return the words that a field of a tool's records knows; empty where that field is open.

    Outages and checks have states of their own: a monitor that says `flapping` must not be
    offered the states of a ticket.
    """
    for mapping in built_in().values():
        words = {} if mapping.form.is_tickets else mapping.form.words.get(field, {})
        if mapping.system == system and words:
            return tuple(dict.fromkeys(words.values()))
    return ()


def give_meanings(folder: DataFolder, said: Sequence[Meaning], *, who: str) -> int:
    """Say what words mean; return the new generation, in which they do."""
    manifest = current_manifest(folder)
    parent = manifest.register_version if manifest else 0
    changes = [meaning_change(each.system, each.field, each.word, each.meaning) for each in said]
    why = f"meaning of {len(said)} words" if len(said) > 1 else f"meaning of {said[0].word!r}"
    version = Record(folder.record).change_register(parent, changes, who=who, why=why)
    job = job_for(folder, "use_register", version) | {"why": why}
    return int(run_job(job)["generation"])
