"""How far a set-up has come, and what is still missing for a whole scorecard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from slm_analytics.domain.period import Month
from slm_analytics.register.customer_copy import agrees
from slm_analytics.register.rows import Register
from slm_analytics.review.queries import statement
from slm_analytics.review.sentences import counted, listed, month_name
from slm_analytics.warehouse.connection import Warehouse


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is missing, and the step of the set-up that mends it; 0: the Data page."""

    words: str
    step: int


def month_services(warehouse: Warehouse, customer: str, month: Month) -> pd.DataFrame:
    """Return service (None: none), tickets, without_target, without_line of a month."""
    return warehouse.query(
        statement("setup_missing"),
        {"customer": customer, "start": month.first, "until": month.plus(1).first},
    )


def missing(
    register: Register,
    customers: Sequence[str],
    services: pd.DataFrame,
    month: Month,
    unknown_words: int,
) -> list[Missing]:
    """Return what is still missing, the gravest first.

    Args:
        register: what is in force.
        customers: all of them, as they are called now.
        services: of one customer, see `month_services`.
        month: the month of these.
        unknown_words: how many words no rule knows.
    """
    return [
        *_customers(register, customers),
        *_tickets(services, month),
        *_services(services),
        *_shares(register),
        *_words(unknown_words),
    ]


def _customers(register: Register, customers: Sequence[str]) -> list[Missing]:
    for_all = any(not row["customer"] for row in register["service_levels"])
    without = [each for each in customers if not for_all and not agrees(register, each)]
    if not without:
        return []
    names = listed([each or "tickets without a customer" for each in without])
    return [Missing(f"Nothing is agreed with {names}.", 2)]


def _tickets(services: pd.DataFrame, month: Month) -> list[Missing]:
    count = int(services["without_target"].sum())
    if not count:
        return []
    verb = "has" if count == 1 else "have"
    return [Missing(f"{counted(count, 'ticket')} of {month_name(month)} {verb} no target.", 3)]


def _services(services: pd.DataFrame) -> list[Missing]:
    silent = services[services["without_line"] == services["tickets"]]
    names = [str(name) for name in silent["service"].dropna()]
    if not names:
        return []
    return [Missing(f"No line of the contract speaks of {listed(names)}.", 3)]


def _shares(register: Register) -> list[Missing]:
    named = {
        (row["customer"], row["priority"])
        for row in register["targets"]
        if not row["valid_to"] and not row["share"] and not row["holder"] and row["priority"]
    }
    if not named:
        return []
    names = [" ".join(filter(None, each)) for each in sorted(named)]
    return [Missing(f"No share is agreed for {listed(names)}: no line is judged there.", 3)]


def _words(unknown: int) -> list[Missing]:
    if not unknown:
        return []
    words = f"{counted(unknown, 'word')} of the extracts {'is' if unknown == 1 else 'are'}"
    return [Missing(f"{words} not known: say on the Data page what they mean.", 0)]
