"""From the rows of the register to the lines of contracts."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from slm_analytics.domain.service_level import (
    Counting,
    LevelClass,
    LevelKind,
    Measure,
    Population,
    ServiceLevel,
    SmallVolume,
    Window,
)
from slm_analytics.domain.target import BEGINNING, FOREVER, ClockKind
from slm_analytics.register.cell import share_of
from slm_analytics.register.condition import conditions_of
from slm_analytics.register.length import length_of
from slm_analytics.register.rows import Register, Row

_USUAL = ServiceLevel(level_id="")
_LEAST, _MONTHS = 5, 3


def levels_from(register: Register) -> tuple[ServiceLevel, ...]:
    """Return the service levels that a register tells; rows must have passed the checks."""
    return tuple(level_of(row) for row in register["service_levels"])


def level_of(row: Row) -> ServiceLevel:
    """Return the service level that a row tells; a blank cell is the default."""
    until = date.fromisoformat(row["valid_to"]) + timedelta(days=1) if row["valid_to"] else FOREVER
    return ServiceLevel(
        level_id=row["level_id"],
        name=row["name"] or row["level_id"],
        population=_population(row),
        measure=Measure(row["measure"] or _USUAL.measure),
        clock=ClockKind(row["clock"] or _USUAL.clock),
        conditions=conditions_of(row["conditions"]) or (),
        expected=amount_of(row["expected"]),
        percentile=Fraction(share_of(row["percentile"]) or 0) or _USUAL.percentile,
        window=Window(row["period"] or _USUAL.window),
        months=int(row["months"] or _MONTHS),
        year_begins=int(row["year_begins"] or _USUAL.year_begins),
        counting=Counting(row["counting"] or _USUAL.counting),
        small_volume=SmallVolume(row["small_volume"] or _USUAL.small_volume),
        least=int(row["least"] or _LEAST),
        level_class=LevelClass(row["class"] or _USUAL.level_class),
        weight=Fraction(row["weight"] or 1),
        kind=LevelKind(row["kind"] or _USUAL.kind),
        provider=row["provider"],
        valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else BEGINNING,
        valid_until=until,
        line=row.line,
    )


def amount_of(text: str) -> int:
    """Return the seconds of a length of time, or a whole number as it is; blank: 0."""
    if not text or text.isdigit():
        return int(text or 0)
    length = length_of(text)
    return length.seconds if length else 0


def _population(row: Row) -> Population:
    return Population(
        customer=row["customer"],
        services=_names(row["services"]),
        record_types=_words(row["record_types"]),
        priorities=_words(row["priorities"]),
        categories=_names(row["categories"]),
        sites=_names(row["sites"]),
        groups=_names(row["groups"]),
    )


def _names(text: str) -> frozenset[str]:
    return frozenset(filter(None, text.split("; ")))


def _words(text: str) -> frozenset[str]:
    return frozenset(filter(None, text.split(", ")))
