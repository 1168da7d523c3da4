"""Grading files that were read: each against the store and against the files read with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from slm_analytics.ingest.contract import Contract, contracts
from slm_analytics.ingest.reading import Reading
from slm_analytics.ingest.report import LoadReport
from slm_analytics.ingest.report_card.checks import Extract, card
from slm_analytics.ingest.report_card.earlier import Told, hours_of, local_hour, told_by
from slm_analytics.ingest.report_card.levels import levels_beside
from slm_analytics.warehouse.manifest import Manifest
from slm_analytics.warehouse.standing import earlier, gone

_LOOKED_BACK = timedelta(days=400)
_DAY = 10  # letters of a date


def graded(
    readings: Sequence[Reading], manifest: Manifest | None, database: Path | None
) -> list[LoadReport]:
    """Return the report of each reading, with its report card.

    Args:
        readings: files read at the same time.
        manifest: what is in force; None where nothing counts beside them.
        database: its store.
    """
    here = [_told(each) for each in readings]
    reports = []
    for place, reading in enumerate(readings):
        told = here[place]
        if told is None:
            reports.append(reading.report)
            continue
        beside = [
            other
            for number, other in enumerate(here)
            if other is not None and number != place
            and readings[number].report.source == reading.report.source
        ]  # fmt: skip
        before = _before(reading, manifest, database)
        before = _joined(before, beside)
        history = _history(reading.report, readings, manifest)
        levels = levels_beside(reading, readings, manifest, database)
        extract = Extract(
            report=reading.report, form=contracts()[reading.report.contract], here=told,
            before=replace(before, history=history), until=_until(reading.report, told),
            levels=levels,
        )  # fmt: skip
        reports.append(replace(reading.report, checks=card(extract)))
    return reports


def _told(reading: Reading) -> Told | None:
    report, rows = reading.report, reading.rows
    if rows is None or report.questions or report.refused or rows.told.num_rows == 0:
        return None
    form = contracts()[report.contract]
    return told_by(rows.told, form.at, report.zone) if form.at else Told()


def _before(reading: Reading, manifest: Manifest | None, database: Path | None) -> Told:
    """Return what the store tells of the same source; nothing where it does not know it."""
    report, rows = reading.report, reading.rows
    known = manifest is not None and any(load.source == report.source for load in manifest.loads)
    form = contracts()[report.contract]
    if database is None or rows is None or not known or not form.at or not report.first_opened_at:
        return Told()
    since = datetime.fromisoformat(report.last_opened_at).replace(tzinfo=None) - _LOOKED_BACK
    counted = earlier(database, report.system, report.source, _slots(form), since)
    lost: tuple[str, ...] = ()
    if report.overlap.gone:
        lost = gone(database, rows.tickets, report.system, report.source)
    return replace(_counted(counted), gone=lost)


def _slots(form: Contract) -> dict[str, str]:
    tickets = form.is_tickets
    return {
        "table": "ticket_version" if tickets else f"{form.table}_row",
        "at": form.at,
        "day": f"{form.at.removesuffix('_at')}_on" if tickets else f"{form.at}::DATE",
        "service": "v.service" if "service" in form.fields else "NULL",
        "state": "lower(v.state)" if tickets else "NULL",
    }


def _counted(
    rows: Sequence[tuple[str, date, date, int | None, str | None, str | None, int]],
) -> Told:
    days: Counter[date] = Counter()
    states: Counter[str] = Counter()
    services: dict[date, Counter[str]] = {}
    hours: Counter[tuple[str, date, int]] = Counter()
    for zone, month, day, hour, service, state, number in rows:
        days[day] += number
        if hour is not None:
            hours[zone, month, hour] += number
        if service:
            services.setdefault(month, Counter())[service] += number
        if state:
            states[state] += number
    local = ((local_hour(month, hour, zone), n) for (zone, month, hour), n in hours.items())
    return Told(days=days, services=services, states=states, hours=hours_of(local))


def _joined(told: Told, others: Sequence[Told]) -> Told:
    """Return what the store and the files beside tell; of each month, whoever tells more."""
    by_month: dict[date, dict[date, int]] = {}
    services = dict(told.services)
    states = Counter(told.states)
    hours = list(told.hours)
    for each in (told, *others):
        months: dict[date, dict[date, int]] = {}
        for day, number in each.days.items():
            months.setdefault(_month(day), {})[day] = number
        for month, found in months.items():
            if sum(found.values()) >= sum(by_month.get(month, {}).values()):
                by_month[month] = found
    for each in others:
        states.update(each.states)
        hours = [left + right for left, right in zip(hours, each.hours, strict=True)]
        for month, named in each.services.items():
            if sum(named.values()) >= sum(services.get(month, {}).values()):
                services[month] = named
    merged = {day: number for found in by_month.values() for day, number in found.items()}
    return replace(told, days=merged, services=services, states=states, hours=tuple(hours))


def _month(day: date) -> date:
    return day.replace(day=1)


def _history(report: LoadReport, readings: Sequence[Reading], manifest: Manifest | None) -> bool:
    """Return whether the changes of the tool's tickets are told, here or in the store."""
    loads = manifest.loads if manifest else ()
    return any(load.system == report.system and load.updates for load in loads) or any(
        each.report.system == report.system and each.report.history for each in readings
    )


def _until(report: LoadReport, told: Told) -> date | None:
    latest = report.latest_at or report.last_opened_at
    if not latest or not told.days:
        return None
    return max(*told.days, date.fromisoformat(latest[:_DAY]))
