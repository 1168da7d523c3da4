"""What the extracts hold, as the set-up asks about it: names, priorities, zones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from slm_analytics.domain.ticket import Priority
from slm_analytics.register.name_sheet import NameKind
from slm_analytics.register.spellings import Suggestion, suggestions
from slm_analytics.review.queries import statement
from slm_analytics.review.sentences import counted, listed
from slm_analytics.warehouse.connection import Warehouse

_WORDS = {NameKind.CUSTOMER: ("company", "companies"), NameKind.SERVICE: ("service", "services")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found.

    Attributes:
        pairs: customer, service (as the extracts write them; None: none), tickets.
        tickets: customer (as it is called now), priority, zone, tickets.
    """

    pairs: pd.DataFrame
    tickets: pd.DataFrame

    def counts(self, kind: NameKind) -> dict[str, int]:
        """Return how many tickets each name has, as it is written; the commonest first."""
        known = self.pairs.dropna(subset=[kind.value])
        sums = known.groupby(kind.value, sort=False)["tickets"].sum()
        sums = sums.sort_values(ascending=False, kind="stable")
        return {str(name): int(count) for name, count in sums.items()}

    def alike(self, kind: NameKind, called: Mapping[str, str]) -> tuple[Suggestion, ...]:
        """Return spellings that are probably one name and are not called so yet."""
        counts: dict[str, int] = {}
        for written, count in self.counts(kind).items():
            name = called.get(written, written)
            counts[name] = counts.get(name, 0) + count
        return suggestions(counts)

    def partners(self, kind: NameKind) -> dict[str, str]:
        """Return for each customer its services, for each service its customers, in words."""
        other = NameKind.SERVICE if kind is NameKind.CUSTOMER else NameKind.CUSTOMER
        known = self.pairs.dropna(subset=[kind.value])
        found = {}
        for name, part in known.groupby(kind.value, sort=False):
            names = [str(each) for each in part[other.value].dropna()]
            found[str(name)] = _partners(names, other)
        return found

    @property
    def customers(self) -> tuple[str, ...]:
        """The customers as they are called now, the largest first; `""`: tickets without one."""
        sums = self.tickets.assign(customer=self.tickets["customer"].fillna(""))
        order = sums.groupby("customer")["tickets"].sum().sort_values(ascending=False)
        named = [str(name) for name in order.index if name]
        return tuple(named) or ("",)

    @property
    def nameless(self) -> int:
        """How many tickets name no customer."""
        return int(self.tickets.loc[self.tickets["customer"].isna(), "tickets"].sum())

    def priorities(self, customer: str) -> tuple[str, ...]:
        """Return the priorities of a customer's tickets that can have a target."""
        mine = set(self._of(customer)["priority"].dropna())
        return tuple(each.value for each in Priority if each.value in mine) or ("P1", "P2", "P3")

    def zone(self, customer: str) -> str:
        """Return the zone that most of a customer's tickets were written in."""
        mine = self._of(customer).groupby("zone")["tickets"].sum()
        return str(mine.idxmax()) if len(mine) else "UTC"

    def _of(self, customer: str) -> pd.DataFrame:
        names = self.tickets["customer"].fillna("")
        return self.tickets[names == customer] if customer else self.tickets

    def sentence(self) -> str:
        """Return what was found: `37 services, 4 priorities and 3 companies were found`."""
        parts = [
            counted(len(self.counts(NameKind.SERVICE)), *_WORDS[NameKind.SERVICE]),
            counted(self.tickets["priority"].nunique(), "priority", "priorities"),
            counted(len(self.counts(NameKind.CUSTOMER)), *_WORDS[NameKind.CUSTOMER]),
        ]
        return f"{listed(parts)} were found"


def _partners(names: list[str], kind: NameKind) -> str:
    if not names:
        return f"no {kind.value}"
    return listed(names) if len(names) < 4 else counted(len(names), kind.value)


def found(warehouse: Warehouse) -> Found:
    """Read what the extracts hold."""
    return Found(
        pairs=warehouse.query(statement("setup_names")),
        tickets=warehouse.query(statement("setup_tickets")),
    )
