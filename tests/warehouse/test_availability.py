"""The set-based form of availability: laws that hold whatever was claimed, and the other form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any

from hypothesis import example, given, settings
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
from slm_analytics.domain.service_calendar import DAY, OpenTime, ServiceCalendar
from slm_analytics.domain.service_time import CalendarPart
from tests.oracles.availability_set_based import Figure, figures_of, unit_of

H = 3600
# Midnights two days before the clocks change, and one where they never do.
BERLIN, SYDNEY, UTC = 1_743_202_800, 1_743_768_000, 1_743_206_400
OFFICE = ((8 * H, 12 * H), (13 * H, 17 * H))
CALENDARS = {
    "around the clock": (ServiceCalendar(zone="Europe/Berlin", always_open=True), BERLIN),
    "office": (
        ServiceCalendar(
            zone="Europe/Berlin", weekly=(OFFICE,) * 7, holidays={date(2025, 3, 31): "closed"}
        ),
        BERLIN,
    ),
    "nights over the change": (
        ServiceCalendar(zone="Australia/Sydney", weekly=(((22 * H, 30 * H),),) * 7),
        SYDNEY,
    ),
    "utc": (ServiceCalendar(zone="UTC", always_open=True), UTC),
}
LONG = 4 * DAY
PLAIN = AvailabilityPolicy()


@dataclass(frozen=True, kw_only=True)
class Story:
    """What is agreed, and what is told of a service; times count from the calendar's first second.

    Masks stand in the order maintenance, unknown, accepted exclusions.
    """

    calendar: str = "around the clock"
    policy: AvailabilityPolicy = PLAIN
    life: tuple[int, int] = (0, LONG)
    claims: tuple[tuple[int, int, int], ...] = ()  # start, until, weight
    masks: tuple[tuple[tuple[int, int], ...], ...] = ((), (), ())

    @property
    def first(self) -> int:
        return CALENDARS[self.calendar][1]

    def question(self, number: int) -> Any:
        calendar, first = CALENDARS[self.calendar]
        life = (first + self.life[0], first + self.life[1])
        told = {"unit_no": number}
        claims = [
            {**told, "start_s": first + start, "until_s": first + until, "weight_ppm": weight}
            for start, until, weight in self.claims
            if start < until and weight
        ]
        masks = [
            {**told, "start_s": first + start, "until_s": first + until, "mask": mask}
            for mask, spans in enumerate(self.masks, start=1)
            for start, until in spans
        ]
        part = CalendarPart(calendar, life[0] - 3 * DAY, life[1] + 3 * DAY)
        return unit_of(number, self.policy, life, calendar.zone), part, claims, masks

    def explained(self) -> Figure:
        """The figure of the explaining form."""
        calendar, first = CALENDARS[self.calendar]
        window = (first + self.life[0], first + self.life[1])
        opened = calendar.open_time(date(2025, 3, 20), date(2025, 4, 15))
        maintenance, unknown, excluded = (
            [(first + start, first + until) for start, until in spans] for spans in self.masks
        )
        pieces = ledger(
            OpenTime(opened.within(*window)),
            window,
            self.policy,
            [Claim(first + a, first + b, "claim", weight) for a, b, weight in self.claims],
            [Maintenance(*each, "work") for each in maintenance],
            [Span(*each, "unknown") for each in unknown],
            [Span(*each, "exclusion") for each in excluded],
        )
        found = figure(pieces, self.policy)
        return found.base_seconds, found.down_ppm_seconds


def counted(*stories: Story) -> list[Figure]:
    return figures_of([story.question(number) for number, story in enumerate(stories)])


# Coarse instants touch and overlap often, fine ones seldom; some lie outside the life.
_instant = st.one_of(
    st.integers(-8, 104).map(lambda hours: hours * H),
    st.integers(-DAY, LONG + DAY),
)
_span = st.tuples(_instant, st.sampled_from([0, 1, 59, 600, H, 4 * H, 30 * H])).map(
    lambda pair: (pair[0], pair[0] + pair[1])
)
_spans = st.lists(_span, max_size=3).map(tuple)
_claims = st.lists(
    st.tuples(_span, st.sampled_from([FULL, FULL, 1, 333_333, 0])).map(
        lambda pair: (*pair[0], pair[1])
    ),
    max_size=6,
).map(tuple)
_policies = st.builds(
    AvailabilityPolicy,
    maintenance=st.sampled_from(MaintenanceRule),
    unknown=st.sampled_from(UnknownRule),
    least_seconds=st.sampled_from([0, 0, 60, 5 * H]),
    join_gap_seconds=st.sampled_from([0, 0, 1, H, 2 * DAY]),
)
_lives = st.sampled_from([(0, LONG), (0, LONG), (5 * H + 7, 50 * H), (30 * H, 30 * H + 1)])
stories = st.builds(
    Story,
    calendar=st.sampled_from(sorted(CALENDARS)),
    policy=_policies,
    life=_lives,
    claims=_claims,
    masks=st.tuples(_spans, _spans, _spans),
)
# One question costs as much as a dozen: they are asked together.
several = st.lists(stories, min_size=12, max_size=16)
few = settings(max_examples=8, deadline=None)


@few
@given(several)
@example([Story(claims=((26 * H - 1800, 26 * H + 1800, FULL),))])  # over the hour left out
@example([Story(claims=((H, 2 * H, FULL),), masks=((), ((H, 3 * H),), ()),
                policy=AvailabilityPolicy(unknown=UnknownRule.DOWN))])  # fmt: skip
def test_both_forms_are_equal(told: list[Story]) -> None:
    assert counted(*told) == [story.explained() for story in told]


def test_both_forms_are_equal_where_all_lies_over_each_other() -> None:
    """Each pair of masks overlaps inside an outage and outside, under every pair of rules."""
    told = [
        Story(
            calendar=calendar,
            policy=AvailabilityPolicy(maintenance=maintenance, unknown=unknown),
            claims=((9 * H, 40 * H, FULL), (30 * H, 60 * H, 333_333)),
            masks=(
                ((2 * H, 12 * H), (33 * H, 38 * H), (57 * H, 80 * H)),
                ((5 * H, 16 * H), (35 * H, 52 * H), (70 * H, 90 * H)),
                ((7 * H, 20 * H), (37 * H, 49 * H), (75 * H, 95 * H)),
            ),
        )
        for calendar in CALENDARS
        for maintenance in MaintenanceRule
        for unknown in UnknownRule
    ]
    assert counted(*told) == [story.explained() for story in told]


@few
@given(several)
def test_availability_is_between_0_and_1(told: list[Story]) -> None:
    for story, (base, down) in zip(told, counted(*told), strict=True):
        assert 0 <= down <= base * FULL
        assert base <= story.life[1] - story.life[0]


@few
@given(several, st.integers(0, 1000))
def test_order_of_what_is_told_does_not_matter(told: list[Story], seed: int) -> None:
    def shuffled(spans: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(Random(seed).sample(list(spans) * 2, 2 * len(spans)))

    others = [
        replace(story, claims=shuffled(story.claims), masks=tuple(map(shuffled, story.masks)))
        for story in told
    ]
    assert counted(*others) == counted(*told)


@few
@given(several, st.integers(1, LONG - 1))
def test_a_life_split_in_two_adds_up(told: list[Story], at: int) -> None:
    halves = [
        replace(story, life=life)
        for story in told
        for life in ((story.life[0], max(story.life[0], min(at, story.life[1]))),
                     (min(story.life[1], max(at, story.life[0])), story.life[1]))
    ]  # fmt: skip
    # A life without length is none: it has no figure to ask for.
    lived = [story for story in halves if story.life[0] < story.life[1]]
    found = dict(zip(map(id, lived), counted(*lived), strict=True))
    sums = [
        tuple(map(sum, zip(*(found.get(id(half), (0, 0)) for half in pair), strict=True)))
        for pair in zip(halves[::2], halves[1::2], strict=True)
    ]
    assert sums == counted(*told)


@few
@given(several, _spans)
def test_an_accepted_exclusion_never_lowers_the_figure(
    told: list[Story], more: tuple[tuple[int, int], ...]
) -> None:
    others = [replace(story, masks=(*story.masks[:2], story.masks[2] + more)) for story in told]
    for before, after in zip(counted(*told), counted(*others), strict=True):
        assert after[0] == before[0]
        assert after[1] <= before[1]


def test_claims_within_the_gap_are_one_outage_and_the_gap_is_not_down() -> None:
    # 0 to 3 h is one outage of three hours, of which two are claimed; the third is too short.
    policy = AvailabilityPolicy(least_seconds=2 * H, join_gap_seconds=H)
    claims = ((0, H, FULL), (2 * H, 3 * H, FULL), (5 * H, 6 * H, FULL))
    assert counted(Story(policy=policy, claims=claims)) == [(LONG, 2 * H * FULL)]
