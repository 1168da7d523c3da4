"""Another calendar or other pauses for some targets: tried on all versions, or from a day on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from slm_analytics.domain.target import ClockKind
from slm_analytics.errors import UsageError
from slm_analytics.register.rows import Register, Row, register_from
from slm_analytics.register.sheet import NONE

AROUND_THE_CLOCK = "24x7"  # made where the register has no such calendar
Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherTime:
    """In which hours clocks run and in which states they stand still, if other than agreed.

    Attributes:
        calendar: the name of a calendar of the register, or `AROUND_THE_CLOCK`; empty: as agreed.
        pauses: as the register writes it, `none` for no state; empty: as agreed.
    """

    calendar: str = ""
    pauses: str = ""

    @property
    def is_other(self) -> bool:
        """Whether anything is other than agreed."""
        return bool(self.calendar or self.pauses)


AS_AGREED = OtherTime()


def everywhere(register: Register, target_ids: Collection[str], other: OtherTime) -> Register:
    """Return a register in which some targets, in all their versions, run by another time.

    Raises:
        UsageError: the calendar is not in the register.
    """
    return _with(register, target_ids, other, lambda row: [_changed(row.cells, other)])


def from_day(
    register: Register, target_ids: Collection[str], other: OtherTime, begins: date
) -> Register:
    """Return a register in which some targets run by another time from a day on.

    A version in force on that day ends the day before, and goes on as a new
    one; versions that begin later are changed as they stand.

    Raises:
        UsageError: the calendar is not in the register.
    """
    return _with(register, target_ids, other, lambda row: _from_day(row.cells, other, begins))


def _with(
    register: Register,
    target_ids: Collection[str],
    other: OtherTime,
    change: Callable[[Row], Sequence[Cells]],
) -> Register:
    sheets: dict[str, list[Cells]] = {
        name: [each.cells for each in rows] for name, rows in register.sheets.items()
    }
    concerned = [row for row in register["targets"] if row["target_id"] in target_ids]
    sheets["calendars"] += _new_calendar(register, concerned, other)
    sheets["targets"] = [
        cells
        for row in register["targets"]
        for cells in (change(row) if row["target_id"] in target_ids else [row.cells])
    ]
    return register_from(sheets)


def _new_calendar(
    register: Register, concerned: Sequence[Row], other: OtherTime
) -> Iterator[Cells]:
    """Yield the calendar around the clock where it is asked for and not there."""
    there = {row["calendar_id"]: row["timezone"] for row in register["calendars"]}
    if not other.calendar or other.calendar in there:
        return
    if other.calendar != AROUND_THE_CLOCK:
        raise UsageError(
            f"There is no calendar {other.calendar!r} in the register.",
            remedy="Choose one that is there.",
        )
    zones = [there.get(row["calendar_id"], "") for row in concerned]
    yield {
        "calendar_id": AROUND_THE_CLOCK,
        "name": "Around the clock",
        "timezone": next(filter(None, zones), "UTC"),
        "always_open": "yes",
    }


def _changed(cells: Cells, other: OtherTime) -> Cells:
    new = dict(cells)
    if other.calendar:
        new["calendar_id"] = other.calendar
    if other.pauses and cells.get("clock") != ClockKind.RESPONSE.value:
        new["pauses"] = other.pauses
    return new


def _from_day(cells: Cells, other: OtherTime, begins: date) -> Sequence[Cells]:
    first, last = cells.get("valid_from", ""), cells.get("valid_to", "")
    if last and last < begins.isoformat():
        return [cells]
    if first >= begins.isoformat():
        return [_changed(cells, other)]
    ended = {**cells, "valid_to": (begins - timedelta(days=1)).isoformat()}
    return [ended, {**_changed(cells, other), "valid_from": begins.isoformat()}]


def pauses_cell(states: Collection[str]) -> str:
    """Return states as the register writes them."""
    return ", ".join(sorted(states)) or NONE
