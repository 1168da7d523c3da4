"""From text to typed rows in UTC: one table of tickets, one of updates, one of rows set aside."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from slm_analytics.domain.finding import Finding
from slm_analytics.errors import ExtractError
from slm_analytics.ingest.dates import Fault
from slm_analytics.ingest.ended import keep_final_verdicts
from slm_analytics.ingest.fields import DATED, FIELDS, REQUIRED, UPDATE_FIELDS, Kind, civil_name
from slm_analytics.ingest.fixed_values import fill_fixed
from slm_analytics.ingest.headings import plain
from slm_analytics.ingest.local_time import Mask
from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.numbers import CUT_NUMBER
from slm_analytics.ingest.recipe import Recipe
from slm_analytics.ingest.record_rows import check_records, record_table
from slm_analytics.ingest.repeated_headings import single_values
from slm_analytics.ingest.row_ledger import RowLedger, Rows
from slm_analytics.ingest.typed_columns import TypedColumns, read_columns
from slm_analytics.ingest.versions import (
    newest_rows,
    places_in_runs,
    sequence,
    ticket_codes,
)
from slm_analytics.warehouse.archive import RawTable

_TYPES = {
    Kind.INSTANT: pa.timestamp("s"),
    Kind.COUNT: pa.int32(),
    Kind.YES_NO: pa.bool_(),
    Kind.DURATION: pa.int64(),
}


@dataclass(slots=True, kw_only=True)
class Canonical:
    """What a file says, in the product's terms.

    Attributes:
        tickets: one row per ticket; columns as in `schema/ticket_version.sql`,
            instants in UTC, civil dates in the load's zone.
        updates: one row per accepted update, for sources with history.
        records: one row per record of a kind that is no ticket, as its contract says.
        set_aside: `row_ledger.SET_ASIDE_SCHEMA`.
        rows: data rows of the file = loaded + set aside + duplicates.
        duplicates: rows that repeat another row or are an older version of it.
        columns: how each column was read; its questions are open while any is.
        findings: what there is to know.
    """

    tickets: pa.Table
    updates: pa.Table
    set_aside: pa.Table
    records: pa.Table
    rows: int
    duplicates: int
    columns: TypedColumns
    findings: list[Finding] = field(default_factory=list)

    @property
    def told(self) -> pa.Table:
        """The rows that words and names are looked up in: tickets, or records."""
        return self.records if self.records.num_rows else self.tickets

    @property
    def loaded(self) -> int:
        """Rows that count: tickets of a list, updates of an audit log."""
        return self.rows - self.duplicates - int(self.set_aside.num_rows)


def canonical(
    raw: RawTable, mapping: SourceMapping, recipe: Recipe, name: str, received_at: datetime
) -> Canonical:
    """Understand `raw` by `mapping` and `recipe`; `name` is the file's in messages.

    Instants after `received_at` are marked as future.

    While a date order is open the tables are empty and `columns.questions` says what is asked.

    Raises:
        ExtractError: a required column is missing or stands twice, or a
            column mixes two date orders.
    """
    places = mapping.located(raw.headings)
    _check_headings(raw, mapping, places, name)
    ledger = RowLedger(raw, places, name, mapping.form.fields)
    singles = single_values(raw, mapping, places)
    columns = read_columns(singles.raw, places, mapping, recipe, ledger)
    tickets, updates, records = pa.table({}), pa.table({}), pa.table({})
    if not columns.questions and not mapping.form.is_tickets:
        singles.tell(ledger)
        fill_fixed(columns, mapping, recipe, name, raw.rows.num_rows)
        check_records(raw, mapping, columns, ledger, received_at)
        records = record_table(mapping.form, columns, ledger)
    elif not columns.questions:
        _check_rows(columns, ledger, history=mapping.history)
        _mark_future(columns, ledger, int(received_at.timestamp()))
        if mapping.final_verdicts:
            keep_final_verdicts(columns, mapping, ledger)
        singles.tell(ledger)
        rows = newest_rows(raw, columns, ledger, history=mapping.history)
        tickets = _ticket_table(columns, rows, ledger, mapping, recipe)
        if mapping.history:
            updates = _update_table(columns, np.flatnonzero(ledger.kept), ledger)
    return Canonical(
        tickets=tickets,
        updates=updates,
        records=records,
        set_aside=ledger.aside_table(),
        rows=raw.rows.num_rows,
        duplicates=ledger.duplicates,
        columns=columns,
        findings=ledger.findings,
    )


def _check_headings(
    raw: RawTable, mapping: SourceMapping, places: dict[str, int], name: str
) -> None:
    line = raw.facts.header_line
    fields = mapping.form.fields
    fixed = () if mapping.form.is_tickets else mapping.fixed
    for required in (*mapping.form.needed, *(("updated_at",) if mapping.history else ())):
        if required not in places and required not in fixed:
            wanted = " or ".join(repr(each) for each in mapping.columns.get(required, (required,)))
            raise ExtractError(
                f"{name}, line {line}: the column {wanted} is missing"
                f" ({fields[required].title.lower()}). {len(raw.headings)} headings stand there.",
                remedy="Add the column to the export, or map another heading to it.",
                line=line,
                column=mapping.columns.get(required, (required,))[0],
            )
    for group in mapping.form.one_of:
        if not any(name in places or name in fixed for name in group):
            titles = " or ".join(repr(fields[name].title) for name in group)
            raise ExtractError(
                f"{name}, line {line}: a column for {titles} is missing."
                f" {len(raw.headings)} headings stand there.",
                remedy="Add the column to the export, or map another heading to it.",
                line=line,
            )
    compared = [plain(heading) for heading in raw.headings]
    for field_name, place in places.items():
        if field_name not in mapping.repeated and compared.count(compared[place]) > 1:
            raise ExtractError(
                f"{name}, line {line}: the heading {raw.headings[place]!r} stands more than once"
                f" ({fields[field_name].title.lower()}).",
                remedy="Leave one of the two columns out of the export.",
                line=line,
                column=raw.headings[place],
            )


def _check_rows(columns: TypedColumns, ledger: RowLedger, *, history: bool) -> None:
    cut = pc.match_substring_regex(columns.values["ticket_id"], CUT_NUMBER)
    ledger.set_aside(
        pc.fill_null(cut, False).to_numpy(zero_copy_only=False), "ticket_id", "number cut",
        "is a number that a spreadsheet shortened: many tickets may carry it",
    )  # fmt: skip
    for name in (*REQUIRED, *(("updated_at",) if history else ())):
        empty = columns.values[name].is_null().to_numpy(zero_copy_only=False)
        title = FIELDS[name].title.lower()
        ledger.set_aside(empty, name, f"no {title}", "is empty")
    for name in ("resolved_at", "closed_at"):
        title = FIELDS[name].title.lower()
        early = _before(columns, name, "opened_at", len(ledger.kept))
        ledger.set_aside(early, name, f"{title} before opened", "lies before the ticket was opened")
    for name, other in (
        ("closed_at", "resolved_at"),
        ("first_response_at", "opened_at"),
        ("updated_at", "opened_at"),
    ):
        early = _before(columns, name, other, len(ledger.kept))
        what = f"{FIELDS[name].title.lower()} before {FIELDS[other].title.lower()}"
        ledger.flag(early, what, name, "loaded as it stands")


def _mark_future(columns: TypedColumns, ledger: RowLedger, now: int) -> None:
    for name, found in columns.instants.items():
        if name != "due_at":
            ledger.flag(found.utc > now, "in the future", name, "loaded as it stands")


def _before(columns: TypedColumns, name: str, other: str, count: int) -> Mask:
    if name not in columns.instants or other not in columns.instants:
        return np.zeros(count, bool)
    left, right = columns.instants[name], columns.instants[other]
    both = (left.fault == Fault.NONE) & (right.fault == Fault.NONE)
    early: Mask = both & (left.utc < right.utc)
    return early


def _ticket_table(
    columns: TypedColumns, rows: Rows, ledger: RowLedger, mapping: SourceMapping, recipe: Recipe
) -> pa.Table:
    taken = None if len(rows) == len(ledger.kept) else pa.array(rows)
    fixed = {**mapping.fixed, **({"customer": recipe.customer} if recipe.customer else {})}
    out: dict[str, pa.Array] = {}
    for name, declared in FIELDS.items():
        if name in columns.values:
            values = columns.values[name]
            out[name] = values if taken is None else values.take(taken)
        elif name in fixed:
            out[name] = pa.repeat(pa.scalar(fixed[name], pa.string()), len(rows))
        else:
            out[name] = pa.nulls(len(rows), _TYPES.get(declared.kind, pa.string()))
    for name in DATED:
        out[civil_name(name)] = _civil(columns, name, rows)
    out["line"] = pa.array(ledger.lines[rows], pa.int32())
    out["flags"] = ledger.flag_words(rows)
    return pa.table(out)


def _civil(columns: TypedColumns, name: str, rows: Rows) -> pa.Array:
    if name not in columns.instants:
        return pa.nulls(len(rows), pa.date32())
    found = columns.instants[name]
    days = pa.array(found.local_day[rows].astype(np.int32), mask=found.fault[rows] != Fault.NONE)
    return days.cast(pa.date32())


def _update_table(columns: TypedColumns, rows: Rows, ledger: RowLedger) -> pa.Table:
    taken = pa.array(rows)
    out = {
        "ticket_id": columns.values["ticket_id"].take(taken),
        "updated_at": columns.values["updated_at"].take(taken),
        "sequence": pa.array(_update_numbers(columns, rows, len(ledger.kept)), pa.int32()),
        "line": pa.array(ledger.lines[rows], pa.int32()),
    }
    for name in UPDATE_FIELDS:
        absent = pa.nulls(len(rows), _TYPES.get(FIELDS[name].kind, pa.string()))
        out[name] = columns.values[name].take(taken) if name in columns.values else absent
    return pa.table(out)


def _update_numbers(columns: TypedColumns, rows: Rows, count: int) -> Rows:
    """Return the update's own number, else its place among the ticket's updates of one second."""
    if "sequence" in columns.values:
        return sequence(columns, count)[rows]
    at = columns.instants["updated_at"].utc[rows]
    return places_in_runs(ticket_codes(columns, rows), at)
