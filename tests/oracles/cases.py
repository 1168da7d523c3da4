"""Reading the files of cases; their README gives the schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from slm_analytics.domain.service_calendar import Hours, ServiceCalendar

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
OFFERED = ("due_on_closing_time", "end_before_start", "overnight_holiday", "maintenance_base")
_DEFAULT = "default_"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is expected under a convention; an empty one is the default."""

    convention: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One case: its own words, its calendar, and what is expected of whom."""

    said: dict[str, Any]
    calendar: ServiceCalendar | None
    expectations: tuple[Expectation, ...]

    @property
    def name(self) -> str:
        """The case's id."""
        return str(self.said["id"])

    @property
    def operation(self) -> str:
        """What is asked."""
        return str(self.said["op"])

    @property
    def disputed(self) -> bool:
        """Whether its source answers under another convention than the default."""
        return bool(self.said.get("disputed"))


def read_cases(path: Path) -> Iterator[Case]:
    """Yield the cases of a file."""
    content = json.loads(path.read_text("utf-8"))
    calendars = {name: calendar(said) for name, said in content.get("calendars", {}).items()}
    for said in content["cases"]:
        yield Case(said, calendars.get(said.get("calendar")), tuple(_expectations(said)))


def calendar(said: dict[str, Any]) -> ServiceCalendar:
    """Return a calendar as a file writes it."""
    weekly = said.get("weekly", {})
    return ServiceCalendar(
        zone=said.get("timezone", "UTC"),
        weekly=tuple(_hours(weekly.get(day, [])) for day in DAYS),
        holidays={date.fromisoformat(day): "" for day in said.get("holidays", [])},
        special={
            date.fromisoformat(day): _hours(hours)
            for day, hours in said.get("special_hours", {}).items()
        },
        always_open=bool(said.get("always_open")),
    )


def instant(text: str) -> int:
    """Return seconds since 1970 UTC."""
    return int(datetime.fromisoformat(text).timestamp())


def _hours(said: list[list[str]]) -> Hours:
    return tuple((_seconds(opens), _seconds(closes)) for opens, closes in said)


def _seconds(text: str) -> int:
    hours, minutes, *seconds = (int(part) for part in text.split(":"))
    return hours * 3600 + minutes * 60 + sum(seconds)


def _expectations(said: dict[str, Any]) -> Iterator[Expectation]:
    told = {name: value for name, value in said.items() if name.startswith("expected")}
    if not said.get("disputed"):
        yield Expectation("", told)
        return
    default = {
        name.removeprefix(_DEFAULT): value
        for name, value in said.items()
        if name.startswith(f"{_DEFAULT}expected")
    }
    yield Expectation("", {**told, **default})
    if said["convention"] in OFFERED:
        yield Expectation(said["convention"], told)
