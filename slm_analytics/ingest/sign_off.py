"""Signing a month off, and taking that back; the figures are built anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from slm_analytics.domain.period import Month
from slm_analytics.domain.sign_off import Cell, SignedMonth, SignedVerdict
from slm_analytics.errors import UsageError
from slm_analytics.ingest.child import run_job
from slm_analytics.ingest.intake import job_for
from slm_analytics.register.sign_off import now, signed_months, write_opened, write_signed
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse, Warehouse
from slm_analytics.warehouse.generation import current_manifest, files_of
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
    if any((each.customer, each.month) == (customer, month) for each in _signed(folder, version)):
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
            results=tuple(_results(warehouse, customer, month)),
        )
        ends = warehouse.query("SELECT max(latest_at)::DATE AS on_day FROM load")["on_day"].iloc[0]
    finally:
        warehouse.close()
    if not signed.results:
        raise UsageError(
            f"No line of {customer or 'any customer'} has a result in {month}.",
            remedy="Choose a month that the scorecard shows.",
        )
    if pd.isna(ends) or pd.Timestamp(ends).date() < _last_day(month):
        raise UsageError(f"{month} is not over in the data.", remedy="Load its last days first.")
    return _use(folder, version, write_signed(folder, version, signed), f"{month} signed off")


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


def _last_day(month: Month) -> date:
    return date.fromordinal(month.plus(1).first.toordinal() - 1)


def _verdicts(warehouse: Warehouse, customer: str, month: Month) -> Iterator[SignedVerdict]:
    asked = {"customer": customer, "month": month.first}
    for row in warehouse.query(text_of("signed_verdicts"), asked).to_dict("records"):
        told: dict[str, Any] = {str(name): _plain(value) for name, value in row.items()}
        yield SignedVerdict(**told)


def _results(warehouse: Warehouse, customer: str, month: Month) -> Iterator[Mapping[str, Cell]]:
    asked = {"customer": customer, "month": month.first}
    for row in warehouse.query(text_of("signed_results"), asked).to_dict("records"):
        yield {str(name): _plain(value) for name, value in row.items()}


def _plain(value: object) -> Cell:
    if value is None or bool(pd.isna(value)):  # type: ignore[call-overload]
        return None
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value.item() if hasattr(value, "item") else value  # type: ignore[return-value]
