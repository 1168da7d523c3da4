"""Cases of availability asked of the set-based form: each is a service of its own.

All cases of a file are answered by one run of the statements; a policy that
is another by convention makes another service.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from slm_analytics.domain.availability_policy import FULL, AvailabilityPolicy
from slm_analytics.domain.availability_terms import AvailabilityTerms
from slm_analytics.domain.service_calendar import DAY
from slm_analytics.domain.service_time import CalendarPart
from slm_analytics.warehouse.availability.calendar_days import calendar_days
from slm_analytics.warehouse.availability.figures import (
    UNIT_SCHEMA,
    counted_downtime,
    show,
    unit_row,
)
from slm_analytics.warehouse.availability.texts import text_of
from slm_analytics.warehouse.availability.units import Unit
from tests.oracles.availability import availability_policy, pairs_of
from tests.oracles.cases import Case

Figure = tuple[int, int]  # agreed seconds, downtime in millionths of seconds
_MARGIN = 3 * DAY
_MASKS = {"maintenance": 1, "unknown": 2}
_answers: dict[tuple[int, str], tuple[Case, Figure]] = {}


def availability_answered(case: Case, convention: str) -> Figure:
    """Return the agreed seconds and the downtime of a case."""
    if (id(case), convention) not in _answers:
        ask_availability([case])
    return _answers[id(case), convention][1]


def ask_availability(cases: Iterable[Case]) -> None:
    """Answer cases with one run of the statements."""
    asked = [
        (case, expected.convention)
        for case in cases
        if case.operation == "availability"
        for expected in case.expectations
    ]
    if not asked:
        return
    figures = figures_of([_question(number, *each) for number, each in enumerate(asked)])
    for (case, convention), figure in zip(asked, figures, strict=True):
        _answers[id(case), convention] = (case, figure)


Question = tuple[Unit, CalendarPart, list[dict[str, int]], list[dict[str, int]]]


def _question(number: int, case: Case, convention: str) -> Question:
    assert case.calendar is not None
    ((start, until),) = pairs_of(case, "window")
    claims = [
        {"unit_no": number, "start_s": first, "until_s": last, "weight_ppm": FULL}
        for first, last in pairs_of(case, "outages")
        if first < last
    ]
    masks = [
        {"unit_no": number, "start_s": first, "until_s": last, "mask": mask}
        for name, mask in _MASKS.items()
        for first, last in pairs_of(case, name)
    ]
    part = CalendarPart(case.calendar, start - _MARGIN, until + _MARGIN)
    policy = availability_policy(convention)
    return unit_of(number, policy, (start, until), case.calendar.zone), part, claims, masks


def unit_of(number: int, policy: AvailabilityPolicy, life: tuple[int, int], zone: str) -> Unit:
    """Return a unit with a calendar of its own."""
    return Unit(
        customer="", service=str(number), terms=AvailabilityTerms(policy=policy), is_agreed=True,
        calendar_no=number, zone=zone, start=life[0], until=life[1],
    )  # fmt: skip


def figures_of(questions: Sequence[Question]) -> list[Figure]:
    """Return agreed seconds and downtime of units, by the statements of the warehouse."""
    spans = [(unit.start, unit.until) for unit, *_ in questions]
    made = [
        calendar_days([[part]], span) for (_, part, *_), span in zip(questions, spans, strict=True)
    ]
    numbered = [
        [_numbered(table, number) for table in (days.days, days.pieces)]
        for number, days in enumerate(made)
    ]
    claims = [{**each, "claim_no": no} for no, each in enumerate(_all(questions, 2))]
    with duckdb.connect(":memory:") as connection:
        show(
            connection,
            {
                "avail_unit": pa.Table.from_pylist(
                    [unit_row(no, unit) for no, (unit, *_) in enumerate(questions)],
                    schema=UNIT_SCHEMA,
                ),
                "avail_calendar_day": pa.concat_tables([days for days, _ in numbered]),
                "avail_piece": pa.concat_tables([pieces for _, pieces in numbered]),
                "avail_claim": pa.Table.from_pylist(claims, schema=_CLAIM),
                "avail_mask": pa.Table.from_pylist(_all(questions, 3), schema=_MASK),
            },
        )
        connection.execute(f"CREATE TEMP TABLE unit_edge AS {text_of('edges')}")
        connection.execute(f"CREATE TEMP TABLE downtime_day AS {counted_downtime(connection)}")
        rows = connection.execute(_TOTALS).fetchall()
    return [(int(base), int(down)) for _, base, down in rows]


def _all(questions: Sequence[Question], place: int) -> list[dict[str, Any]]:
    return [row for question in questions for row in question[place]]  # type: ignore[union-attr]


def _numbered(table: pa.Table, number: int) -> pa.Table:
    column = pa.array([number] * table.num_rows, pa.int32())
    return table.set_column(0, "calendar_no", column)


_CLAIM = pa.schema(
    [("unit_no", pa.int32()), ("claim_no", pa.int32()), ("start_s", pa.int64()),
     ("until_s", pa.int64()), ("weight_ppm", pa.int64()), ("users", pa.int64())]
)  # fmt: skip
_MASK = pa.schema(
    [("unit_no", pa.int32()), ("start_s", pa.int64()), ("until_s", pa.int64()),
     ("mask", pa.int32())]
)  # fmt: skip
# As the view `availability_day` puts them together.
_TOTALS = """
SELECT u.unit_no,
    sum(coalesce(e.open_s, d.open_s) - coalesce(t.left_seconds, 0)),
    sum(coalesce(t.down_ppm_seconds, 0))
FROM avail_unit AS u
JOIN avail_calendar_day AS d
    ON d.calendar_no = u.calendar_no AND d.day_no BETWEEN u.first_day_no AND u.last_day_no
LEFT JOIN unit_edge AS e ON e.unit_no = u.unit_no AND e.day_no = d.day_no
LEFT JOIN downtime_day AS t ON t.unit_no = u.unit_no AND t.day_no = d.day_no
GROUP BY u.unit_no ORDER BY u.unit_no"""
