"""Both forms of availability agree: the ledger of one service and the statements for all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from slm_analytics.domain.availability import figure, ledger
from slm_analytics.domain.availability_policy import (
    FULL,
    AvailabilityPolicy,
    Claim,
    Maintenance,
    MaintenanceRule,
    Span,
    UnknownRule,
)
from slm_analytics.domain.service_calendar import DAY, ServiceCalendar
from slm_analytics.domain.service_time import CalendarPart, ServiceTime
from tests.oracles.availability_set_based import Question, figures_of, unit_of

HOUR = 3600
_MARGIN = 3 * DAY
# Days around which clocks change, one with a change of half an hour, one without any.
_PLACES = {
    "Europe/Berlin": date(2026, 3, 28),
    "America/New_York": date(2026, 10, 31),
    "Australia/Lord_Howe": date(2026, 4, 4),
    "Asia/Tokyo": date(2026, 1, 3),
}
_HOURS = (
    (),
    ((8 * HOUR, 18 * HOUR),),
    ((0, 2 * HOUR + 1800), (3 * HOUR, 12 * HOUR)),
    ((22 * HOUR, 6 * HOUR),),
)


@dataclass(frozen=True)
class Told:
    """A service with all that is told of it; seconds from its first instant on."""

    zone: str
    life: tuple[int, int]
    calendar: ServiceCalendar
    policy: AvailabilityPolicy
    claims: list[tuple[int, int, int]]
    maintenance: list[tuple[int, int, int | None, bool]]
    unknown: list[tuple[int, int]]
    accepted: list[tuple[int, int]]

    @property
    def part(self) -> CalendarPart:
        return CalendarPart(self.calendar, self.life[0] - _MARGIN, self.life[1] + _MARGIN)


def _begins(zone: str) -> int:
    day = _PLACES[zone]
    return int(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).timestamp())


def _spans(begins: int) -> st.SearchStrategy[tuple[int, int]]:
    at = st.integers(-6, 4 * 24 * 4).map(lambda quarter: begins + quarter * 900)
    odd = st.integers(1, 30 * HOUR) | st.sampled_from([1, 299, 300, 301, 900, DAY])
    return st.tuples(at, odd).map(lambda pair: (pair[0], pair[0] + pair[1]))


@st.composite
def told(draw: st.DrawFn) -> Told:
    zone = draw(st.sampled_from(sorted(_PLACES)))
    begins = _begins(zone)
    starts = begins + draw(st.sampled_from([0, 0, 1, 5 * HOUR, 30 * HOUR]))
    life = (starts, starts + draw(st.sampled_from([1, 7 * HOUR, DAY, 3 * DAY, 3 * DAY - 1])))
    weekly = tuple(draw(st.sampled_from(_HOURS)) for _ in range(7))
    holidays = {_PLACES[zone]: "Feast"} if draw(st.booleans()) else {}
    calendar = ServiceCalendar(
        zone=zone, weekly=weekly, holidays=holidays, always_open=draw(st.booleans())
    )
    policy = AvailabilityPolicy(
        maintenance=draw(st.sampled_from(MaintenanceRule)),
        unknown=draw(st.sampled_from(UnknownRule)),
        least_seconds=draw(st.sampled_from([0, 300, HOUR])),
        join_gap_seconds=draw(st.sampled_from([0, 1, 900, 2 * HOUR])),
        notice_seconds=draw(st.sampled_from([0, 0, 48 * HOUR])),
        needs_approval=draw(st.booleans()),
    )
    span = _spans(begins)
    weights = st.sampled_from([FULL, FULL, FULL // 2, 333_333, 1])
    notices = st.sampled_from([None, -HOUR, 0, 48 * HOUR])
    claims = draw(st.lists(st.tuples(span, weights), max_size=6))
    windows = draw(st.lists(st.tuples(span, notices, st.booleans()), max_size=3))
    return Told(
        zone=zone,
        life=life,
        calendar=calendar,
        policy=policy,
        claims=[(*pair, weight) for pair, weight in claims if _lives(pair, life)],
        maintenance=[(*pair, notice, approved) for pair, notice, approved in windows],
        unknown=draw(st.lists(span, max_size=2)),
        accepted=draw(st.lists(span, max_size=2)),
    )


def _lives(pair: tuple[int, int], life: tuple[int, int]) -> bool:
    """Return whether a claim speaks of a unit at all: claims beside its life do not."""
    return pair[0] < life[1] and pair[1] > life[0]


def _is_maintenance(each: tuple[int, int, int | None, bool], policy: AvailabilityPolicy) -> bool:
    _, _, notice, is_approved = each
    if policy.maintenance is MaintenanceRule.COUNTS:
        return False
    told_in_time = not policy.notice_seconds or (notice or 0) >= policy.notice_seconds
    return told_in_time and (is_approved or not policy.needs_approval)


def _question(number: int, each: Told) -> Question:
    masks = {
        1: [pair[:2] for pair in each.maintenance if _is_maintenance(pair, each.policy)],
        2: each.unknown,
        3: each.accepted,
    }
    return (
        unit_of(number, each.policy, each.life, each.zone),
        each.part,
        [
            {"unit_no": number, "start_s": start, "until_s": until, "weight_ppm": weight}
            for start, until, weight in each.claims
        ],
        [
            {"unit_no": number, "start_s": start, "until_s": until, "mask": mask}
            for mask, pairs in masks.items()
            for start, until in pairs
        ],
    )


def _explained(each: Told) -> tuple[int, int]:
    pieces = ledger(
        ServiceTime([each.part]).open,
        each.life,
        each.policy,
        [Claim(start, until, "outage", weight) for start, until, weight in each.claims],
        [Maintenance(start, until, "work", notice, ok) for start, until, notice, ok
         in each.maintenance],
        [Span(*pair) for pair in each.unknown],
        [Span(*pair) for pair in each.accepted],
    )  # fmt: skip
    found = figure(pieces, each.policy)
    return found.base_seconds, found.down_ppm_seconds


@settings(max_examples=40)
@given(services=st.lists(told(), min_size=1, max_size=8))
def test_both_forms_give_the_same_seconds_whatever_is_told(services: list[Told]) -> None:
    asked = figures_of([_question(number, each) for number, each in enumerate(services)])
    assert asked == [_explained(each) for each in services]


def test_maintenance_that_cancels_stays_in_the_base_where_nobody_watched_either() -> None:
    begins = _begins("Asia/Tokyo")
    service = Told(
        zone="Asia/Tokyo", life=(begins, begins + DAY),
        calendar=ServiceCalendar(zone="Asia/Tokyo", always_open=True),
        policy=AvailabilityPolicy(maintenance=MaintenanceRule.CANCELS),
        claims=[(begins, begins + 3 * HOUR, FULL)],
        maintenance=[(begins, begins + 2 * HOUR, -HOUR, False)],
        unknown=[(begins, begins + 2 * HOUR)], accepted=[],
    )  # fmt: skip
    assert figures_of([_question(0, service)]) == [(DAY, HOUR * FULL)]
    assert _explained(service) == (DAY, HOUR * FULL)
