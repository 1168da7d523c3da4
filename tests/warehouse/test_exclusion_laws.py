"""Laws of exclusions, by the statements of the warehouse: they never lower an availability."""

from __future__ import annotations

from datetime import date
from typing import Any

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
from slm_analytics.domain.service_time import CalendarPart
from tests.oracles.availability_set_based import Question, figures_of, unit_of

LIFE = (20_000 * DAY, 20_003 * DAY)
MAINTENANCE, UNKNOWN, ACCEPTED, SUBMITTED = 1, 2, 3, 4
Spans = list[tuple[int, int]]
HOURS = ServiceCalendar(
    zone="Europe/Berlin", weekly=tuple(((8 * 3600, 18 * 3600),) for _ in range(7))
)


@st.composite
def spans(draw: st.DrawFn) -> Spans:
    pairs = st.tuples(st.integers(-3600, 3 * DAY), st.integers(1, DAY // 2))
    return [(LIFE[0] + at, LIFE[0] + at + length) for at, length in draw(st.lists(pairs,
            max_size=4))]  # fmt: skip


policies = st.builds(
    AvailabilityPolicy,
    maintenance=st.sampled_from(MaintenanceRule),
    unknown=st.sampled_from(UnknownRule),
)
stories = st.fixed_dictionaries(
    {"down": spans(), "maintenance": spans(), "unknown": spans(), "accepted": spans()}
)


def question(number: int, policy: AvailabilityPolicy, told: dict[str, Spans]) -> Question:
    masks = {"maintenance": MAINTENANCE, "unknown": UNKNOWN, "accepted": ACCEPTED,
             "submitted": SUBMITTED}  # fmt: skip
    unit = unit_of(number, policy, LIFE, HOURS.zone)
    part = CalendarPart(HOURS, LIFE[0] - 3 * DAY, LIFE[1] + 3 * DAY)
    claims = [_row(number, span) | {"weight_ppm": FULL} for span in told["down"]]
    laid = [_row(number, span) | {"mask": mask} for name, mask in masks.items()
            if not (name == "maintenance" and policy.maintenance is MaintenanceRule.COUNTS)
            for span in told.get(name, [])]  # fmt: skip
    return unit, part, claims, laid


def _row(number: int, span: tuple[int, int]) -> dict[str, int]:
    return {"unit_no": number, "start_s": span[0], "until_s": span[1]}


@settings(max_examples=40)
@given(policy=policies, told=stories, more=spans())
def test_another_exclusion_never_lowers_the_availability(
    policy: AvailabilityPolicy, told: dict[str, Spans], more: Spans
) -> None:
    bare = told | {"accepted": []}
    added = told | {"accepted": told["accepted"] + more}
    submitted = told | {"submitted": more}
    asked = [question(at, policy, each) for at, each in enumerate([bare, told, added, submitted])]
    (base, measured), some, all_of_them, waiting = figures_of(asked)
    assert {base} == {some[0], all_of_them[0], waiting[0]}
    assert measured >= some[1] >= all_of_them[1] >= 0
    assert waiting == some


@settings(max_examples=40)
@given(policy=policies, told=stories)
def test_both_forms_agree_on_what_exclusions_take_off(
    policy: AvailabilityPolicy, told: dict[str, Spans]
) -> None:
    opened = HOURS.open_time(date(2024, 10, 1), date(2024, 10, 10))  # the life, and days around
    said: dict[str, Any] = {
        "claims": [Claim(*span) for span in told["down"]],
        "maintenance": [Maintenance(*span) for span in told["maintenance"]],
        "unknown": [Span(*span) for span in told["unknown"]],
        "exclusions": [Span(*span) for span in told["accepted"]],
    }
    expected = figure(ledger(opened, LIFE, policy, **said), policy)
    (found,) = figures_of([question(0, policy, told)])
    assert found == (expected.base_seconds, expected.down_ppm_seconds)
