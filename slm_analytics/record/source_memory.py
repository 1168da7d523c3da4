"""What was answered about a source, kept for next month: mappings, zone, date order, customer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from slm_analytics.record.store import Record, RegisterChange

_MAPPING = "mapping"
_ANSWERS = "answers"
MEANINGS = "value_map"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a person said of a source; empty where nothing was said.

    `repairs` (JSON) are those of the last file that had any; `headings` stood
    in the last file, in its order.
    """

    zone: str = ""
    customer: str = ""
    date_order: str = ""
    repairs: str = ""
    headings: tuple[str, ...] = ()


def keep_mapping(record: Record, name: str, mapping: str) -> None:
    """Keep a mapping (JSON) under its name."""
    record.keep(_MAPPING, name, mapping)


def kept_mappings(record: Record) -> dict[str, str]:
    """Return the mappings kept, by name, as JSON."""
    return record.kept(_MAPPING)


def keep_answers(record: Record, source: str, answers: Answers) -> None:
    """Keep what was said of a source."""
    record.keep(_ANSWERS, source, json.dumps(asdict(answers), ensure_ascii=False))


def kept_answers(record: Record, source: str) -> Answers:
    """Return what was said of a source before."""
    text = record.kept(_ANSWERS).get(source)
    return answers_from_plain(json.loads(text)) if text else Answers()


def answers_from_plain(said: Mapping[str, Any]) -> Answers:
    """Read answers that came as plain values, as `asdict` gives them."""
    return Answers(**{**said, "headings": tuple(said.get("headings", ()))})


def meaning_change(system: str, field: str, word: str, meaning: str | None) -> RegisterChange:
    """Return the change that gives a tool's word a meaning, or takes it back."""
    plain = word.strip().lower()
    content = {"system": system, "field": field, "word": plain, "meaning": meaning or ""}
    key = json.dumps([system, field, plain], ensure_ascii=False)
    return RegisterChange(sheet=MEANINGS, key=key, content=content if meaning else None)
