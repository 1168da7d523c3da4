"""Proposals: wordings of a line kept under a name, with who and why, until they are needed.

They stand in the record beside the register, not in it: nothing is in force by them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

from slm_analytics.errors import UsageError
from slm_analytics.record.store import Record
from slm_analytics.register.other_time import AS_AGREED, OtherTime
from slm_analytics.settings import DataFolder

_KIND, _VERSION = "proposal", 1
_LONGEST = 120
_TEXTS = ("level_id", "name", "who", "why", "at", "calendar", "pauses")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Another wording of a line.

    Attributes:
        level_id: the line.
        name, who, why: what it is called, who proposed it, and what for.
        cells: the cells of the line that it says otherwise; an empty one is blank.
        time: other hours and pauses of its targets.
        at: when it was kept, UTC.
    """

    level_id: str
    name: str
    who: str
    why: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    time: OtherTime = AS_AGREED
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A proposal as it is kept; None, with the reason, where it cannot be read any more."""

    key: str
    proposal: Proposal | None
    fault: str = ""


def keep_proposal(folder: DataFolder, proposal: Proposal) -> None:
    """Keep a proposal of a line.

    Raises:
        UsageError: name or person is missing or too long, or the line has one of that name.
    """
    name = " ".join(proposal.name.split())
    for what, text in (("a name", name), ("who proposes it", proposal.who.strip())):
        if not text:
            raise UsageError(f"The proposal needs {what}.", remedy="Fill it in.")
        if len(text) > _LONGEST:
            raise UsageError(
                f"More than {_LONGEST} characters are too long for {what}.", remedy="Shorten it."
            )
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    plain = asdict(proposal)
    plain |= plain.pop("time") | {"version": _VERSION, "name": name, "at": now}
    plain |= {"who": proposal.who.strip(), "why": proposal.why.strip()}
    folder.create()
    text = json.dumps(plain, ensure_ascii=False)
    if not Record(folder.record).keep_new(_KIND, _key(proposal.level_id, name), text):
        raise UsageError(
            f"This line has a proposal {name!r} already.",
            remedy="Choose another name, or delete the one that is there.",
        )


def proposals_of(folder: DataFolder, level_id: str) -> tuple[Kept, ...]:
    """Return the proposals of a line, the newest first; those of other lines are not told."""
    found = [
        _read(key, value, level_id)
        for key, value in Record(folder.record).kept(_KIND).items()
        if _line_of(key) in (level_id, None)
    ]
    return tuple(
        sorted(found, key=lambda each: each.proposal.at if each.proposal else "", reverse=True)
    )


def forget_proposal(folder: DataFolder, key: str) -> None:
    """Delete a proposal; one that is gone already is no fault."""
    Record(folder.record).forget(_KIND, key)


def _key(level_id: str, name: str) -> str:
    return json.dumps([level_id, name.casefold()], ensure_ascii=False)


def _line_of(key: str) -> str | None:
    """Return the line that a key names; None where it names none that can be read."""
    try:
        named = json.loads(key)
    except ValueError:
        return None
    if isinstance(named, list) and len(named) == 2 and isinstance(named[0], str):
        return named[0]
    return None


class _UnreadableError(Exception):
    """What is kept is no proposal that this version understands."""


def _read(key: str, value: str, level_id: str) -> Kept:
    try:
        return Kept(key=key, proposal=_proposal(value, level_id))
    except _UnreadableError as error:
        return Kept(key=key, proposal=None, fault=str(error))


def _proposal(value: str, level_id: str) -> Proposal:
    try:
        plain = json.loads(value)
    except ValueError as error:
        raise _UnreadableError("it is damaged") from error
    if not isinstance(plain, dict):
        raise _UnreadableError("it is damaged")
    if plain.get("version") != _VERSION:
        raise _UnreadableError("it was kept by another version of this program")
    cells = plain.get("cells")
    texts = [plain.get(name) for name in _TEXTS]
    if not isinstance(cells, dict) or not all(
        isinstance(each, str) for each in [*texts, *cells, *cells.values()]
    ):
        raise _UnreadableError("it is damaged")
    if plain["level_id"] != level_id:
        raise _UnreadableError("it names another line")
    return Proposal(
        **{name: plain[name] for name in ("level_id", "name", "who", "why", "at")},
        cells=cells,
        time=OtherTime(calendar=plain["calendar"], pauses=plain["pauses"]),
    )
