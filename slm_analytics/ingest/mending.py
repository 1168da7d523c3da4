"""What can be done about a file that does not load as it stands: its lines, and repairs offered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A file as it reads in one way.

    Attributes:
        headings: of its columns, at most `PREVIEWED_COLUMNS`.
        first: its first rows, each as wide as `headings`, and the one on the line that
            was refused.
        columns, rows: how many there are.
        set_aside: rows that its source would set aside; 0 where no source is known.
        title: the source that reads it; empty where none is known.
        refused: why it cannot be read at all; then the rest is empty.
    """

    headings: tuple[str, ...] = ()
    first: tuple[tuple[str, ...], ...] = ()
    columns: int = 0
    rows: int = 0
    set_aside: int = 0
    title: str = ""
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Repairs that make a file load: as plain values, in words, and with their effect."""

    repairs: dict[str, Any]
    words: str
    preview: Preview


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending:
    """What is shown where a file does not load as it stands, or was mended.

    Attributes:
        said: the repairs it was read with, in words; empty where there are none.
        lines: (line, text) of the first lines of the file as it stands.
        named: (line, text) of the line that the refusal names.
        before, after: the file as it stands, and as it reads with what was said.
        proposals: repairs that make it load, best first.
    """

    said: str = ""
    lines: tuple[tuple[int, str], ...] = ()
    named: tuple[tuple[int, str], ...] = ()
    before: Preview | None = None
    after: Preview | None = None
    proposals: tuple[Proposal, ...] = field(default=())


NO_MENDING = Mending()


def mending_from_plain(said: Mapping[str, Any]) -> Mending:
    """Read what came as plain values, also after a way through JSON."""
    return Mending(
        said=said["said"],
        lines=_pairs(said["lines"]),
        named=_pairs(said["named"]),
        before=_preview(said["before"]),
        after=_preview(said["after"]),
        proposals=tuple(
            Proposal(
                repairs=each["repairs"],
                words=each["words"],
                preview=_preview(each["preview"]) or Preview(),
            )
            for each in said["proposals"]
        ),
    )


def _pairs(said: Any) -> tuple[tuple[int, str], ...]:
    return tuple((line, text) for line, text in said)


def _preview(said: Mapping[str, Any] | None) -> Preview | None:
    if said is None:
        return None
    return Preview(
        **{
            **said,
            "headings": tuple(said["headings"]),
            "first": tuple(tuple(row) for row in said["first"]),
        }
    )
