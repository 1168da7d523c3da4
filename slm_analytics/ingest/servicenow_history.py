"""ServiceNow's histories row by row: numbers of choices into words, records by their number."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import pyarrow as pa

from slm_analytics.ingest.headings import plain
from slm_analytics.ingest.servicenow import CODES, FIELD_NAMES
from slm_analytics.warehouse.archive import RawTable

_NAMED = re.compile(r"\s*(?:[^:]{1,60}:\s*)?([A-Za-z]+[0-9]+)\s*")
_TABLES = {
    "INC": "incident", "PRB": "problem", "CHG": "change_request", "REQ": "sc_request",
    "RITM": "sc_req_item", "SCTASK": "sc_task", "TASK": "sc_task",
}  # fmt: skip

AUDIT_COLUMNS: dict[str, tuple[str, ...]] = {
    "ticket_id": ("number", "documentkey.number", "documentkey", "Document key", "Record"),
    "changed_at": ("sys_created_on", "Created"),
    "field": ("fieldname", "Field name"),
    "old_value": ("oldvalue", "Old value"),
    "new_value": ("newvalue", "New value"),
    "sequence": ("record_checkpoint", "Record checkpoint", "Update count"),
    "changed_by": ("user", "sys_created_by", "Created by"),
}
METRIC_COLUMNS: dict[str, tuple[str, ...]] = {
    "ticket_id": ("inc_number", "number", "mi_id", "id"),
    "changed_at": ("mi_start", "start"),
    "field": ("mi_field", "field", "mi_definition", "definition"),
    "new_value": ("mi_value", "value"),
}
_TABLE = ("tablename", "Table name")


def audited(raw: RawTable) -> RawTable:
    """Return an audit table with words for numbers, and the record by its own number."""
    table = _changed(raw, AUDIT_COLUMNS["ticket_id"], _number)
    tickets, fields, tables = (
        _texts(table, each) for each in (AUDIT_COLUMNS["ticket_id"], AUDIT_COLUMNS["field"], _TABLE)
    )
    words = [_words(*row) for row in zip(tables, tickets, fields, strict=True)]
    for name in ("old_value", "new_value"):
        place = _place(table, AUDIT_COLUMNS[name])
        if place is not None:
            texts = _texts(table, AUDIT_COLUMNS[name])
            told = [each.get(text.strip(), text) for each, text in zip(words, texts, strict=True)]
            table = _with(table, place, told)
    return table


def measured(raw: RawTable) -> RawTable:
    """Return metric instances with the record's own number, and the field that each measures."""
    table = _changed(raw, METRIC_COLUMNS["ticket_id"], _number)
    return _changed(table, METRIC_COLUMNS["field"], _defined)


def _words(table: str, ticket: str, field: str) -> dict[str, str]:
    """Return the words of a choice's numbers; none where the table is not known."""
    begun = re.match(r"[A-Za-z]*", ticket.strip())
    name = table.strip().lower() or _TABLES.get(begun.group().upper() if begun else "", "")
    name = {"change request": "change_request", "requested item": "sc_req_item"}.get(name, name)
    known = CODES.get(name, {})
    return dict(known.get(FIELD_NAMES.get(field.strip().lower(), ""), {}))


def _number(text: str) -> str:
    """Return `INC0010001` of `Incident: INC0010001`; anything else stays as it is."""
    found = _NAMED.fullmatch(text)
    return found.group(1) if found else text


def _defined(text: str) -> str:
    """Return the field that a metric's name speaks of; anything else stays as it is."""
    words = text.strip().lower()
    if not words.endswith("duration"):
        return text
    found = [label for label in FIELD_NAMES if re.search(rf"\b{label}\b", words)]
    return FIELD_NAMES[max(found, key=len)] if found else text


def _place(table: RawTable, headings: Sequence[str]) -> int | None:
    """Return where the first of some headings stands."""
    known = [plain(text) for text in table.headings]
    return next((known.index(plain(each)) for each in headings if plain(each) in known), None)


def _texts(table: RawTable, headings: Sequence[str]) -> list[str]:
    place = _place(table, headings)
    texts: list[str] = [""] * table.rows.num_rows
    return texts if place is None else table.column(place).to_pylist()


def _changed(table: RawTable, headings: Sequence[str], change: Callable[[str], str]) -> RawTable:
    """Return the table with the texts under the first of some headings changed."""
    place = _place(table, headings)
    if place is None:
        return table
    return _with(table, place, [change(text) for text in _texts(table, headings)])


def _with(table: RawTable, place: int, texts: list[str]) -> RawTable:
    named = table.rows.column_names[place + 1]
    column = pa.array(texts, pa.string())
    return replace(table, rows=table.rows.set_column(place + 1, named, column))
