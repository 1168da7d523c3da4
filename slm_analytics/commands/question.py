"""What a command asks: of which store, within which limits, split by what."""

from __future__ import annotations

from datetime import UTC, datetime

from slm_analytics.commands.answer import Arguments
from slm_analytics.domain.period import OPEN_END, OPEN_START, Month, Period
from slm_analytics.domain.scope import NONE, Dimension, Event, Scope
from slm_analytics.errors import UsageError
from slm_analytics.ingest import loads_in_force
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse
from slm_analytics.warehouse.generation import current_manifest, files_of


def warehouse_in_force(folder: DataFolder) -> DuckDbWarehouse:
    """Open the generation in force; a folder never used gets an empty one."""
    manifest = current_manifest(folder)
    number = manifest.number if manifest else loads_in_force.start_empty(folder)
    return DuckDbWarehouse(files_of(folder, number).database)


def scope_of(given: Arguments) -> Scope:
    """Return the limits that were given.

    Raises:
        UsageError: one of them is no month, no period or no instant.
    """
    scope = Scope(
        period=_period(given.first, given.until),
        month_of=Event(given.month_of) if given.month_of else None,
        as_of=_instant(given.as_of),
    )
    for dimension in (Dimension.CUSTOMER, Dimension.SERVICE, Dimension.PRIORITY):
        scope = scope.limited(dimension, _names(getattr(given, dimension.value)))
    return scope


def dimensions(text: str | None) -> list[Dimension]:
    """Return the dimensions named in `text`, each once.

    Raises:
        UsageError: a name is none.
    """
    names = [name.strip() for name in (text or "").split(",") if name.strip()]
    unknown = [name for name in names if name not in set(Dimension)]
    if unknown:
        raise UsageError(
            f"Figures cannot be split by {unknown[0]!r}.", remedy=f"Use {', '.join(Dimension)}."
        )
    return [Dimension(name) for name in dict.fromkeys(names)]


def _names(given: list[str] | None) -> tuple[str, ...]:
    """Return the names a figure is limited to; an empty one stands for no value."""
    return tuple(name or NONE for name in given or ())


def _period(first: str | None, until: str | None) -> Period | None:
    if not first and not until:
        return None
    start = Month.parse(first) if first else Month(OPEN_START, 1)
    return Period.of_months(start, Month.parse(until) if until else Month(OPEN_END, 12))


def _instant(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise UsageError(
            f"{text!r} is not an instant.", remedy="Write it as 2026-03-31T22:00:00Z."
        ) from error
