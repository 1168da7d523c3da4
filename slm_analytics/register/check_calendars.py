"""What is wrong, or will surprise, in the calendars of a register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.domain.service_calendar import DAY
from slm_analytics.register.cell import WEEKDAYS, weekdays_of
from slm_analytics.register.in_force import holidays_of, hours_rows
from slm_analytics.register.length import clock_seconds
from slm_analytics.register.public_holidays import public_holidays
from slm_analytics.register.remark import remark
from slm_analytics.register.rows import Register, Row, Rows

_WEEK = 7 * DAY


def calendar_findings(register: Register) -> Iterator[Finding]:
    """Yield what is to be said of the sheets calendars, hours, holidays and special_days."""
    yield from _belonging(register)
    for row in register["calendars"]:
        yield from _country(register["calendars"], row)
        yield from _hours(register, row)
    yield from _stronger_holidays(register)


def _belonging(register: Register) -> Iterator[Finding]:
    """Yield rows of hours, holidays and special days whose calendar is not there."""
    rows = register["calendars"]
    names = {row["calendar_id"] for row in rows}
    sites = {(row["calendar_id"], row["site"]) for row in rows}
    begins = {(row["calendar_id"], row["valid_from"]) for row in rows}
    for sheet in ("hours", "holidays", "special_days"):
        for row in register[sheet]:
            name, site, begin = row["calendar_id"], row["site"], row["valid_from"]
            told = ("", "")
            if name not in names:
                told = ("calendar_id", f"there is no calendar {name!r}")
            elif site and (name, site) not in sites:
                told = ("site", f"the calendar {name!r} has no row for the site {site!r}")
            elif begin and (name, begin) not in begins:
                told = ("valid_from", f"no version of {name!r} begins on {begin}")
            if told[0] and name:
                yield remark(
                    register[sheet],
                    row,
                    told[0],
                    "unknown_calendar",
                    told[1],
                    "Write it as on the sheet calendars, or add the row there.",
                )


def _country(rows: Rows, row: Row) -> Iterator[Finding]:
    country, subdivision = row["country"].upper(), row["subdivision"].upper()
    if subdivision and not country:
        yield remark(
            rows, row, "subdivision", "no_country", "a subdivision without its country",
            "Write the country's code beside it.",
        )  # fmt: skip
    elif country and public_holidays(country) is None:
        yield remark(
            rows, row, "country", "unknown_country",
            f"no public holidays are known for {row['country']!r}",
            "Write an ISO code such as DE, US or JP, or leave it blank and list the holidays.",
        )  # fmt: skip
    elif country and public_holidays(country, subdivision) is None:
        yield remark(
            rows, row, "subdivision", "unknown_subdivision",
            f"{country} has no subdivision {row['subdivision']!r}",
            "Write its ISO code without the country: BY for DE-BY.",
        )  # fmt: skip


def _hours(register: Register, row: Row) -> Iterator[Finding]:
    """Yield whether a version never opens, or has hours that overlap."""
    if row["always_open"] == "yes":
        return
    stretches = sorted(_week(register, row), key=lambda each: each[:2])
    if not stretches:
        yield remark(
            register["calendars"], row, "calendar_id", "never_open",
            f"the calendar {row['calendar_id']!r} has no hours: it is never open",
            "Add rows on the sheet hours, or say always_open = yes.", severity=Severity.FLAG,
        )  # fmt: skip
        return
    turned = (stretches[0][0] + _WEEK, stretches[0][1] + _WEEK, stretches[0][2])
    told = set()
    reach, holder = stretches[0][1], stretches[0][2]
    for opens, closes, each in [*stretches[1:], turned]:
        if opens < reach and (each.line, holder.line) not in told:
            told.add((each.line, holder.line))
            yield remark(
                register["hours"], each, "opens", "overlapping_hours",
                f"these hours and those of row {holder.line} overlap on"
                f" {WEEKDAYS[opens // DAY % 7]}; they are taken as one",
                "Mend the times if that is not meant.", severity=Severity.FLAG,
            )  # fmt: skip
        if closes > reach:
            reach, holder = closes, each


def _week(register: Register, row: Row) -> Iterator[tuple[int, int, Row]]:
    """Yield the stretches of a week, in seconds since its Monday, with the row that tells them."""
    for each in hours_rows(register, row):
        if not each["opens"] or not each["closes"]:
            continue
        opens, closes = clock_seconds(each["opens"]), clock_seconds(each["closes"])
        for day in weekdays_of(each["weekday"]) or ():
            until = closes if closes > opens else closes + DAY
            yield day * DAY + opens, day * DAY + until, each


def _stronger_holidays(register: Register) -> Iterator[Finding]:
    """Yield special days that lie on a holiday, which is stronger."""
    holidays: dict[str, set[date]] = {}
    for row in register["calendars"]:
        if _dated(register, row["calendar_id"]):
            holidays.setdefault(row["calendar_id"], set()).update(holidays_of(register, row))
    for row in register["special_days"]:
        closed = holidays.get(row["calendar_id"], set())
        if row["date"] and date.fromisoformat(row["date"]) in closed:
            yield remark(
                register["special_days"], row, "date", "special_on_holiday",
                f"{row['date']} is a holiday, which is stronger: it stays closed",
                "Take the holiday out on the sheet holidays with closed = no.",
                severity=Severity.FLAG,
            )  # fmt: skip


def _dated(register: Register, calendar_id: str) -> bool:
    """Return whether the holidays of a calendar can be told: every one has its date."""
    return all(row["date"] for row in register["holidays"] if row["calendar_id"] == calendar_id)
