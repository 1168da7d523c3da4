"""What a source says about its export: which heading is which field, and what its words mean."""

from __future__ import annotations

import hashlib
import importlib
import json
import pkgutil
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from slm_analytics.domain.ticket import HoldReason, Priority, RecordType, State, state_words
from slm_analytics.errors import UnknownSource
from slm_analytics.ingest.contract import TICKETS, Contract, contracts, record_contracts
from slm_analytics.ingest.fields import DATED_KINDS, FIELDS, Kind
from slm_analytics.ingest.headings import plain

if TYPE_CHECKING:  # commands that read no file do not wait for its library
    from slm_analytics.warehouse.archive import RawTable

MISSING_WORDS = frozenset({"", "?", "-", "--", "null", "(null)", "n/a", "#n/a", "(empty)"})
YES_WORDS = frozenset({"true", "yes", "y", "1", "met", "within sla", "ja", "oui", "x"})
NO_WORDS = frozenset({"false", "no", "n", "0", "missed", "sla violated", "violated", "nein", "non"})

_PRIORITY_WORDS = {
    "critical": Priority.P1,
    "urgent": Priority.P1,
    "highest": Priority.P1,
    "high": Priority.P2,
    "moderate": Priority.P3,
    "medium": Priority.P3,
    "normal": Priority.P3,
    "low": Priority.P4,
    "planning": Priority.P5,
    "lowest": Priority.P5,
}
_STATE_WORDS = {
    "new": State.NEW,
    "open": State.NEW,
    "active": State.IN_PROGRESS,
    "assigned": State.IN_PROGRESS,
    "in progress": State.IN_PROGRESS,
    "work in progress": State.IN_PROGRESS,
    "on hold": State.ON_HOLD,
    "pending": State.ON_HOLD,
    "resolved": State.RESOLVED,
    "solved": State.RESOLVED,
    "closed": State.CLOSED,
    "canceled": State.CANCELLED,
    "cancelled": State.CANCELLED,
}
_TYPE_WORDS = {
    "incident": RecordType.INCIDENT,
    "request": RecordType.REQUEST,
    "service request": RecordType.REQUEST,
    "problem": RecordType.PROBLEM,
    "change": RecordType.CHANGE,
    "change request": RecordType.CHANGE,
}


def _common_words() -> dict[str, dict[str, str]]:
    priorities: dict[str, str] = {word: level.value for word, level in _PRIORITY_WORDS.items()}
    for level in Priority:
        digit = level.value[1]
        priorities |= {level.value.lower(): level.value, digit: level.value}
        for word in _PRIORITY_WORDS:
            priorities |= {f"{digit} - {word}": level.value, f"{digit} {word}": level.value}
    states = {word: state.value for word, state in _STATE_WORDS.items()}
    states |= {word: word for word in state_words()}
    reasons = {reason.value: reason.value for reason in HoldReason}
    types = {word: kind.value for word, kind in _TYPE_WORDS.items()}
    return {
        "priority": priorities, "state": states, "record_type": types, "hold_reason": reasons
    }  # fmt: skip


CANONICAL: Mapping[str, frozenset[str]] = {
    "priority": frozenset(Priority),
    "state": frozenset(state_words()),
    "record_type": frozenset(RecordType),
    "hold_reason": frozenset(HoldReason),
    **{name: YES_WORDS | NO_WORDS for name, each in FIELDS.items() if each.kind is Kind.YES_NO},
}
COMMON_VALUES = _common_words()
_NUMERIC = (Kind.NUMBER, Kind.COUNT, Kind.DURATION)


def closed_words(form: Contract) -> dict[str, dict[str, str]]:
    """Return choice field -> word -> canonical word, of a kind of record that is no ticket."""
    own = {
        name: {**{word: word for word in words.values()}, **words}
        for name, words in form.words.items()
    }
    return {**(COMMON_VALUES if form.of_tickets else {}), **own}


def canonical_words(form: Contract) -> Mapping[str, frozenset[str]]:
    """Return field -> the words that a kind of record knows, of fields with a closed vocabulary."""
    if form.is_tickets:
        return CANONICAL
    of_tickets = CANONICAL if form.of_tickets else {}
    yes_no = {name: YES_WORDS | NO_WORDS for name, each in form.fields.items()
              if each.kind is Kind.YES_NO}  # fmt: skip
    own = {name: frozenset(words.values()) for name, words in form.words.items()}
    return {**of_tickets, **own, **yes_no}


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMapping:
    """One export format.

    Attributes:
        name: what the format is called on the command line.
        title: what it is called on screen.
        system: the tool it comes from; formats of one system describe the
            same tickets.
        columns: field -> the headings it may stand under.
        signature: fields whose headings tell this format from others.
        values: choice field -> the export's word (lower case) -> canonical word.
            States may carry a hold reason: `on_hold/awaiting_customer`.
        fixed: field -> the value every row of this format has.
        missing: words that mean "no value", lower case.
        history: one row is one update, a ticket stands once per update.
        time_left: the verdict stands as the time that is left; a minus is a miss.
        final_verdicts: the tool gives a verdict before the end; only that of an
            ended ticket is taken.
        repeated: fields whose heading stands once for every value of a ticket.
        cut_at: rows at which exports of the format stop.
        first_counted: counts of changes that count the first state, too.
        codes: choice field -> the number that extracts of a database carry -> the word
            for it. Lists of one tool give one number several meanings.
        numbers: what the ids of this list begin with, where headings do not tell it
            from other lists of the tool; all that are named count as one list.
        levels: what numbers begin with -> what such a record is, where one is made of others
            that the tool lists, too: together they hold the same work twice.
        several: the field of which a table must hold several words to be of this list.
        recipe: how to make the export in the tool.
        contract: the kind of record that a row is (`ingest.contract`).
        epoch: instants told as seconds or milliseconds since 1970.
        rewritten: field -> how its text is written so that it says what the tool leaves
            unsaid: a length its unit, a time its zone, a stand-in nothing.
        shape: brings the table of a file into one row per record, where the tool
            writes it otherwise.
        first_row: of a format without headings: its headings, given the first row
            of a file, None where that is not one of its rows.
        document: how a JSON document of the tool becomes rows; None: it is not such a
            document. Numbers in it are texts, as they are written.
        fits: whether a file that nobody named a source for is of this format, beyond its
            signature; such as a list whose headings are those of another one.
        kept: made by a person and kept in the record, not built in.
    """

    name: str
    title: str
    system: str
    columns: Mapping[str, tuple[str, ...]]
    signature: tuple[str, ...] = ()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    missing: frozenset[str] = MISSING_WORDS
    history: bool = False
    time_left: bool = False
    final_verdicts: bool = False
    repeated: frozenset[str] = frozenset()
    first_counted: frozenset[str] = frozenset()
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    numbers: tuple[str, ...] = ()
    levels: Mapping[str, str] = field(default_factory=dict)
    several: str = ""
    cut_at: int = 0
    recipe: str = ""
    contract: str = TICKETS
    epoch: frozenset[str] = frozenset()
    rewritten: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    shape: Callable[[RawTable], RawTable] | None = None
    first_row: Callable[[tuple[str, ...]], tuple[str, ...] | None] | None = None
    document: Callable[[object], list[dict[str, str]] | None] | None = None
    fits: Callable[[tuple[str, ...]], bool] | None = None
    kept: bool = False

    @property
    def form(self) -> Contract:
        """The kind of record that a row is."""
        return contracts()[self.contract]

    def located(self, headings: tuple[str, ...]) -> dict[str, int]:
        """Return field -> index of the first heading that stands for it."""
        places = {}
        known = [plain(heading) for heading in headings]
        for name, aliases in self.columns.items():
            for alias in aliases:
                if plain(alias) in known:
                    places[name] = known.index(plain(alias))
                    break
        return places

    def words(self) -> dict[str, dict[str, str]]:
        """Return choice field -> word -> canonical word, common words included."""
        known = COMMON_VALUES if self.form.is_tickets else closed_words(self.form)
        return {
            name: {**known.get(name, {}), **dict(self.values.get(name, {}))}
            for name in sorted({*known, *self.values})
        }

    def as_json(self, *, in_order: bool = False) -> str:
        """Return the mapping as JSON: equal mappings, equal texts.

        With `in_order` the columns stay in their order, which tells which is
        which in a file without headings.
        """
        plain_values = {key: dict(value) for key, value in self.values.items()}
        return json.dumps(
            {
                "name": self.name,
                "title": self.title,
                "system": self.system,
                "columns": {key: list(value) for key, value in self.columns.items()},
                "values": plain_values,
                "fixed": dict(self.fixed),
                "history": self.history,
                **({} if self.form.is_tickets else {"contract": self.contract}),
            },
            ensure_ascii=False,
            sort_keys=not in_order,
        )


def mapping_from_json(text: str) -> SourceMapping:
    """Read a mapping that was kept, or written by hand (a heading may be a plain string).

    Raises:
        UnknownSource: the text is not such a mapping, or names a field or a
            meaning that does not exist.
    """
    try:
        kept = json.loads(text)
        columns = {key: _headings(value) for key, value in kept["columns"].items()}
        values = {
            key: {word.strip().lower(): meaning for word, meaning in words.items()}
            for key, words in kept.get("values", {}).items()
        }
        mapping = SourceMapping(
            name=kept["name"],
            title=kept.get("title", kept["name"]),
            system=kept.get("system", kept["name"]),
            columns=columns,
            signature=tuple(columns),
            values=values,
            fixed=dict(kept.get("fixed", {})),
            history=bool(kept.get("history", False)),
            contract=kept.get("contract", TICKETS),
            epoch=_epochs(kept.get("contract", TICKETS)),
            kept=True,
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnknownSource(
            "The mapping cannot be read.",
            remedy='It must be JSON with "name" and "columns": {"ticket_id": "Heading", ...}.',
        ) from error
    check_mapping(mapping)
    return mapping


def name_of_list(title: str) -> str:
    """Return the name of a source from what a person calls the list, in any script."""
    name = re.sub(r"\W+", "_", title.strip().casefold()).strip("_")
    return name or f"list_{hashlib.sha256(title.strip().encode()).hexdigest()[:8]}"


def check_mapping(mapping: SourceMapping) -> None:
    """Check that a mapping speaks of fields and meanings that exist.

    Raises:
        UnknownSource: it does not.
    """
    if mapping.contract not in contracts():
        raise _unknown(mapping, f"the contract {mapping.contract!r}", contracts())
    fields, choices = mapping.form.fields, mapping.form.choices
    canonical = canonical_words(mapping.form)
    numbers = [name for name, each in fields.items() if each.kind is Kind.NUMBER]
    for name in (*mapping.columns, *mapping.fixed):
        if name not in fields:
            raise _unknown(mapping, f"the field {name!r}", fields)
    meanings = [(name, said) for name, words in mapping.values.items() for said in words.values()]
    for name, text in mapping.fixed.items():
        _check_fixed(mapping, name, text)
    for name, meaning in (*meanings, *mapping.fixed.items()):
        if name in mapping.values and name not in (*choices, *canonical, *numbers):
            raise _unknown(mapping, f"words of the field {name!r}", (*choices, *canonical))
        if name in numbers and not _is_number(meaning):
            raise UnknownSource(
                f"The mapping {mapping.name!r} says {meaning!r} for {name}, which is no number.",
                remedy="Write a number with a point, such as 5 or 0.5.",
            )
        if meaning not in canonical.get(name, (meaning,)):
            raise _unknown(mapping, f"{meaning!r} as a meaning of {name}", canonical[name])


def _check_fixed(mapping: SourceMapping, name: str, text: str) -> None:
    kind = mapping.form.fields[name].kind
    if kind in DATED_KINDS or (kind in _NUMERIC and not _is_number(text)):
        raise UnknownSource(
            f"The mapping {mapping.name!r} says {text!r} for every row as"
            f" {mapping.form.fields[name].title}.",
            remedy="A number, a word or a name can be given so, a length in seconds; no date.",
        )


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", text) is not None


def _unknown(mapping: SourceMapping, what: str, known: Iterable[str]) -> UnknownSource:
    return UnknownSource(
        f"The mapping {mapping.name!r} names {what}, which does not exist.",
        remedy=f"Known: {', '.join(sorted(set(known)))}.",
    )


def _epochs(contract: str) -> frozenset[str]:
    """Return the instants that may be told as seconds since 1970: no date is such a number."""
    form = contracts().get(contract)
    if form is None or form.is_tickets:
        return frozenset()
    return frozenset(name for name, each in form.fields.items() if each.kind is Kind.INSTANT)


def _headings(said: str | list[str]) -> tuple[str, ...]:
    """Return the headings a field may stand under; an empty one stands for none."""
    headings = (said,) if isinstance(said, str) else tuple(said)
    return tuple(heading for heading in headings if heading.strip())


def _own_headings(form: Contract) -> SourceMapping:
    """Return the source of records in the product's own form: the headings are the field names."""
    needed = ", ".join([*form.needed, *(" or ".join(group) for group in form.one_of)])
    return SourceMapping(
        name=form.name,
        title=f"{form.title} (own headings)",
        system=form.name,
        columns={name: (name,) for name in form.fields},
        signature=form.signature,
        contract=form.name,
        epoch=_epochs(form.name),
        recipe=f"Any list with the headings of docs/data_dictionary.md; at least {needed}.",
    )


@cache
def built_in() -> dict[str, SourceMapping]:
    """Return every format the product knows, by name: one file each in `sources/`."""
    from slm_analytics.ingest import sources  # noqa: PLC0415  the folder imports this module

    found = {each.name: _own_headings(each) for each in record_contracts()}
    for module in pkgutil.iter_modules(sources.__path__):
        mapping = importlib.import_module(f"{sources.__name__}.{module.name}").MAPPING
        found[mapping.name] = mapping
    return found
