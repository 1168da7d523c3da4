"""The report card of an extract: each check says what it saw, and says nothing where it cannot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.ingest import intake
from slm_analytics.ingest.contract import contracts
from slm_analytics.ingest.intake import Upload
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.report import Check, ColumnReport, LoadReport, Mark, Overlap
from slm_analytics.ingest.report_card.checks import Extract, card
from slm_analytics.ingest.report_card.earlier import HOURS, Told
from slm_analytics.settings import DataFolder
from tests.ingest.stores import load, read_one, upload

REPORT = LoadReport(intake="i", file="f.csv", source="tickets", system="tickets")
TICKETS = contracts()["tickets"]
DAY_SHIFT = (0, 0, 0, 0, 0, 0, 5, 20, 60, 80, 70, 60, 40, 60, 70, 60, 40, 20, 5, 0, 0, 0, 0, 0)


def days(month: int, each: int, last: int = 28) -> dict[date, int]:
    return {date(2026, month, day): each for day in range(1, last + 1)}


def named(checks: tuple[Check, ...], name: str) -> Check | None:
    return next((each for each in checks if each.name.startswith(name)), None)


def graded(here: Told, before: Told, report: LoadReport = REPORT,
           until: date | None = date(2026, 6, 30)) -> tuple[Check, ...]:  # fmt: skip
    return card(Extract(report=report, form=TICKETS, here=here, before=before, until=until))


BEFORE = Told(days=days(2, 10) | days(3, 12) | days(4, 11) | days(5, 10))


@pytest.mark.parametrize(
    ("each", "last", "until", "mark"),
    [
        (11, 28, date(2026, 6, 30), Mark.GOOD),
        (5, 28, date(2026, 6, 30), Mark.LOOK),
        (25, 28, date(2026, 6, 30), Mark.LOOK),
        (11, 14, date(2026, 6, 14), Mark.GOOD),  # half a month beside halves of months
        (11, 14, date(2026, 6, 30), Mark.LOOK),
    ],
)
def test_completeness_when_a_month_is_held_against_those_before(
    each: int, last: int, until: date, mark: Mark
) -> None:
    found = named(graded(Told(days=days(6, each, last)), BEFORE, until=until), "Completeness")
    assert found is not None
    assert found.mark is mark
    assert bool(found.remedy) == (mark is Mark.LOOK)
    full = until.day if until.day == 30 else until.day - 1
    assert f"{each * min(last, full):,} tickets" in found.words


@pytest.mark.parametrize(
    "before",
    [Told(), Told(days=days(4, 10) | days(5, 10)), Told(days=days(3, 0) | days(4, 0) | days(5, 0))],
)
def test_completeness_when_too_little_is_known(before: Told) -> None:
    assert named(graded(Told(days=days(6, 1)), before), "Completeness") is None


@pytest.mark.parametrize(
    ("until", "mark"),
    [
        (date(2026, 6, 30), Mark.GOOD),
        (date(2026, 7, 3), Mark.GOOD),  # made in the first days of the next month
        (date(2026, 6, 28), Mark.OPEN),
        (date(2026, 6, 20), Mark.LOOK),
    ],
)
def test_month_when_the_file_ends_here_or_there(until: date, mark: Mark) -> None:
    found = named(graded(Told(days=days(6, 3)), Told(), until=until), "Month")
    assert found is not None
    assert found.mark is mark


def test_services_and_states_when_some_are_lost() -> None:
    month = {"Mail": 9, "VPN": 5, "Rare": 1}
    before = Told(services={date(2026, at, 1): month for at in (3, 4, 5)},
                  states={"new": 9, "closed": 900, "odd": 1})  # fmt: skip
    here = Told(services={date(2026, 6, 1): {"Mail": 2}}, states={"closed": 30})
    checks = graded(here, before)
    services, states = named(checks, "Services"), named(checks, "States")
    assert services is not None
    assert states is not None
    assert "'VPN'" in services.words
    assert "Rare" not in services.words
    assert (states.mark, states.words) == (Mark.GOOD, "All usual states are there.")
    checks = graded(here, replace(before, states={"new": 90, "closed": 900}))
    states = named(checks, "States")
    assert states is not None
    assert "'new'" in states.words


@pytest.mark.parametrize(("shift", "words"), [(0, ""), (5, "5 h later"), (-3, "3 h earlier")])
def test_hours_when_the_day_is_shifted(shift: int, words: str) -> None:
    moved = tuple(DAY_SHIFT[(hour - shift) % HOURS] for hour in range(HOURS))
    found = named(graded(Told(hours=moved), Told(hours=DAY_SHIFT)), "Hours")
    assert found is not None
    assert (found.mark is Mark.LOOK) == bool(words)
    assert words in found.words
    assert named(graded(Told(hours=(1,) * HOURS), Told(hours=DAY_SHIFT)), "Hours") is None


def test_history_zone_limit_spelling_and_gone_tickets_when_there_is_something_to_say() -> None:
    finding = Finding(severity=Severity.NOTE, code="cut export", message="cut", remedy="do")
    report = replace(REPORT, findings=(finding, replace(finding, code="zone assumed")),
                     overlap=Overlap(known=9, gone=2))  # fmt: skip
    here = Told(services={date(2026, 6, 1): {"E-Mail": 2, "e mail": 1, "Web": 5}})
    checks = graded(here, Told(gone=("T1", "T2")), report)
    marks = {each.name: each.mark for each in checks}
    looked = {"Limit of the tool", "Time zone", "Spellings", "Tickets gone"}
    assert {name for name, mark in marks.items() if mark is Mark.LOOK} == looked
    assert marks["History"] is Mark.OPEN
    assert [each.mark for each in checks] == sorted(
        (each.mark for each in checks), key=list(Mark).index
    )
    gone = named(checks, "Tickets gone")
    assert gone is not None
    assert "'T1', 'T2'" in gone.words
    told = graded(here, Told(history=True), report)
    assert named(told, "History") == Check(
        name="History", mark=Mark.GOOD, words="Pauses are known from a history."
    )
    column = ColumnReport(field="paused_seconds", title="", heading="", read_as="", missing=0)
    held = named(graded(here, Told(), replace(REPORT, columns=(column,))), "History")
    assert held is not None
    assert "as a sum" in held.words


def rows(month: int, count: int, step: int = 6) -> list[str]:
    start = datetime(2026, month, 1, 9)  # noqa: DTZ001  local time of a file
    opened = [start + timedelta(hours=step * at) for at in range(count)]
    return [
        f"T{month}-{at},{moment},{moment + timedelta(hours=1)},new,Mail"
        for at, moment in enumerate(opened)
    ]


def test_card_when_files_are_read_beside_a_store(store: DataFolder, tmp_path: Path) -> None:
    months = [upload(tmp_path, f"m{month}.csv", *rows(month, 100)) for month in (2, 3, 4)]
    reports = intake.read(store, months, Options(zone="Europe/Berlin"))
    newest = named(reports[-1].checks, "Completeness")
    assert newest is None  # two months before it are too few
    load(store, *months, options=Options(zone="Europe/Berlin"))
    april = rows(4, 100)
    may = upload(tmp_path, "may.csv", *rows(5, 30, 20), *april[:50], *april[53:])
    report = read_one(store, may, Options(zone="Europe/Berlin"))
    assert report.overlap == Overlap(known=97, gone=3)
    few, gone = named(report.checks, "Completeness, May"), named(report.checks, "Tickets gone")
    assert few is not None
    assert gone is not None
    assert few.mark is Mark.LOOK
    assert "29 tickets" in few.words
    assert "'T4-52', 'T4-51', 'T4-50'" in gone.words
    assert named(report.checks, "Completeness, Apr") is None
    fresh = read_one(store, upload(tmp_path, "june.csv", *rows(6, 100)))
    assert fresh.overlap == Overlap()


ITEMS = "number,request,cat_item,requested_for,opened_at,state,assignment_group,sys_updated_on"


def ordered(folder: Path, letters: str, count: int) -> Upload:
    rows = [
        f"{letters}{at:07d},REQ{at:07d},Laptop,Ida,2026-02-{at + 1:02d} 08:00:00,Open,Desk,"
        f"2026-02-{at + 2:02d} 08:00:00"
        for at in range(count)
    ]
    return upload(folder, f"{letters}.csv", *rows, heads=ITEMS)


@pytest.mark.parametrize("letters", [("REQ", "RITM"), ("RITM", "REQ"), ("RITM", "SCTASK")])
@pytest.mark.parametrize("together", [True, False], ids=["at once", "one by one"])
def test_levels_when_orders_and_their_items_are_both_loaded(
    store: DataFolder, tmp_path: Path, letters: tuple[str, str], together: bool
) -> None:
    first, second = ordered(tmp_path, letters[0], 3), ordered(tmp_path, letters[1], 5)
    if together:
        told = intake.read(store, [first, second], Options(zone="UTC"))
    else:
        (alone,) = load(store, first)
        assert named(alone.checks, "Counted twice") is None
        told = [read_one(store, second)]
    for report in told:
        assert report.source == "servicenow_request"
        found = named(report.checks, "Counted twice")
        assert found is not None
        assert found.mark is Mark.LOOK
        assert f"3 {NAMES[letters[0]]}" in found.words
        assert f"5 {NAMES[letters[1]]}" in found.words
        assert named(report.checks, "Tickets gone") is None


NAMES = {
    "REQ": "requests (REQ)",
    "RITM": "requested items (RITM)",
    "SCTASK": "catalog tasks (SCTASK)",
}


def test_levels_when_a_load_holds_one_of_them(store: DataFolder, tmp_path: Path) -> None:
    load(store, ordered(tmp_path, "RITM", 3))
    report = read_one(store, ordered(tmp_path, "RITM", 5))
    assert named(report.checks, "Counted twice") is None


SUMMER = [(f"2026-0{month}-15T10:00:00", "+02:00" if month >= 4 else "+01:00")
          for month in range(1, 10)]  # fmt: skip


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ([("2026-01-05T10:00:00", "+01:00"), ("2026-01-06T10:00:00", "+01:00")], ""),
        (SUMMER, ""),
        ([*SUMMER, ("2026-12-15T10:00:00", "+01:00")], ""),
        ([("2026-01-05T10:00:00", ""), ("2026-01-06T10:00:00", "")], ""),
        ([("2026-01-05T10:00:00", "Z"), ("2026-01-06T10:00:00", "+00:00")], ""),
        (
            [(f"2026-01-{day:02d}T10:00:00", ("+01:00", "+02:00")[day % 2]) for day in range(1, 9)],
            "+02:00 in 4, +01:00 in 4",
        ),
        ([*SUMMER, ("2026-05-15T10:00:00", "-05:00")], "+02:00 in 6, +01:00 in 3, -05:00 in 1"),
        ([("2026-01-05T10:00:00", "+01:00"), ("2026-07-05T10:00:00", "+03:00")], "+03:00 in 1"),
        ([*SUMMER, ("2026-05-16T10:00:00", "")], "only 9 of 10 times say their offset from UTC"),
    ],
)
def test_zones_when_times_say_one_or_several(
    store: DataFolder, tmp_path: Path, times: list[tuple[str, str]], words: str
) -> None:
    rows = [f"T{at},{time}{offset}" for at, (time, offset) in enumerate(times)]
    report = read_one(store, upload(tmp_path, "zones.csv", *rows, heads="ticket_id,opened_at"))
    assert report.loaded == len(times)
    found = named(report.checks, "Several zones")
    assert (found is not None) == bool(words)
    if found is not None:
        assert found.mark is Mark.LOOK
        assert found.words.startswith("opened_at: ")
        assert words in found.words
