"""What is agreed for …: services, customers, lines, targets and agreements found by words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from slm_analytics.domain.agreement import Agreement, Standing
from slm_analytics.domain.rules import Rules
from slm_analytics.domain.service_catalogue import CatalogueService
from slm_analytics.domain.service_level import ServiceLevel
from slm_analytics.domain.target import Target
from slm_analytics.register.length import Length
from slm_analytics.review.levels import levels_in_force
from slm_analytics.review.registered import agreements_in_force, catalogue_in_force
from slm_analytics.review.rule_words import CLOCKS
from slm_analytics.review.scorecard_words import target_words
from slm_analytics.review.ticket_times import rules_in_force
from slm_analytics.warehouse.connection import Warehouse

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is agreed for some words on a day; each part in the order of the register."""

    services: tuple[CatalogueService, ...]
    customers: tuple[str, ...]
    agreements: tuple[Agreement, ...]
    levels: tuple[ServiceLevel, ...]
    targets: tuple[Target, ...]

    @property
    def count(self) -> int:
        """How much was found."""
        parts = (self.services, self.customers, self.agreements, self.levels, self.targets)
        return sum(len(part) for part in parts)


def agreed_for(warehouse: Warehouse, words: str, on: date) -> Found:
    """Return what is agreed for some words: names, ids, kinds, priorities, holders; any letters.

    Every word has to be found in what a line says. Lines and targets are those in
    force on the day; agreements are all that are not over.
    """
    return found_by(
        words,
        on,
        catalogue_in_force(warehouse),
        agreements_in_force(warehouse),
        levels_in_force(warehouse),
        rules_in_force(warehouse),
    )


def found_by(
    words: str,
    on: date,
    catalogue: Sequence[CatalogueService],
    agreements: Sequence[Agreement],
    levels: Sequence[ServiceLevel],
    rules: Rules,
) -> Found:
    """Return what of a register is found by words."""
    asked = words.lower().split()
    in_force = [each for each in levels if each.valid_from <= on < each.valid_until]
    targets = [each for each in rules.targets if each.valid_from <= on < each.valid_until]
    customers = dict.fromkeys(
        name
        for names in (
            *(each.customers for each in catalogue),
            *((each.customer,) for each in agreements),
            *((each.population.customer,) for each in in_force),
            *((each.customer,) for each in targets),
        )
        for name in names
        if name
    )
    live = [each for each in agreements if each.standing(on) is not Standing.OVER]
    return Found(
        services=_matching(asked, catalogue, _of_service),
        customers=_matching(asked, list(customers), lambda name: [name]),
        agreements=_matching(asked, live, _of_agreement),
        levels=_matching(asked, in_force, _of_level),
        targets=_matching(asked, targets, _of_target),
    )


def target_text(target: Target) -> str:
    """Return what a target agrees: `Resolution in 8 h`."""
    length = Length(seconds=target.seconds, days=target.days, by_time=target.by_time)
    return f"{CLOCKS[target.clock]} in {length}"


def _matching(
    asked: Sequence[str], entries: Sequence[T], told: Callable[[T], Iterable[str]]
) -> tuple[T, ...]:
    """Return the entries that say every word; those that say them in a row come first."""
    found = []
    for each in entries:
        text = " ".join(told(each)).lower()
        if asked and all(word in text for word in asked):
            found.append((" ".join(asked) not in text, each))
    return tuple(each for _, each in sorted(found, key=lambda pair: pair[0]))


def _of_service(each: CatalogueService) -> Iterable[str]:
    return (each.name, each.owner, *each.customers, each.description)


def _of_agreement(each: Agreement) -> Iterable[str]:
    return (
        each.agreement_id, each.title, each.kind.value, each.customer, each.provider,
        *each.services, each.owner, each.document,
    )  # fmt: skip


def _of_level(each: ServiceLevel) -> Iterable[str]:
    about = each.population
    return (
        each.level_id, each.name, each.kind.value, each.provider, about.customer,
        *about.services, *about.priorities, *about.groups, target_words(each),
    )  # fmt: skip


def _of_target(each: Target) -> Iterable[str]:
    return (
        each.target_id,
        each.customer,
        each.service,
        each.priority,
        each.holder,
        each.clock.value,
    )
