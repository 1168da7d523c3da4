"""The states that stop the clocks of a customer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from slm_analytics.domain.target import AWAITING_CUSTOMER, ClockKind
from slm_analytics.domain.ticket import state_words
from slm_analytics.register.in_force import policy_of
from slm_analytics.register.rows import Register, Row
from slm_analytics.register.sheet import NONE
from slm_analytics.register.versions import put_version, register_of_sheets, sheets_of

USUAL = frozenset({AWAITING_CUSTOMER})


def pausing_targets(register: Register, customer: str) -> list[Row]:
    """Return a customer's resolution targets that hold until further notice."""
    return [
        row
        for row in register["targets"]
        if row["customer"] == customer
        and (row["clock"] or ClockKind.RESOLUTION) == ClockKind.RESOLUTION
        and not row["valid_to"]
    ]


def pauses_of(register: Register, customer: str) -> frozenset[str]:
    """Return the states in which a customer's clocks stand still, by the first of its targets."""
    rows = pausing_targets(register, customer)
    return policy_of(rows[0]).pauses if rows else USUAL


def with_pauses(
    register: Register, customer: str, states: Collection[str], first: date | None
) -> Register:
    """Return a register in which a customer's resolution clocks stand still in some states.

    Raises:
        UsageError: a version in force begins after the first day.
    """
    sheets = sheets_of(register)
    for row in pausing_targets(register, customer):
        if policy_of(row).pauses == frozenset(states):
            continue
        cells = {name: cell for name, cell in row.cells.items() if name != "valid_from"}
        cells["pauses"] = pauses_text(states)
        put_version(sheets["targets"], row, {k: v for k, v in cells.items() if v}, first)
    return register_of_sheets(sheets)


def pauses_text(states: Collection[str]) -> str:
    """Return states as they stand in a cell; the usual ones are blank."""
    if frozenset(states) == USUAL:
        return ""
    return ", ".join(word for word in state_words() if word in states) or NONE
