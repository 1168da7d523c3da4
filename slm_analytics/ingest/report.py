"""The load report: what the manager sees before anything is loaded."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.ingest.mending import NO_MENDING, Mending, mending_from_plain


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnReport:
    """How one column was read."""

    field: str
    title: str
    heading: str
    read_as: str
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownWord:
    """A word that no rule knows, how many tickets carry it, and what it may mean."""

    field: str
    word: str
    tickets: int
    proposal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What only a person can say: the order of a column's dates, or the mapping of columns.

    `kind` is "date order" or "columns"; `options` are the answers, `examples`
    values of the column.
    """

    kind: str
    text: str
    column: str = ""
    options: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """How the file's tickets stand to those already known from the same format.

    Of the `known` ones the file's row is `newer`, or `older` and left out, or
    neither, and taken. `gone`: known tickets of the same time, not in the file.
    """

    known: int = 0
    newer: int = 0
    older: int = 0
    gone: int = 0

    @property
    def equal(self) -> int:
        """Known tickets whose row here is neither newer nor older; it takes the other's place."""
        return self.known - self.newer - self.older


class Mark(StrEnum):
    """What a check of the report card came to."""

    LOOK = "look"  # look into it before the figures are believed
    OPEN = "not known"
    GOOD = "good"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line of the report card of an extract: what was looked at, found, and is to be done."""

    name: str
    mark: Mark
    words: str
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """One file as it was read.

    `rows` = `loaded` + `set_aside` + `duplicates`. `intake` names the folder
    in which the result waits to be accepted. A report with open questions or
    a refusal cannot be accepted.
    """

    intake: str
    file: str
    sha256: str = ""
    kind: str = ""
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    header_line: int = 0
    headings: tuple[str, ...] = ()
    source: str = ""
    title: str = ""
    system: str = ""
    history: bool = False
    customer: str = ""
    zone: str = ""
    zone_origin: str = ""
    rows: int = 0
    loaded: int = 0
    set_aside: int = 0
    duplicates: int = 0
    contract: str = "tickets"
    tickets: int = 0
    updates: int = 0
    records: int = 0
    first_opened_at: str = ""
    last_opened_at: str = ""
    latest_at: str = ""
    columns: tuple[ColumnReport, ...] = ()
    unused_headings: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
    unknown_words: tuple[UnknownWord, ...] = ()
    proposed_columns: dict[str, str] = field(default_factory=dict)
    heading_examples: dict[str, str] = field(default_factory=dict)  # of a list to be mapped
    overlap: Overlap = Overlap()
    checks: tuple[Check, ...] = ()
    load_id: str = ""
    recipe: str = ""
    already_loaded: bool = False
    replaces: str = ""
    takes_out_sample: bool = False
    mending: Mending = NO_MENDING

    @property
    def refused(self) -> bool:
        """Whether the file cannot be loaded as it is."""
        return any(finding.severity is Severity.REFUSED for finding in self.findings)

    @property
    def acceptable(self) -> bool:
        """Whether it can be accepted now."""
        return not (self.refused or self.questions or self.already_loaded)

    def as_dict(self) -> dict[str, Any]:
        """Return the report as plain values."""
        return {**asdict(self), "refused": self.refused, "acceptable": self.acceptable}


def report_from_json(text: str) -> LoadReport:
    """Read a report that was written with `as_dict`."""
    kept: dict[str, Any] = json.loads(text)
    for name in ("refused", "acceptable"):
        kept.pop(name, None)
    kept["columns"] = tuple(ColumnReport(**each) for each in kept["columns"])
    kept["findings"] = tuple(
        Finding(**{**each, "severity": Severity(each["severity"])}) for each in kept["findings"]
    )
    kept["questions"] = tuple(
        Question(**{**each, "options": tuple(each["options"]), "examples": tuple(each["examples"])})
        for each in kept["questions"]
    )
    kept["unknown_words"] = tuple(UnknownWord(**each) for each in kept["unknown_words"])
    kept["checks"] = tuple(Check(**{**each, "mark": Mark(each["mark"])}) for each in kept["checks"])
    kept["overlap"] = Overlap(**kept["overlap"])
    kept["mending"] = mending_from_plain(kept["mending"])
    for name in ("sheets", "headings", "unused_headings"):
        kept[name] = tuple(kept[name])
    return LoadReport(**kept)


def refusal(intake: str, file: str, finding: Finding) -> LoadReport:
    """Return the report of a file that cannot be read."""
    return LoadReport(intake=intake, file=file, findings=(finding,))
