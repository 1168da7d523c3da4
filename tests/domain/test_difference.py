"""Why a tool differs: the one changed rule that gives its verdict and its due time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from slm_analytics.domain.difference import Claim, Reason, Verdict, due_reason, reason, verdict_of
from slm_analytics.domain.history import TicketTimes, regular
from slm_analytics.domain.rules import Rules
from slm_analytics.domain.service_calendar import ServiceCalendar
from slm_analytics.domain.target import ClockKind, Keys, Policy, ReopenRule, Target
from slm_analytics.domain.ticket_clock import Agreed, ticket_clocks
from slm_analytics.domain.variation import Difference, variations
from tests.domain.stories import H, at, rules, told

OFFICE = ServiceCalendar(
    weekly=(((8 * H, 18 * H),),) * 5 + ((), ()), holidays={date(2026, 6, 4): "Corpus Christi"}
)
P2 = Target(target_id="P2", seconds=4 * H, calendar="office", priority="P2")
P3 = Target(target_id="P3", seconds=8 * H, calendar="office", priority="P3")
AGREED = rules(P2, P3, office=OFFICE)
OPEN = "2026-06-01 08:00"
Diary = tuple[tuple[str, str], ...]


def judged(
    agreed: Rules, diary: Diary, kind: ClockKind = ClockKind.RESOLUTION, opened: str = OPEN
) -> Verdict:
    """Return what rules say of a ticket."""
    ticket = TicketTimes(opened_at=at(opened), keys=Keys(priority="P3"), is_ended=True)
    ticket = replace(ticket, state="closed", ended_at=at(diary[-1][0]))
    history = regular(ticket, told(*diary))
    on = Agreed(agreed, at(opened), at("2026-07-01 00:00"))
    return verdict_of(ticket_clocks(ticket, history, on), kind)


def why(diary: Diary, claim: Claim, agreed: Rules = AGREED, opened: str = OPEN) -> Reason | None:
    others = [(each, judged(each.rules, diary, each.clock, opened)) for each in variations(agreed)]
    return reason(claim, judged(agreed, diary, opened=opened), others, is_whole=True)


def claim_by(words: str, diary: Diary, opened: str = OPEN) -> Claim:
    """Return what a tool would say that does the one thing otherwise."""
    each = next(each for each in variations(AGREED) if each.words == words)
    verdict = judged(each.rules, diary, each.clock, opened)
    return Claim(made=verdict.made, due_at=verdict.due_at, tells_due=True)


PAUSED: Diary = (
    (OPEN, "in_progress"),
    ("2026-06-01 10:00", "on_hold/awaiting_customer"),
    ("2026-06-01 17:00", "in_progress"),
    ("2026-06-02 09:00", "resolved"),
)
OVER_HOLIDAY: Diary = (("2026-06-03 14:00", "in_progress"), ("2026-06-05 11:00", "resolved"))
LOWERED: Diary = (
    (OPEN, "P2"),
    ("2026-06-01 13:00", "P3"),
    ("2026-06-01 15:00", "resolved"),
)
REOPENED: Diary = (
    (OPEN, "in_progress"),
    ("2026-06-01 14:00", "resolved"),
    ("2026-06-02 08:00", "in_progress"),
    ("2026-06-02 12:00", "resolved"),
)
CLOSED_LATE: Diary = (
    (OPEN, "in_progress"),
    ("2026-06-01 14:00", "resolved"),
    ("2026-06-03 14:00", "closed"),
)


@pytest.mark.parametrize(
    ("words", "diary", "difference"),
    [
        ("takes no pause off", PAUSED, Difference.PAUSE),
        ("knows no holidays", OVER_HOLIDAY, Difference.CALENDAR),
        ("counts a new priority from the opening", LOWERED, Difference.CHANGE),
        ("keeps the verdict of the first resolution", REOPENED, Difference.REOPEN),
        ("judged it again when it was closed", CLOSED_LATE, Difference.STOP),
    ],
)
def test_class_when_a_tool_does_one_thing_otherwise(
    words: str, diary: Diary, difference: Difference
) -> None:
    opened = diary[0][0]
    claim = claim_by(words, diary, opened)
    assert claim.made is not judged(AGREED, diary, opened=opened).made
    assert why(diary, claim, opened=opened) == Reason(difference, words, is_proven=True)


def test_two_things_otherwise_when_a_tool_also_knows_no_holidays() -> None:
    diary = (
        ("2026-06-03 14:00", "in_progress"),
        ("2026-06-03 16:00", "on_hold/awaiting_customer"),
        ("2026-06-05 09:00", "in_progress"),
        ("2026-06-05 10:00", "resolved"),
    )
    words = "knows no holidays and takes no pause off"
    claim = claim_by(words, diary, diary[0][0])
    found = why(diary, claim, opened=diary[0][0])
    assert found == Reason(Difference.PAUSE, words, is_proven=True)


def test_target_before_when_a_tool_was_not_told_of_the_new_one() -> None:
    day = date(2026, 5, 1)
    old = replace(P3, seconds=4 * H, valid_until=day)
    agreed = rules(old, replace(P3, valid_from=day), office=OFFICE)
    diary = ((OPEN, "in_progress"), ("2026-06-01 14:00", "resolved"))
    claim = Claim(made=False, due_at=at("2026-06-01 12:00"), tells_due=True)
    found = why(diary, claim, agreed)
    assert found == Reason(Difference.VERSION, "uses the target before this one", is_proven=True)


def test_no_reason_when_both_agree_or_one_says_nothing() -> None:
    ours = judged(AGREED, PAUSED)
    assert ours.made is True
    for made in (True, None):
        assert reason(Claim(made=made), ours, (), is_whole=True) is None
    assert reason(Claim(made=False), Verdict(), (), is_whole=True) is None


def test_rounding_when_the_elapsed_time_is_within_a_minute_of_the_target() -> None:
    for over in (-60, -1, 0, 60):
        found = reason(Claim(made=over > 0), Verdict(made=over <= 0, over=over), (), is_whole=True)
        assert found is not None
        assert found.difference is Difference.ROUNDING
    found = reason(Claim(made=True), Verdict(made=False, over=61), (), is_whole=True)
    assert found is not None
    assert found.difference is Difference.UNEXPLAINED


def test_order_of_reasons_when_no_rule_gives_the_due_time_of_the_tool() -> None:
    missed = Verdict(made=False, due_at=1000, over=9999)
    others = [(each, Verdict(made=True, due_at=5000)) for each in variations(AGREED)]
    far = Claim(made=True, due_at=90_000, tells_due=True)
    weak = reason(far, missed, others, is_whole=True)
    assert weak == Reason(Difference.PAUSE, "takes no pause off")
    unknown = reason(far, missed, others, is_whole=False)
    assert unknown == Reason(Difference.HISTORY)
    no_due = Claim(made=True, tells_due=True)
    assert reason(no_due, missed, others, is_whole=False) == Reason(Difference.NO_CLOCK)
    against_itself = Claim(made=True, due_at=1000, tells_due=True)
    found = reason(against_itself, missed, others, is_whole=True)
    assert found == Reason(Difference.UNEXPLAINED)
    twice = replace(far, due_at=1000 + 3600, is_twice=True)
    assert reason(twice, missed, (), is_whole=True) == Reason(Difference.TWICE)


def test_due_time_has_a_reason_of_its_own_when_verdicts_agree() -> None:
    claim = claim_by("knows no holidays", OVER_HOLIDAY, "2026-06-03 14:00")
    ours = judged(AGREED, OVER_HOLIDAY, opened="2026-06-03 14:00")
    others = [
        (each, judged(each.rules, OVER_HOLIDAY, each.clock, "2026-06-03 14:00"))
        for each in variations(AGREED)
    ]
    found = due_reason(claim, ours, others, is_whole=True)
    assert found == Reason(Difference.CALENDAR, "knows no holidays", is_proven=True)
    assert due_reason(replace(claim, due_at=ours.due_at), ours, (), is_whole=True) is None
    assert due_reason(Claim(made=True), ours, (), is_whole=True) is None


def test_variations_change_something_and_only_what_is_compared() -> None:
    response = replace(P2, target_id="R", clock=ClockKind.RESPONSE)
    found = variations(rules(P2, P3, response, office=OFFICE))
    assert len({each.words for each in found}) == len(found)
    for each in found:
        assert {target.clock for target in each.rules.targets} == {each.clock}
        assert "before this one" not in each.words  # there is one version only
    plain = variations(rules(P2, P3))
    assert not [each for each in plain if "holidays" in each.words]
    assert variations(rules(response)) == ()


def test_ticket_is_missed_when_one_of_its_cycles_is() -> None:
    policy = Policy(reopen=ReopenRule.CONTINUE, reopen_days=0)
    agreed = rules(replace(P3, policy=policy, seconds=5 * H), office=OFFICE)
    found = judged(agreed, REOPENED)
    assert (found.made, found.due_at) == (False, at("2026-06-01 13:00"))
