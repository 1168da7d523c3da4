"""`init`, `status`, `loads`, `verify`: the store and what is in it."""

from __future__ import annotations

from typing import Any

from slm_analytics import console
from slm_analytics.commands.answer import Answer, Arguments, jsonable
from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.errors import StoreError, UsageError
from slm_analytics.record.store import Record
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.generation import current_manifest

# The figures' libraries (pandas, DuckDB) are imported where they are used: they take longer to
# come up than it takes to say that nothing is loaded.
_SHOWN = ("load_id", "file_name", "title", "rows", "loaded", "set_aside", "duplicates")
_NOTHING_LOADED: dict[str, Any] = {
    "generation": None,
    "loads": 0,
    "tickets": 0,
    "history_rows": 0,
    "first_opened_at": None,
    "last_opened_at": None,
    "as_of": None,
    "set_aside": 0,
    "unknown_words": 0,
    "sample": False,
}


def init(folder: DataFolder, given: Arguments) -> Answer:
    """Make a data folder, empty or with the sample data."""
    from slm_analytics.ingest import loads_in_force  # noqa: PLC0415  see above
    from slm_analytics.sample import load_sample  # noqa: PLC0415

    folder.create()
    manifest = current_manifest(folder)
    if given.sample:
        if manifest is not None and manifest.loads and not manifest.is_sample:
            raise UsageError(
                "Your own data is loaded here; the sample would be counted with it.",
                remedy="Give another folder: `slm --data FOLDER init --sample`.",
            )
        load_sample(folder)
    elif manifest is None:
        loads_in_force.start_empty(folder)
    return status(folder, given)


def status(folder: DataFolder, _: Arguments) -> Answer:
    """Say what is loaded."""
    if current_manifest(folder) is None:
        return Answer(
            _NOTHING_LOADED, ["Nothing is loaded. `slm import FILE` or `slm init --sample`."]
        )
    values = _loaded(folder)
    return Answer(values, console.pairs(jsonable(values)))


def _loaded(folder: DataFolder) -> dict[str, Any]:
    from slm_analytics.commands.question import warehouse_in_force  # noqa: PLC0415  see above
    from slm_analytics.review.coverage import coverage  # noqa: PLC0415

    covered = coverage(warehouse_in_force(folder))
    return {
        "generation": covered.generation,
        "loads": covered.loads,
        "tickets": covered.tickets,
        "history_rows": covered.updates,
        "first_opened_at": covered.first_opened_at,
        "last_opened_at": covered.last_opened_at,
        "as_of": covered.as_of,
        "set_aside": covered.set_aside,
        "unknown_words": covered.unknown_words,
        "sample": covered.is_sample,
    }


def loads(folder: DataFolder, _: Arguments) -> Answer:
    """List the loads in force, newest first."""
    if current_manifest(folder) is None:
        return Answer([], ["Nothing is loaded."])
    from slm_analytics.commands.question import warehouse_in_force  # noqa: PLC0415  see above
    from slm_analytics.review.loads import loads as loads_in_force  # noqa: PLC0415

    rows = jsonable(loads_in_force(warehouse_in_force(folder)))
    return Answer(rows, console.table([{name: row[name] for name in _SHOWN} for row in rows]))


def verify(folder: DataFolder, _: Arguments) -> Answer:
    """Check every file of the store, and the record."""
    from slm_analytics.warehouse.verify import verify as faults_of  # noqa: PLC0415  see above

    findings = faults_of(folder)
    try:
        Record(folder.record).check()
    except StoreError as error:
        findings.append(
            Finding(
                severity=Severity.REFUSED, code="record", message=str(error), remedy=error.remedy
            )
        )
    values = {"well": not findings, "findings": [each.as_dict() for each in findings]}
    lines = [f"{each.message} {each.remedy}" for each in findings] or ["All is well."]
    return Answer(values, lines, 1 if findings else 0)
