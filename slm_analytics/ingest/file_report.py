"""The facts of a load report that stand in the file: its form, its columns, its time span."""

from __future__ import annotations

from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.compute as pc

from slm_analytics.ingest.canonical import Canonical
from slm_analytics.ingest.contract import Contract
from slm_analytics.ingest.fields import INSTANTS
from slm_analytics.ingest.guard import GuardedFile
from slm_analytics.ingest.headings import plain
from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.report import ColumnReport, LoadReport
from slm_analytics.warehouse.archive import RawTable


def facts_of_form(raw: RawTable, file: GuardedFile, options: Options, intake: str) -> LoadReport:
    """Return a report that says what the file is: its kind, its text, its headings, its rows."""
    facts = raw.facts
    return LoadReport(
        intake=intake,
        file=file.name,
        sha256=file.sha256,
        kind=facts.kind,
        encoding=facts.encoding,
        delimiter=facts.delimiter,
        sheet=facts.sheet,
        sheets=facts.sheets,
        header_line=facts.header_line,
        headings=raw.headings,
        zone=options.zone,
        zone_origin=options.zone_origin,
        customer=options.customer,
        rows=raw.rows.num_rows,
    )


def column_reports(
    raw: RawTable, mapping: SourceMapping, rows: Canonical
) -> tuple[ColumnReport, ...]:
    """Return how each column of the list was understood, in the order of the fields."""
    places = mapping.located(raw.headings)
    return tuple(
        ColumnReport(
            field=name,
            title=declared.title,
            heading=raw.headings[places[name]],
            read_as=rows.columns.read_as.get(name, "not yet"),
            missing=rows.columns.missing.get(name, 0),
        )
        for name, declared in mapping.form.fields.items()
        if name in places
    )


def unused(raw: RawTable, mapping: SourceMapping) -> tuple[str, ...]:
    """Return the headings that no field is read from."""
    used = {plain(raw.headings[place]) for place in mapping.located(raw.headings).values()}
    return tuple(text for text in raw.headings if text and plain(text) not in used)


def time_span(rows: Canonical, form: Contract, received_at: datetime) -> tuple[str, str, str]:
    """Return first and last opening and the latest instant not in the future, as texts.

    Records other than tickets tell no latest instant: a ticket of which nothing newer
    was said is not open longer because a monitor went on.
    """
    if rows.records.num_rows and form.at:
        span = pc.min_max(rows.records.column(form.at)).as_py()
        return _instant(span["min"]), _instant(span["max"]), ""
    if rows.tickets.num_rows == 0:
        return "", "", ""
    opened = pc.min_max(rows.tickets.column("opened_at")).as_py()
    now = pa.scalar(received_at.astimezone(UTC).replace(tzinfo=None), pa.timestamp("s"))
    latest = None
    for name in INSTANTS:
        if name == "due_at":
            continue
        column = rows.tickets.column(name)
        past = pc.max(column.filter(pc.fill_null(pc.less_equal(column, now), False))).as_py()
        latest = past if latest is None or (past is not None and past > latest) else latest
    return _instant(opened["min"]), _instant(opened["max"]), _instant(latest)


def _instant(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""
