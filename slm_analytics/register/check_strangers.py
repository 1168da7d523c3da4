"""Names that something is agreed for and no ticket carries: such a line can hold for nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.register.remark import remark
from slm_analytics.register.rows import Register, Row, Rows

_SEVERAL = ("services", "categories", "sites", "groups")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownNames:
    """The names that tickets carry; empty: not known, so nothing is said of names.

    Attributes:
        used: customer and service of tickets that carry both.
    """

    customers: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    used: frozenset[tuple[str, str]] = frozenset()


def stranger_findings(register: Register, known: KnownNames) -> Iterator[Finding]:
    """Yield names that no ticket carries, and lines of a customer about a service it never used."""
    called = frozenset(row["name"] for row in register["names"])
    for sheet, column, names in (
        ("targets", "customer", known.customers),
        ("targets", "service", known.services),
        ("service_levels", "customer", known.customers),
        ("service_levels", "services", known.services),
        ("service_levels", "categories", known.categories),
        ("service_levels", "sites", known.sites),
        ("service_levels", "groups", known.groups),
        ("agreements", "customer", known.customers),
    ):
        here = names and names | called
        for row in register[sheet]:
            for name in _named(row, column):
                if here and name not in here:
                    yield _stranger(register[sheet], row, column, name)
    if not called:  # names that are only called so may be used by anybody
        yield from _never_used(register["service_levels"], known)


def _named(row: Row, column: str) -> list[str]:
    names = row[column].split("; ") if column in _SEVERAL else [row[column]]
    return [name for name in names if name]


def _stranger(rows: Rows, row: Row, column: str, name: str) -> Finding:
    return remark(
        rows, row, column, "unknown_name", f"no ticket has the {_one(column)} {name!r}",
        "Write it as the tickets do; else this line holds for none of them.",
        severity=Severity.FLAG,
    )  # fmt: skip


def _one(column: str) -> str:
    return "category" if column == "categories" else column.removesuffix("s")


def _never_used(rows: Rows, known: KnownNames) -> Iterator[Finding]:
    """Yield lines whose customer has no ticket of any service that they are about."""
    for row in rows:
        customer, services = row["customer"], _named(row, "services")
        strange = customer not in known.customers or not set(services) <= known.services
        if not customer or not services or strange:
            continue  # nothing to hold against each other, or told already
        if not any((customer, service) in known.used for service in services):
            yield remark(
                rows, row, "services", "no_ticket_matches",
                f"no ticket of {customer!r} is about {' or '.join(map(repr, services))}",
                "This line will not be measured; mend the customer or the services.",
                severity=Severity.FLAG,
            )  # fmt: skip
