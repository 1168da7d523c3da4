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

from slm_analytics.ingest.fields import FIELDS, REQUIRED, Field, Kind

TICKETS = "tickets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Two instants of a record; an end before its start sets the record aside.

    With `apart` the periods of records that agree in those fields should not
    overlap: where they do, the later one loads and is marked.
    """

    start: str
    end: str
    apart: tuple[str, ...] = ()


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
        key: fields that make a record the same one as in an earlier extract; the
            later extract holds.
        at: the instant that dates a record; empty where records have none.
        periods: pairs of instants that bound something.
        ahead: instants that may lie in the future.
        words: choice field -> word (lower case) -> its meaning, of closed vocabularies.
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
    at: str = ""
    periods: tuple[Period, ...] = ()
    ahead: tuple[str, ...] = ()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    of_tickets: bool = False

    @property
    def choices(self) -> tuple[str, ...]:
        """Fields whose words can be given a meaning."""
        return tuple(name for name, each in self.fields.items() if each.kind is Kind.CHOICE)

    @property
    def instants(self) -> tuple[str, ...]:
        """Fields that hold an instant."""
        return tuple(name for name, each in self.fields.items() if each.kind is Kind.INSTANT)

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
