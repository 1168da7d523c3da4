"""Signing a month off, and taking that back; the figures are built anew."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pandas as pd

from slm_analytics.domain.month_count import MonthCount
from slm_analytics.domain.period import Month
from slm_analytics.domain.sign_off import Cell, SignedMonth, SignedTyped, SignedVerdict
from slm_analytics.domain.typed import TYPED, typed_counts, with_loaded
from slm_analytics.domain.zone import local_moment
from slm_analytics.errors import UsageError
from slm_analytics.ingest.child import run_job
from slm_analytics.ingest.jobs import job_for
from slm_analytics.register.journal import rules_of
from slm_analytics.register.sign_off import now, signed_months, write_opened, write_signed
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse, Warehouse
from slm_analytics.warehouse.generation import current_manifest, files_of
from slm_analytics.warehouse.service_levels.availability import (
    availability_counts,
    availability_parameters,
)
from slm_analytics.warehouse.service_levels.population import text_of


def sign_off(folder: DataFolder, customer: str, month: Month, *, who: str, why: str = "") -> int:
    """Sign a month of a customer's lines off; return the new generation.

    Args:
        folder: the data folder.
        customer: whose lines; "": those agreed for any customer.
        month: the month; what the generation in force counts in it stays counted so.
        who: who signs it off.
        why: a word for the record.

    Raises:
        UsageError: nobody says who, it is signed off already, still runs, or has no result.
    """
    version = _version(folder, who)
    earlier = [each for each in _signed(folder, version) if each.month == month]
    if any(each.customer == customer for each in earlier):
        raise UsageError(f"{month} is signed off already.", remedy="Take that back first.")
    warehouse = _in_force(folder)
    try:
        signed = SignedMonth(
            customer=customer,
            month=month,
            who=who.strip(),
            at=now(),
            why=why.strip(),
            verdicts=tuple(_verdicts(warehouse, customer, month)),
            typed=tuple(_typed(folder, version, warehouse, month)),
            results=tuple(_results(warehouse, customer, month)),
        )
        is_over = _latest(warehouse) >= _evening(month)
    finally:
        warehouse.close()
    if not signed.results:
        raise UsageError(
            f"No line of {customer or 'any customer'} has a result in {month}.",
            remedy="Choose a month that the scorecard shows.",
        )
    if not is_over:
        raise UsageError(f"{month} is not over in the data.", remedy="Load its last days first.")
    if twice := [each for each in earlier if each.levels & signed.levels]:
        raise UsageError(
            f"Lines of it are signed off already with {twice[0].customer or 'any customer'}.",
            remedy="Take that back first.",
        )
    mine = replace(signed, typed=tuple(t for t in signed.typed if t.level_id in signed.levels))
    return _use(folder, version, write_signed(folder, version, mine), f"{month} signed off")


def take_back(folder: DataFolder, customer: str, month: Month, *, who: str) -> int:
    """Take the sign-off of a month back; return the new generation.

    Raises:
        UsageError: nobody says who, or it is not signed off.
    """
    version = _version(folder, who)
    if all((each.customer, each.month) != (customer, month) for each in _signed(folder, version)):
        raise UsageError(f"{month} is not signed off.", remedy="Nothing has to be taken back.")
    opened = write_opened(folder, version, customer, month, who.strip())
    return _use(folder, version, opened, f"{month}: sign-off taken back")


def signed_in_force(folder: DataFolder) -> tuple[SignedMonth, ...]:
    """Return the months that are signed off."""
    manifest = current_manifest(folder)
    return _signed(folder, manifest.register_version) if manifest else ()


def _signed(folder: DataFolder, version: int) -> tuple[SignedMonth, ...]:
    return signed_months(folder, version)


def _version(folder: DataFolder, who: str) -> int:
    if not who.strip():
        raise UsageError("Nobody says who signs the month off.", remedy="Give a name.")
    manifest = current_manifest(folder)
    if manifest is None:
        raise UsageError("Nothing is loaded.", remedy="Load tickets first.")
    return manifest.register_version


def _in_force(folder: DataFolder) -> DuckDbWarehouse:
    manifest = current_manifest(folder)
    return DuckDbWarehouse(files_of(folder, manifest.number if manifest else 0).database)


def _use(folder: DataFolder, parent: int, version: int, why: str) -> int:
    job = job_for(folder, "use_register", version) | {"why": why, "parent": parent}
    return int(run_job(job)["generation"])


def _evening(month: Month) -> datetime:
    """Return the evening of the last day of a month: from then on it is over in the data."""
    return datetime.combine(month.plus(1).first - timedelta(days=1), time(18))


def _latest(warehouse: Warehouse) -> datetime:
    """Return the latest instant loaded, on the clock of the load it came with."""
    told = warehouse.query(text_of("latest")).iloc[0]
    return local_moment(told["latest_at"].to_pydatetime(), told["zone"] or "UTC")


def _typed(
    folder: DataFolder, version: int, warehouse: Warehouse, month: Month
) -> Iterator[SignedTyped]:
    rules = rules_of(folder, version)
    on = _latest(warehouse).date()
    deliveries, values = with_loaded(
        rules.levels,
        (rules.deliveries, rules.values),
        _told(warehouse, "loaded_deliverables"),
        _told(warehouse, "loaded_values"),
    )
    typed = typed_counts(rules.levels, deliveries, values, on)
    for level in dict.fromkeys(each for each in rules.levels if each.measure in TYPED):
        count = typed.get(level.level_id, {}).get((month, 1), MonthCount())
        yield SignedTyped(level_id=level.level_id, count=count)
    if asked := availability_parameters(rules.levels):
        rows = warehouse.query(text_of("availability"), asked).itertuples(index=False)
        for level_id, counts in availability_counts(tuple(row) for row in rows).items():
            yield SignedTyped(level_id=level_id, count=counts.get((month, 1), MonthCount()))


def _told(warehouse: Warehouse, name: str) -> Iterator[tuple[Any, ...]]:
    for row in warehouse.query(text_of(name)).itertuples(index=False):
        yield tuple(cell if isinstance(cell, str) else None for cell in row)


def _verdicts(warehouse: Warehouse, customer: str, month: Month) -> Iterator[SignedVerdict]:
    asked = {"customer": customer, "month": month.first}
    for row in warehouse.query(text_of("signed_verdicts"), asked).to_dict("records"):
        told: dict[str, Any] = {str(name): _plain(value) for name, value in row.items()}
        yield SignedVerdict(**told)


def _results(warehouse: Warehouse, customer: str, month: Month) -> Iterator[Mapping[str, Cell]]:
    asked = {"customer": customer, "month": month.first}
    cells = warehouse.query("FROM register_service_level").to_dict("records")
    wordings = {int(row.pop("line")): _wording(row) for row in cells}
    for row in warehouse.query(text_of("signed_results"), asked).to_dict("records"):
        told = {str(name): _plain(value) for name, value in row.items()}
        yield {**told, "wording": wordings.get(int(row["line"]))}


def _wording(row: Mapping[Hashable, object]) -> str:
    """Return a line as it stands in the register, as JSON."""
    cells = {str(name): str(cell) for name, cell in row.items() if isinstance(cell, str) and cell}
    return json.dumps(cells, ensure_ascii=False)


def _plain(value: object) -> Cell:
    if value is None or bool(pd.isna(value)):  # type: ignore[call-overload]
        return None
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value.item() if hasattr(value, "item") else value  # type: ignore[return-value]
