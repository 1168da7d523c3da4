"""Agreeing with one customer to what another has: calendars, targets and lines."""

from __future__ import annotations

from slm_analytics.errors import UsageError
from slm_analytics.register.agreement_grid import free_name
from slm_analytics.register.rows import Register
from slm_analytics.register.versions import Cells, Sheets, register_of_sheets, sheets_of

_OF_CALENDARS = ("calendars", "hours", "holidays", "special_days")
_IDS = {"targets": "target_id", "service_levels": "level_id"}


def agrees(register: Register, customer: str) -> bool:
    """Return whether anything is agreed with a customer."""
    return any(row["customer"] == customer for sheet in _IDS for row in register[sheet])


def copied(register: Register, source: str, customer: str) -> Register:
    """Return a register in which a customer has what another one has.

    Calendars that only `source` has are copied under a name of their own, so that one can be
    changed without the other.

    Raises:
        UsageError: something is agreed with the customer already.
    """
    if agrees(register, customer):
        raise UsageError(
            f"Something is agreed with {customer or 'everybody'} already.",
            remedy="Change it in the grid, or take its rows out on the Register page first.",
        )
    sheets = sheets_of(register)
    calendars = _copy_calendars(sheets, _own_calendars(register, source), source, customer)
    for sheet, column in _IDS.items():
        names: dict[str, str] = {}
        for row in [each for each in sheets[sheet] if each.get("customer", "") == source]:
            name = row[column]
            if name not in names:
                names[name] = free_name(sheets[sheet], column, _name(name, source, customer))
            copy = row | {column: names[name], "customer": customer}
            if row.get("calendar_id") in calendars:
                copy["calendar_id"] = calendars[row["calendar_id"]]
            sheets[sheet].append(copy)
    return register_of_sheets(sheets)


def _own_calendars(register: Register, source: str) -> list[str]:
    """Return the calendars that no other customer's targets use."""
    used = [(row["calendar_id"], row["customer"]) for row in register["targets"]]
    others = {name for name, customer in used if customer != source}
    own = {name for name, customer in used if customer == source} - others
    return sorted(
        row["calendar_id"]
        for row in register["calendars"]
        if row["calendar_id"] in own and row["always_open"] != "yes"
    )


def _copy_calendars(sheets: Sheets, names: list[str], source: str, customer: str) -> dict[str, str]:
    """Copy calendars under new names; return name -> the new one."""
    new: dict[str, str] = {}
    for name in dict.fromkeys(names):
        new[name] = free_name(sheets["calendars"], "calendar_id", _name(name, source, customer))
    for sheet in _OF_CALENDARS:
        for row in [each for each in sheets[sheet] if each["calendar_id"] in new]:
            copy: Cells = row | {"calendar_id": new[row["calendar_id"]]}
            if sheet == "calendars":
                copy["name"] = copy["calendar_id"]
            sheets[sheet].append(copy)
    return new


def _name(name: str, source: str, customer: str) -> str:
    """Return the name of a copy: the customer's in place of the other's, else before it."""
    whole = customer or "Everybody"
    short, first = source.partition(" ")[0], whole.partition(" ")[0]
    for part, other in ((source, whole), (short, first)):
        if part and part in name:
            return name.replace(part, other)
    return f"{whole} {name}"
