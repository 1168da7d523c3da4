"""The tables of the store that the declared kinds of record need."""

from __future__ import annotations

from functools import cache

from slm_analytics.ingest.contract import Contract, record_contracts
from slm_analytics.ingest.fields import Kind
from slm_analytics.warehouse.records.tables import RecordTable
from slm_analytics.warehouse.sql_files import Column

_SQL = {
    Kind.INSTANT: "TIMESTAMP",
    Kind.COUNT: "INTEGER",
    Kind.YES_NO: "BOOLEAN",
    Kind.DURATION: "BIGINT",
    Kind.NUMBER: "DOUBLE",
    Kind.DAY: "DATE",
}


@cache
def record_tables() -> tuple[RecordTable, ...]:
    """Return the table of every kind of record that is not a ticket."""
    return tuple(_table(form) for form in record_contracts())


def _table(form: Contract) -> RecordTable:
    columns = tuple(
        Column(
            name=name,
            type=_SQL.get(each.kind, "VARCHAR"),
            required=name in form.required,
            meaning=each.meaning,
        )
        for name, each in form.fields.items()
    )
    return RecordTable(
        name=form.table, contract=form.name, meaning=form.meaning, columns=columns,
        key=form.key, enough=form.enough, last=form.last,
        worded=form.choices, closed=tuple(form.words),
    )  # fmt: skip
