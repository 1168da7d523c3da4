"""From the rows of the register to the lines of contracts."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from slm_analytics.domain.period import Month
from slm_analytics.domain.service_level import (
    Condition,
    Counting,
    Direction,
    LevelClass,
    LevelKind,
    Measure,
    Population,
    ServiceLevel,
    SmallVolume,
    Trait,
    Window,
)
from slm_analytics.domain.target import BEGINNING, FOREVER, ClockKind
from slm_analytics.domain.typed import Delivery, MonthlyValue, value_of
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
    measure = Measure(row["measure"] or _USUAL.measure)
    percentage = is_percentage(row)
    until = date.fromisoformat(row["valid_to"]) + timedelta(days=1) if row["valid_to"] else FOREVER
    return ServiceLevel(
        level_id=row["level_id"],
        name=row["name"] or row["level_id"],
        population=_population(row),
        measure=measure,
        clock=ClockKind(row["clock"] or _USUAL.clock),
        conditions=_conditions(measure, row["conditions"]),
        expected=amount_of(row["expected"], is_percentage=percentage),
        direction=Direction(row["direction"] or _direction(measure)),
        minimum=amount_of(row["minimum"], is_percentage=percentage) if row["minimum"] else None,
        is_percentage=percentage,
        trait=Trait(row["trait"] or _USUAL.trait),
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


def _conditions(measure: Measure, text: str) -> tuple[Condition, ...]:
    """Return the conditions of a line; of a measure that has none they are not looked at."""
    shared = measure in (Measure.SHARE, Measure.DELIVERED)
    found = (conditions_of(text) or ()) if shared else ()
    return tuple(sorted(found, key=lambda each: each.seconds or 0))  # versions in one order


def is_percentage(row: Row) -> bool:
    """Return whether what a line expects is a percentage: its figures are shares then."""
    measure = Measure(row["measure"] or _USUAL.measure)
    if measure is Measure.VALUE:
        return row["expected"].endswith("%")
    return measure in (Measure.SHARE, Measure.RATIO, Measure.DELIVERED, Measure.AVAILABILITY)


def amount_of(text: str, *, is_percentage: bool = False) -> Fraction:
    """Return the seconds of a length of time, a number as it is, a percentage as a share."""
    if not text:
        return Fraction(0)
    length = length_of(text)
    return Fraction(length.seconds) if length else value_of(text, is_percentage=is_percentage)


def deliveries_from(register: Register) -> tuple[Delivery, ...]:
    """Return the deliverables that a register tells."""
    return tuple(
        Delivery(
            level_id=row["level_id"],
            name=row["deliverable"],
            due_on=date.fromisoformat(row["due_on"]),
            delivered_on=date.fromisoformat(row["delivered_on"]) if row["delivered_on"] else None,
        )
        for row in register["deliverables"]
    )


def values_from(register: Register) -> tuple[MonthlyValue, ...]:
    """Return the monthly values that a register tells."""
    percentages = {row["level_id"] for row in register["service_levels"] if is_percentage(row)}
    return tuple(
        MonthlyValue(
            level_id=row["level_id"],
            month=Month.parse(row["month"]),
            value=value_of(row["value"], is_percentage=row["level_id"] in percentages),
            base=value_of(row["base"], is_percentage=False) if row["base"] else None,
            evidence=row["evidence"],
        )
        for row in register["monthly_values"]
    )


def _direction(measure: Measure) -> Direction:
    at_least = measure in (Measure.VALUE, Measure.AVAILABILITY)
    return Direction.AT_LEAST if at_least else _USUAL.direction


def _population(row: Row) -> Population:
    return Population(
        customer=row["customer"],
        services=_names(row["services"]),
        record_types=_words(row["record_types"]),
        priorities=_words(row["priorities"]),
        categories=_names(row["categories"]),
        sites=_names(row["sites"]),
        groups=_names(row["groups"]),
        vips=frozenset(filter(None, [row["vip"]])),
    )


def _names(text: str) -> frozenset[str]:
    return frozenset(filter(None, text.split("; ")))


def _words(text: str) -> frozenset[str]:
    return frozenset(filter(None, text.split(", ")))
