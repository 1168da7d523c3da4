"""`explain service`: what the availability of a service in a month is made of, as a ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from slm_analytics import console
from slm_analytics.commands.answer import Answer, Arguments
from slm_analytics.commands.question import warehouse_in_force
from slm_analytics.domain.period import Month
from slm_analytics.errors import UsageError
from slm_analytics.review.availability_account import (
    AccountLine,
    account_lines,
    terms_words,
    weighted,
)
from slm_analytics.review.availability_asked import asked_service
from slm_analytics.review.availability_reach import uptime_coverage
from slm_analytics.review.availability_service import (
    ServiceDetail,
    service_detail,
    service_ledger,
)
from slm_analytics.review.availability_strip import key_of
from slm_analytics.review.availability_words import minutes_words, share_words, target_words
from slm_analytics.review.civil_time import clock_words
from slm_analytics.review.rule_words import duration
from slm_analytics.review.sentences import month_name
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import Warehouse


def explain_service(folder: DataFolder, given: Arguments) -> Answer:
    """Explain the availability of a service in a month; JSON as `docs/explanation.md` says.

    Raises:
        UsageError: no such service, or it is not counted in that month.
    """
    warehouse = warehouse_in_force(folder)
    name = asked_service(warehouse, given.id, given.customer or "")
    month = _month(warehouse, given)
    told = service_detail(warehouse, name, month)
    if told is None:
        raise UsageError(
            f"{key_of(name)} is not counted in {month_name(month)}.",
            remedy="Name a month in which outages or checks tell of it.",
        )
    lines = account_lines(service_ledger(warehouse, name, month.first, month.plus(1).first))
    return Answer(_values(told, lines), list(_lines(told, lines)))


def _month(warehouse: Warehouse, given: Arguments) -> Month:
    """Return the month asked for; without one, the last closed one."""
    if given.month:
        return Month.parse(given.month)
    covered = uptime_coverage(warehouse)
    if covered is None or covered.review_month is None:
        raise UsageError("Nothing is loaded.", remedy="Load outages first: slm import FILE.")
    return covered.review_month


def _values(told: ServiceDetail, lines: Sequence[AccountLine]) -> dict[str, Any]:
    sums = told.sums
    return {
        "service": told.name[0],
        "customer": told.name[1],
        "month": str(told.month),
        "zone": told.zone,
        "verdict": sums.verdict.value,
        "target": _number(told.target),
        "availability": _number(sums.share),
        "availability_measured": _number(sums.measured_share),
        "availability_if_all_accepted": _number(sums.accepted_share),
        "availability_wall_clock": _number(sums.wall_share),
        "open_seconds": sums.open_seconds,
        "base_seconds": sums.base_seconds,
        "maintenance_seconds": sums.maintenance_seconds,
        "unknown_seconds": sums.unknown_seconds,
        "down_seconds": _number(sums.down_seconds),
        "allowed_seconds": _number(sums.allowed_seconds),
        "left_seconds": _number(sums.left_seconds),
        "outages": sums.outages,
        "lines": [
            asdict(line) | {"down_seconds": _number(line.down_seconds)} for line in lines
        ],
    }  # fmt: skip


def _number(value: Fraction | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)


def _lines(told: ServiceDetail, lines: Sequence[AccountLine]) -> Iterator[str]:
    sums = told.sums
    yield f"{key_of(told.name)}, {month_name(told.month)}: {sums.verdict}"
    facts = {
        "Availability": f"{share_words(sums.share, sums.target)}, target"
        f" {target_words(told.target)}, by the wall clock {share_words(sums.wall_share)}",
        "Agreed time": duration(sums.base_seconds),
        "Downtime": f"{weighted(sums.down_seconds)}, allowed {minutes_words(sums.allowed_seconds)}"
        f", left {minutes_words(sums.left_seconds)}",
        "Measured": f"{share_words(sums.measured_share, sums.target)}, if all exclusions were"
        f" accepted {share_words(sums.accepted_share, sums.target)}",
    }
    yield from _indented(console.pairs(facts))
    for unit in told.units:
        yield from _indented(console.pairs(dict(terms_words(unit))))
    yield ""
    yield from _indented(console.table([_shown(line, told.zone) for line in lines]))
    down = sum((line.down_seconds for line in lines), Fraction(0))
    yield f"  Down in all: {weighted(down)} ({told.zone} time)"


def _shown(line: AccountLine, zone: str) -> dict[str, str]:
    return {
        "From": clock_words(line.start_at, zone),
        "To": clock_words(line.until_at, zone),
        "Length": duration(line.seconds),
        "Down": weighted(line.down_seconds) if line.down_seconds else "–",
        "Kind": line.kind,
        "Why": line.why,
    }


def _indented(lines: Sequence[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
