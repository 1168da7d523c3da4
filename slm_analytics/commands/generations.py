"""`withdraw`, `undo`, `rebuild`, `map`: what puts another generation in force."""

from __future__ import annotations

from slm_analytics.commands.answer import Answer, Arguments
from slm_analytics.errors import UsageError
from slm_analytics.ingest import loads_in_force, meanings, own_lists
from slm_analytics.ingest.fields import CHOICES
from slm_analytics.ingest.mapping import CANONICAL
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.generation import current_manifest


def withdraw(folder: DataFolder, given: Arguments) -> Answer:
    """Take a load out."""
    manifest = current_manifest(folder)
    if manifest is None or manifest.load(given.load) is None:
        raise UsageError(
            f"No load {given.load!r} is in force.", remedy="`slm loads` lists the loads."
        )
    return _now_in_force(loads_in_force.withdraw(folder, given.load), "Withdrawn")


def undo(folder: DataFolder, _: Arguments) -> Answer:
    """Go back to the generation before."""
    return _now_in_force(loads_in_force.undo(folder), "Undone")


def rebuild(folder: DataFolder, _: Arguments) -> Answer:
    """Make the store again from the archive."""
    return _now_in_force(loads_in_force.rebuild(folder), "Rebuilt")


def map_word(folder: DataFolder, given: Arguments) -> Answer:
    """Say what a tool's word means; an empty meaning takes back what was said."""
    _check_meaning(folder, given)
    meaning = meanings.Meaning(
        system=given.system, field=given.field, word=given.word, meaning=given.meaning
    )
    return _now_in_force(meanings.give_meanings(folder, [meaning], who=given.who), "Mapped")


def _check_meaning(folder: DataFolder, given: Arguments) -> None:
    """Check that the tool, the field and the meaning exist: figures would be split by a slip."""
    systems = {source.system for source in own_lists.sources(folder).values()}
    known = {
        "tool": (given.system, systems),
        "field with words": (given.field, CHOICES),
        f"{given.field}": (given.meaning, CANONICAL.get(given.field, {given.meaning}) | {""}),
    }
    for what, (said, allowed) in known.items():
        if said not in allowed:
            listed = ", ".join(sorted(filter(None, allowed)))
            raise UsageError(f"There is no {what} {said!r}.", remedy=f"Known: {listed}.")


def _now_in_force(number: int, done: str) -> Answer:
    return Answer({"generation": number}, [f"{done}: generation {number} is in force."])
