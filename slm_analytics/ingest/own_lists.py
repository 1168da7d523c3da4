"""Every list that can be read: those of the product, and those that people mapped."""

from __future__ import annotations

from slm_analytics.errors import UsageError
from slm_analytics.ingest.mapping import (
    SourceMapping,
    built_in,
    check_mapping,
    mapping_from_json,
)
from slm_analytics.record.source_memory import keep_mapping, kept_mappings
from slm_analytics.record.store import Record
from slm_analytics.settings import DataFolder


def sources(folder: DataFolder) -> dict[str, SourceMapping]:
    """Return every source: the built-in ones and the mappings people made."""
    own = kept_mappings(Record(folder.record))
    return {**built_in(), **{name: mapping_from_json(text) for name, text in own.items()}}


def keep_own_mapping(folder: DataFolder, mapping: SourceMapping) -> None:
    """Keep a mapping that a person made; one of the same list takes the place of the last.

    Raises:
        UnknownSource: it names a field or a meaning that does not exist.
        UsageError: another list, or the product, has its name.
    """
    check_mapping(mapping)
    kept = kept_mappings(Record(folder.record)).get(mapping.name)
    taken = mapping_from_json(kept) if kept else None
    tools = {each.system for each in built_in().values()}
    if mapping.name in built_in() or (mapping.name == mapping.system and mapping.name in tools):
        raise _name_taken(mapping, "a source of the product")
    if taken is not None and (taken.title, taken.system) != (mapping.title, mapping.system):
        raise _name_taken(mapping, f"another list ({taken.title})")
    keep_mapping(Record(folder.record), mapping.name, mapping.as_json(in_order=True))


def _name_taken(mapping: SourceMapping, owner: str) -> UsageError:
    return UsageError(
        f"{mapping.name!r} is the name of {owner}.", remedy="Give the list another name."
    )
