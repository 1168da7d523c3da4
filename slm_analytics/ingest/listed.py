"""Records that tell something of tickets: those of tickets that no list holds are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow.compute as pc

from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.ingest.contract import contracts
from slm_analytics.ingest.reading import Reading
from slm_analytics.ingest.report import LoadReport
from slm_analytics.warehouse.standing import unlisted


def told_unlisted(readings: Sequence[Reading], database: Path | None) -> list[LoadReport]:
    """Return the reports with what is said of tickets that no list holds, here or in the store."""
    return [_told(each, readings, database) for each in readings]


def _told(reading: Reading, readings: Sequence[Reading], database: Path | None) -> LoadReport:
    report = reading.report
    if reading.rows is None or not reading.rows.records.num_rows:
        return report
    if not contracts()[report.contract].of_tickets:
        return report
    spoken = set(pc.unique(reading.rows.records.column("ticket_id")).to_pylist())
    left = spoken - _listed(report.system, readings)
    left = unlisted(database, left, report.system) if database and left else left
    if not left:
        return report
    finding = Finding(
        severity=Severity.NOTE,
        code="tickets not listed",
        message=f"{len(left):,} of {len(spoken):,} tickets stand in no list that is loaded;"
        f" the first is {min(left)}.",
        remedy="What is said of them waits: load the list of these tickets, now or later.",
        file=report.file,
        value=min(left),
        count=len(left),
    )
    return replace(report, findings=(*report.findings, finding))


def _listed(system: str, readings: Sequence[Reading]) -> set[str]:
    """Return the tickets of a tool that the lists of this very upload hold."""
    return {
        ticket
        for each in readings
        if each.rows is not None and each.report.system == system and each.rows.tickets.num_rows
        for ticket in each.rows.tickets.column("ticket_id").to_pylist()
    }
