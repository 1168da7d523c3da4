"""Accepted guesses as rows of the register: targets, and the calendars they run in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from slm_analytics.domain.service_calendar import ClosingRule, Hours
from slm_analytics.domain.ticket import Priority, RecordType
from slm_analytics.errors import UsageError
from slm_analytics.ingest.register_intake import register_in_force, take_over
from slm_analytics.register.cell import WEEKDAYS
from slm_analytics.register.length import clock_text, length_of, seconds_text
from slm_analytics.register.rows import Register, key_of, register_from
from slm_analytics.review.contract_proposal import Proposal
from slm_analytics.review.sentences import counted
from slm_analytics.settings import DataFolder

Cells = Mapping[str, str]
Sheets = dict[str, list[Cells]]
_KEYS = ("clock", "customer", "service", "record_type", "priority", "holder")
_RESOLUTION = "resolution"


def accept(
    folder: DataFolder, proposals: Sequence[Proposal], who: str, why: str = ""
) -> int | None:
    """Put accepted proposals into the register; return the new generation.

    A target that the register already has for the same tickets is replaced.
    None when the register says all this already.

    Raises:
        UsageError: nobody says who accepts, nothing is accepted, or a priority or record type is no
            canonical word, so that no target can name it.
    """
    if not proposals:
        raise UsageError("Nothing is accepted.", remedy="Tick the lines that hold.")
    register = with_proposals(register_in_force(folder), proposals)
    source = (
        f"{counted(len(proposals), 'target')} guessed from the tool's own due times and verdicts"
    )
    reason = f"{why.strip()} ({source})" if why.strip() else source
    return take_over(folder, register, who=who, why=reason)


def changed(proposal: Proposal, target: str, calendar: str, among: Iterable[Proposal]) -> Proposal:
    """Return a proposal as a person changed it: another length, another calendar of those found.

    Raises:
        UsageError: the length is none, or the calendar is not among them.
    """
    length = length_of(target)
    if length is None or not length.seconds:
        raise UsageError(
            f"{target!r} is no length of service time.", remedy="Write 8 h, 90 min or 4 h 30 min."
        )
    found = [each for each in (proposal, *among) if each.calendar_words == calendar]
    if not found:
        raise UsageError(f"There is no calendar {calendar!r}.", remedy="Choose one of the list.")
    return replace(
        proposal,
        target_seconds=length.seconds,
        calendar=found[0].calendar,
        calendar_words=calendar,
        calendar_id=found[0].calendar_id,
        country=found[0].country,
        part=found[0].part,
    )


def with_proposals(register: Register, proposals: Iterable[Proposal]) -> Register:
    """Return a register that agrees to proposals."""
    sheets: Sheets = {name: [row.cells for row in rows] for name, rows in register.sheets.items()}
    for proposal in proposals:
        _check(proposal)
        cells = _as_before(sheets["targets"], target_cells(proposal))
        _put(sheets, "targets", cells)
        if not proposal.calendar_id:
            _put_calendar(sheets, proposal)
    return register_from(sheets)


def target_cells(proposal: Proposal) -> Cells:
    """Return a proposal as a row of the sheet of targets."""
    named = (proposal.customer, proposal.priority, proposal.record_type, _RESOLUTION)
    cells = {
        "target_id": " ".join(word for word in named if word),
        "clock": _RESOLUTION,
        "customer": proposal.customer or "",
        "record_type": proposal.record_type or "",
        "priority": proposal.priority,
        "target": seconds_text(proposal.target_seconds),
        "calendar_id": calendar_name(proposal),
        "closing": "moves" if proposal.closing is ClosingRule.MOVES else "",
    }
    return {name: cell for name, cell in cells.items() if cell}


def calendar_name(proposal: Proposal) -> str:
    """Return what the register calls its calendar; a new one is called by what it says."""
    return proposal.calendar_id or proposal.calendar_words.removesuffix(" without holidays")


def calendar_cells(proposal: Proposal) -> Cells:
    """Return its calendar as a row of the sheet of calendars."""
    calendar = proposal.calendar
    cells = {
        "calendar_id": calendar_name(proposal),
        "name": proposal.calendar_words,
        "timezone": calendar.zone,
        "always_open": "yes" if calendar.always_open else "",
        "country": proposal.country,
        "subdivision": proposal.part,
        "holiday_ends_shift": "" if calendar.holiday_ends_shift else "no",
    }
    return {name: cell for name, cell in cells.items() if cell}


def hours_cells(proposal: Proposal) -> list[Cells]:
    """Return its weekly hours as rows of the sheet of hours: alike days in one row."""
    calendar = proposal.calendar
    return [
        {
            "calendar_id": calendar_name(proposal),
            "weekday": days,
            "opens": clock_text(opens),
            "closes": clock_text(closes),
        }
        for days, hours in (() if calendar.always_open else _alike(calendar.weekly))
        for opens, closes in hours
    ]


def holiday_cells(proposal: Proposal) -> list[Cells]:
    """Return closed days of its own as rows of the sheet of holidays."""
    if proposal.country:
        return []
    return [
        {"calendar_id": calendar_name(proposal), "date": day.isoformat(), "name": name}
        for day, name in sorted(proposal.calendar.holidays.items())
    ]


def with_calendar(register: Register, proposal: Proposal) -> Register:
    """Return a register that has the calendar of a proposal."""
    if proposal.calendar_id:
        return register
    sheets: Sheets = {name: [row.cells for row in rows] for name, rows in register.sheets.items()}
    _put_calendar(sheets, proposal)
    return register_from(sheets)


def _put_calendar(sheets: Sheets, proposal: Proposal) -> None:
    _put(sheets, "calendars", calendar_cells(proposal))
    for cells in hours_cells(proposal):
        _put(sheets, "hours", cells)
    for cells in holiday_cells(proposal):
        _put(sheets, "holidays", cells)


def _put(sheets: Sheets, sheet: str, cells: Cells) -> None:
    """Add a row, in place of the one of its name."""
    key = key_of(sheet, cells)
    sheets[sheet] = [each for each in sheets[sheet] if key_of(sheet, each) != key] + [cells]


def _as_before(targets: Iterable[Cells], cells: Cells) -> Cells:
    """Return a target under the name and first day of the one that holds for the same tickets."""
    wanted = [cells.get(name, "") for name in _KEYS]
    for each in targets:
        keys = [each.get(name, _RESOLUTION if name == "clock" else "") for name in _KEYS]
        if keys == wanted and not each.get("valid_to"):
            return {**each, **cells, "target_id": each["target_id"]}
    return cells


def _alike(weekly: Sequence[Hours]) -> Iterable[tuple[str, Hours]]:
    """Yield runs of weekdays with the same hours: `mon-fri`, `sat`."""
    start = 0
    for day in range(1, 8):
        if day < 7 and weekly[day] == weekly[start]:
            continue
        if weekly[start]:
            last = f"-{WEEKDAYS[day - 1]}" if day - 1 > start else ""
            yield f"{WEEKDAYS[start]}{last}", weekly[start]
        start = day


def _check(proposal: Proposal) -> None:
    for word, known in ((proposal.priority, Priority), (proposal.record_type, RecordType)):
        if word and word not in {str(each.value) for each in known}:
            raise UsageError(
                f"No target can name {word!r}: it is no word of the product.",
                remedy="Say on the Data page what the word means.",
            )
