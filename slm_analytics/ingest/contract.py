"""Contracts: the kinds of record that an extract can hold, and what each must say.

A ticket is one kind; outages, checks, survey answers, samples of utilisation
and the registers kept by hand are others. A kind is one file in `contracts/`:
its table in the store, its own source (headings = field names), its entry in
the data dictionary and its checks follow from the declaration.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from slm_analytics.ingest.fields import DATED_KINDS, FIELDS, REQUIRED, Field, Kind

TICKETS = "tickets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Two instants of a record; an end before its start sets the record aside.

    With `apart` the periods of records that agree in those fields should not
    overlap: where they do, the later one loads and is marked. `length` is the
    field in which a tool tells the length itself: it is compared with the two
    instants, and gives the end where an export has no end.
    """

    start: str
    end: str
    apart: tuple[str, ...] = ()
    length: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRule:
    """What the numbers of one row must be to each other, such as answered at most offered.

    Attributes:
        of: fields whose values are added up; one without a value adds nothing. Rows that
            have none of them are not judged.
        least, most: what the sum may not fall below or exceed: a number, or a field; rows
            without a value of that field are not judged.
        where: field -> words (lower case) of the rows that the rule is for; without words:
            the rows that have a value there.
        code: what is wrong, in short; rows that break the rule load and are marked with it.
        aside: what is wrong, to complete "HEADING ...": such rows are set aside instead.
    """

    of: tuple[str, ...]
    code: str
    aside: str = ""
    least: str | float | None = None
    most: str | float | None = None
    where: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field that the rule speaks of."""
        bounds = (each for each in (self.least, self.most) if isinstance(each, str))
        return (*self.of, *bounds, *self.where)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """One kind of record.

    Attributes:
        name: what the kind is called, in the plural; also that of its own source.
        table: the table of the records in force.
        one: what one record is called on screen.
        title: what the kind is called on screen.
        meaning: one sentence on what a record is.
        fields: field -> how it is read and what it means.
        required: fields without which a record says nothing.
        present: fields whose column must be there, though a cell may be empty.
        one_of: groups of fields of which a record needs at least one.
        key: fields that make a record the same one as in an earlier extract; the
            later extract holds.
        enough: fields of the key of which a value alone names the record: those that
            come later in the key do not count then.
        last: of several rows of one record in a file the one with the latest of these
            instants holds; without it, rows that differ are set aside.
        at: the instant that dates a record; empty where records have none.
        periods: pairs of instants that bound something.
        rules: what the numbers of a row must be to each other.
        ahead: instants that may lie in the future.
        words: choice field -> word (lower case) -> its meaning, of closed vocabularies.
        said_once: fields that a person may say once for a whole list, where it has no such
            column.
        signature: fields whose own names as headings tell that a file holds such records.
        of_tickets: each tells something of a ticket that a list of its tool holds, in the
            words of tickets.
    """

    name: str
    table: str
    one: str
    title: str
    meaning: str
    fields: Mapping[str, Field]
    required: tuple[str, ...]
    key: tuple[str, ...]
    signature: tuple[str, ...]
    present: tuple[str, ...] = ()
    one_of: tuple[tuple[str, ...], ...] = ()
    enough: tuple[str, ...] = ()
    last: str = ""
    at: str = ""
    periods: tuple[Period, ...] = ()
    rules: tuple[RowRule, ...] = ()
    ahead: tuple[str, ...] = ()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    said_once: tuple[str, ...] = ()
    of_tickets: bool = False

    @property
    def choices(self) -> tuple[str, ...]:
        """Fields whose words can be given a meaning."""
        return tuple(name for name, each in self.fields.items() if each.kind is Kind.CHOICE)

    @property
    def instants(self) -> tuple[str, ...]:
        """Fields that hold an instant or a day."""
        return tuple(name for name, each in self.fields.items() if each.kind in DATED_KINDS)

    @property
    def needed(self) -> tuple[str, ...]:
        """Fields whose column, or fixed value, a list must have."""
        return (*self.required, *self.present)

    @property
    def is_tickets(self) -> bool:
        """Whether the records are tickets, which have versions and a history."""
        return self.name == TICKETS


_TICKETS = Contract(
    name=TICKETS,
    table="ticket",
    one="ticket",
    title="Tickets",
    meaning="Incidents, requests, problems and changes.",
    fields=FIELDS,
    required=REQUIRED,
    key=("ticket_id",),
    signature=REQUIRED,
    at="opened_at",
    ahead=("due_at",),
)


@cache
def contracts() -> dict[str, Contract]:
    """Return every kind of record by name, tickets first: one file each in `contracts/`."""
    from slm_analytics.ingest import contracts as folder  # noqa: PLC0415  it imports this module

    found = {TICKETS: _TICKETS}
    for module in pkgutil.iter_modules(folder.__path__):
        contract = importlib.import_module(f"{folder.__name__}.{module.name}").CONTRACT
        found[contract.name] = contract
    return found


def record_contracts() -> tuple[Contract, ...]:
    """Return the kinds of record that are not tickets."""
    return tuple(each for each in contracts().values() if not each.is_tickets)
