"""From the rows of the register to the rules that the clocks run by."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date, timedelta

from slm_analytics.domain.rules import CalendarVersion, Rules
from slm_analytics.domain.service_calendar import Hours, ServiceCalendar
from slm_analytics.domain.target import BEGINNING, FOREVER, ClockKind, Policy, Target
from slm_analytics.register import tables
from slm_analytics.register.availability import terms_from
from slm_analytics.register.cell import share_of, weekdays_of
from slm_analytics.register.length import Length, clock_seconds, length_of
from slm_analytics.register.levels import deliveries_from, levels_from, values_from
from slm_analytics.register.public_holidays import public_holidays
from slm_analytics.register.rows import Register, Row
from slm_analytics.register.sheet import NONE


def rules_from(register: Register) -> Rules:
    """Return the rules that a register makes; rows must have passed the checks."""
    versions = [calendar_version(register, row) for row in register["calendars"]]
    return Rules(
        calendars=tuple(
            sorted(versions, key=lambda each: (each.calendar_id, each.site, each.valid_from))
        ),
        targets=tuple(target_of(row) for row in register["targets"]),
        levels=levels_from(register),
        deliveries=deliveries_from(register),
        values=values_from(register),
        availability=terms_from(register),
    )


def digest(rules: Rules) -> str:
    """Return a text that is the same for the same rules, on every machine: SHA-256 in hex."""
    content = {
        "calendars": [_plain_calendar(version) for version in rules.calendars],
        "targets": [asdict(target) for target in rules.targets],
        "levels": [asdict(level) for level in rules.levels],
        "deliveries": [asdict(delivery) for delivery in rules.deliveries],
        "values": [asdict(value) for value in rules.values],
        "availability": [asdict(terms) for terms in rules.availability],
    }
    text = json.dumps(content, default=_plain, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain_calendar(version: CalendarVersion) -> dict[str, object]:
    calendar = version.calendar
    return {
        "calendar_id": version.calendar_id,
        "site": version.site,
        "valid_from": version.valid_from,
        "zone": calendar.zone,
        "weekly": calendar.weekly,
        "holidays": sorted(calendar.holidays),
        "holiday_ends_shift": calendar.holiday_ends_shift,
        "special": [[day.isoformat(), hours] for day, hours in sorted(calendar.special.items())],
        "always_open": calendar.always_open,
    }


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else str(value)


def calendar_version(register: Register, row: Row) -> CalendarVersion:
    """Return the version of a calendar that a row of `calendars` begins."""
    return CalendarVersion(
        calendar_id=row["calendar_id"],
        site=row["site"],
        valid_from=_date(row["valid_from"], BEGINNING),
        calendar=ServiceCalendar(
            zone=row["timezone"],
            weekly=_weekly(hours_rows(register, row)),
            holidays=holidays_of(register, row),
            holiday_ends_shift=row["holiday_ends_shift"] != "no",
            special=_special(register, row),
            always_open=row["always_open"] == "yes",
        ),
    )


def hours_rows(register: Register, row: Row) -> tuple[Row, ...]:
    """Return the hours of a version of a calendar: the most exact that are there.

    Those of its site come before those without a site, and of these, those of
    the version before those without a first day.
    """
    named = [each for each in register["hours"] if each["calendar_id"] == row["calendar_id"]]
    for site in dict.fromkeys((row["site"], "")):
        for begin in dict.fromkeys((row["valid_from"], "")):
            found = [each for each in named if (each["site"], each["valid_from"]) == (site, begin)]
            if found:
                return tuple(found)
    return ()


def _weekly(rows: Iterable[Row]) -> tuple[Hours, ...]:
    days: list[list[tuple[int, int]]] = [[] for _ in range(7)]
    for row in rows:
        for day in weekdays_of(row["weekday"]) or ():
            days[day].append(_stretch(row))
    return tuple(tuple(sorted(set(hours))) for hours in days)


def _stretch(row: Row) -> tuple[int, int]:
    return clock_seconds(row["opens"]), clock_seconds(row["closes"])


def holidays_of(register: Register, row: Row) -> dict[date, str]:
    """Return the closed days of a calendar: its country's, and its own; days taken out are gone.

    Days without a site hold for every site; a site's own day is stronger.
    """
    country = row["country"].upper()
    found = dict(public_holidays(country, row["subdivision"].upper()) or {}) if country else {}
    for own in _own(register, "holidays", row):
        day = date.fromisoformat(own["date"])
        if own["closed"] == "no":
            found.pop(day, None)
        else:
            found[day] = own["name"] or found.get(day, "Holiday")
    return dict(sorted(found.items()))


def _special(register: Register, row: Row) -> dict[date, Hours]:
    """Return the hours of special days; of a day, a site's own hours replace those of all sites."""
    found: dict[date, dict[str, set[tuple[int, int]]]] = {}
    for own in _own(register, "special_days", row):
        sites = found.setdefault(date.fromisoformat(own["date"]), {})
        sites.setdefault(own["site"], set()).add(_stretch(own))
    return {
        day: tuple(sorted(sites.get(row["site"]) or sites[""]))
        for day, sites in sorted(found.items())
    }


def _own(register: Register, sheet: str, row: Row) -> Iterator[Row]:
    """Yield the rows of a calendar in another sheet: those of all sites first."""
    for site in dict.fromkeys(("", row["site"])):
        for each in register[sheet]:
            if each["calendar_id"] == row["calendar_id"] and each["site"] == site:
                yield each


def target_of(row: Row) -> Target:
    """Return the target that a row of `targets` tells."""
    length = length_of(row["target"]) or Length()
    until = _date(row["valid_to"], FOREVER)
    share = share_of(row["share"]) if row["share"] else None
    return Target(
        target_id=row["target_id"],
        clock=clock_of(row),
        customer=row["customer"],
        service=row["service"],
        record_type=row["record_type"],
        priority=row["priority"],
        holder=row["holder"],
        seconds=length.seconds,
        days=length.days,
        by_time=length.by_time,
        calendar=row["calendar_id"],
        valid_from=_date(row["valid_from"], BEGINNING),
        valid_until=until + timedelta(days=1) if row["valid_to"] else until,
        policy=policy_of(row),
        line=row.line,
        share=None if share is None else float(share),
    )


def clock_of(row: Row) -> ClockKind:
    """Return what a target times."""
    return ClockKind(row["clock"] or ClockKind.RESOLUTION)


def policy_of(row: Row) -> Policy:
    """Return how the clock of a target runs; a blank cell is the default."""
    usual = Policy()
    response = clock_of(row) is ClockKind.RESPONSE
    return Policy(
        start=tables.STARTS.get(row["start"], usual.start),
        start_state=row["start_state"],
        retroactive=row["retroactive"] != "no",
        pauses=frozenset() if response else _states(row["pauses"], usual.pauses),
        pause_time=tables.PAUSE_TIMES.get(row["pause_time"], usual.pause_time),
        change=tables.CHANGES.get(row["change"], usual.change),
        version=tables.VERSIONS.get(row["version"], usual.version),
        reopen=tables.REOPENS.get(row["reopen"], usual.reopen),
        reopen_days=int(row["reopen_days"] or usual.reopen_days),
        closing=tables.CLOSINGS.get(row["closing"], usual.closing),
        tie=tables.TIES.get(row["tie"], usual.tie),
        response_states=_states(row["response_states"], usual.response_states),
    )


def _states(text: str, usual: frozenset[str]) -> frozenset[str]:
    if not text:
        return usual
    return frozenset() if text == NONE else frozenset(text.split(", "))


def _date(text: str, blank: date) -> date:
    return date.fromisoformat(text) if text else blank
