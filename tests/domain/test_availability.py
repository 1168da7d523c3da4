"""Availability: worked cases, the published allowances, and laws that hold whatever was claimed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_analytics.domain.availability import (
    AvailabilityFigure,
    LedgerPiece,
    PieceKind,
    figure,
    ledger,
)
from slm_analytics.domain.availability_policy import (
    FULL,
    AvailabilityPolicy,
    Claim,
    Maintenance,
    MaintenanceRule,
    Span,
    UnknownRule,
)
from slm_analytics.domain.service_calendar import OpenTime, ServiceCalendar

HOUR = 3600
PLAIN = AvailabilityPolicy()
ALWAYS = OpenTime(((0, 10_000_000),))


def asked(
    policy: AvailabilityPolicy,
    window: tuple[int, int] = (1000, 2000),
    service: OpenTime = ALWAYS,
    **said: object,
) -> AvailabilityFigure:
    return figure(ledger(service, window, policy, **said), policy)  # type: ignore[arg-type]


def downs(*pairs: tuple[int, int]) -> list[Claim]:
    return [Claim(start, until, "outage") for start, until in pairs]


def windows(*pairs: tuple[int, int]) -> list[Maintenance]:
    return [Maintenance(start, until, "work") for start, until in pairs]


# Icinga's own cases for its SLA function (tests/sql/sla_test.go), window 1000 to 2000.
ICINGA = [
    ((1000, 2000), [], [], [], Fraction(1)),
    ((1000, 2000), [(1000, 1100), (1300, 1400), (1600, 1700), (1900, 2000)], [], [],
     Fraction(60, 100)),
    ((1000, 2000), [(1000, 1023), (1100, 1242), (1500, 1507), (1734, 2000)], [], [],
     Fraction(562, 1000)),
    ((1000, 1300), [(1000, 1100)], [], [], Fraction(2, 3)),
    ((1000, 1700), [(1100, 1700)], [], [], Fraction(1, 7)),
    ((1000, 2000), [(1200, 1500)], [(1100, 1300), (1400, 1600)], [], Fraction(90, 100)),
    ((1000, 2000), [(800, 2500)], [(600, 1800)], [], Fraction(80, 100)),
    ((1000, 2000), [(800, 2500)],
     [(600, 1000), (800, 1200), (1000, 1400), (1600, 2000), (1800, 2200)], [], Fraction(80, 100)),
    ((1000, 2000), [(800, 2500)], [], [], Fraction(0)),
    ((1000, 2000), [(0, 1200)], [], [], Fraction(80, 100)),
    ((1000, 2000), [(1500, 1700)], [], [(1000, 1500)], Fraction(60, 100)),
    ((1000, 2000), [(1800, 2000)], [], [(1100, 1600)], Fraction(60, 100)),
]  # fmt: skip


@pytest.mark.parametrize(("window", "down", "maintained", "unknown", "share"), ICINGA)
def test_availability_is_the_published_one_when_maintenance_cancels_the_outage(
    window: tuple[int, int],
    down: list[tuple[int, int]],
    maintained: list[tuple[int, int]],
    unknown: list[tuple[int, int]],
    share: Fraction,
) -> None:
    policy = AvailabilityPolicy(maintenance=MaintenanceRule.CANCELS)
    unknowns = [Span(start, until) for start, until in unknown]
    found = asked(
        policy, window, claims=downs(*down), maintenance=windows(*maintained), unknown=unknowns
    )
    assert found.share == share


def test_maintenance_when_each_rule_holds() -> None:
    said = {"claims": downs((1200, 1500)), "maintenance": windows((1100, 1300), (1400, 1600))}
    out = asked(PLAIN, **said)
    assert (out.base_seconds, out.down_ppm_seconds) == (600, 100 * FULL)
    assert (out.open_seconds, out.maintenance_seconds) == (1000, 400)
    cancels = asked(AvailabilityPolicy(maintenance=MaintenanceRule.CANCELS), **said)
    assert (cancels.base_seconds, cancels.down_ppm_seconds) == (1000, 100 * FULL)
    counts = asked(AvailabilityPolicy(maintenance=MaintenanceRule.COUNTS), **said)
    assert (counts.base_seconds, counts.down_ppm_seconds) == (1000, 300 * FULL)
    assert counts.maintenance_seconds == 0
    rule = AvailabilityPolicy(maintenance=MaintenanceRule.COUNTS)
    pieces = ledger(ALWAYS, (1000, 2000), rule, **said)  # type: ignore[arg-type]
    assert [piece.why for piece in pieces] == ["", "outage", ""]


def test_maintenance_when_notice_or_approval_falls_short() -> None:
    policy = AvailabilityPolicy(notice_seconds=48 * HOUR, needs_approval=True)
    late = Maintenance(1100, 1300, "window W-1", 12 * HOUR, is_approved=True)
    unsaid = replace(late, notice_seconds=None)
    loose = replace(late, notice_seconds=48 * HOUR, is_approved=False)
    assert late.shortfall(policy) == "announced 12 h 0 min before, 48 h is agreed"
    assert unsaid.shortfall(policy) == "nobody says when it was announced, 48 h before is agreed"
    assert loose.shortfall(policy) == "not approved"
    assert replace(loose, is_approved=True).shortfall(policy) == ""
    pieces = ledger(ALWAYS, (1000, 2000), policy, downs((1200, 1400)), [late])
    assert [(piece.start, piece.kind) for piece in pieces] == [
        (1000, PieceKind.UP), (1200, PieceKind.DOWN), (1300, PieceKind.DOWN), (1400, PieceKind.UP),
    ]  # fmt: skip
    assert pieces[1].why == f"outage; window W-1 is no maintenance: {late.shortfall(policy)}"
    assert pieces[2].why == "outage"


def test_unknown_time_when_each_rule_holds() -> None:
    said = {"claims": downs((1500, 1700)), "unknown": [Span(1100, 1600, "no checks")]}
    leaves = asked(PLAIN, **said)
    assert (leaves.base_seconds, leaves.down_ppm_seconds) == (500, 100 * FULL)
    up = asked(AvailabilityPolicy(unknown=UnknownRule.UP), **said)
    assert (up.base_seconds, up.down_ppm_seconds) == (1000, 100 * FULL)
    down = asked(AvailabilityPolicy(unknown=UnknownRule.DOWN), **said)
    assert (down.base_seconds, down.down_ppm_seconds) == (1000, 600 * FULL)
    assert {each.unknown_seconds for each in (leaves, up, down)} == {500}


def test_exclusion_when_it_covers_more_than_the_outage() -> None:
    claims, exclusions = downs((1200, 1500)), [Span(1400, 1900, "exclusion E-1 (force majeure)")]
    pieces = ledger(ALWAYS, (1000, 2000), PLAIN, claims, exclusions=exclusions)
    assert [(piece.kind, piece.seconds) for piece in pieces] == [
        (PieceKind.UP, 200), (PieceKind.DOWN, 200), (PieceKind.EXCLUDED, 100), (PieceKind.UP, 500),
    ]  # fmt: skip
    assert pieces[2].why == "exclusion E-1 (force majeure): outage"
    found = figure(pieces, PLAIN)
    assert (found.share, found.measured_share) == (Fraction(8, 10), Fraction(7, 10))
    assert found.measured_ppm_seconds == 300 * FULL


def test_exclusion_when_unknown_time_counts_as_down() -> None:
    policy = AvailabilityPolicy(unknown=UnknownRule.DOWN)
    found = asked(policy, unknown=[Span(1100, 1300)], exclusions=[Span(1200, 1500)])
    assert (found.down_ppm_seconds, found.excluded_ppm_seconds) == (100 * FULL, 100 * FULL)
    assert found.unknown_seconds == 200


def test_weights_when_claims_overlap() -> None:
    policy = AvailabilityPolicy(degraded_weight=333_333, uses_impact=True)
    third = policy.weight(is_degraded=True)
    tenth = policy.weight(is_degraded=True, impact=100_000)
    assert (third, tenth, policy.weight(impact=250_000)) == (333_333, 33_333, 250_000)
    claims = [
        Claim(1000, 1600, "slow (survey)", tenth, is_degraded=True),
        Claim(1200, 1500, "slow (probe)", third, is_degraded=True),
        Claim(1400, 1700, "outage O-1", policy.weight(impact=250_000)),
    ]
    pieces = ledger(ALWAYS, (1000, 2000), policy, claims)
    assert [(piece.start, piece.kind, piece.weight) for piece in pieces] == [
        (1000, PieceKind.DEGRADED, tenth), (1200, PieceKind.DEGRADED, third),
        (1400, PieceKind.DEGRADED, third), (1500, PieceKind.DOWN, 250_000),
        (1600, PieceKind.DOWN, 250_000), (1700, PieceKind.UP, 0),
    ]  # fmt: skip
    assert pieces[2].why == "slow (probe); outage O-1; slow (survey)"
    expected = 200 * 33_333 + 300 * 333_333 + 200 * 250_000
    assert figure(pieces, policy).down_ppm_seconds == expected
    assert AvailabilityPolicy(degraded_weight=500_000).weight(is_degraded=True, impact=0) == 500_000


def test_degraded_when_it_does_not_count() -> None:
    claim = Claim(1200, 1300, "slow", PLAIN.weight(is_degraded=True), is_degraded=True)
    pieces = ledger(ALWAYS, (1000, 2000), PLAIN, [claim])
    assert [piece.kind for piece in pieces] == [PieceKind.UP, PieceKind.DEGRADED, PieceKind.UP]
    assert figure(pieces, PLAIN).share == 1


def test_least_length_when_claims_join_and_windows_cut() -> None:
    policy = AvailabilityPolicy(least_seconds=300, join_gap_seconds=60)
    assert asked(policy, claims=downs((1100, 1399))).down_ppm_seconds == 0
    assert asked(policy, claims=downs((1100, 1400))).down_ppm_seconds == 300 * FULL
    joined = asked(policy, claims=downs((1100, 1200), (1260, 1400)))
    assert joined.down_ppm_seconds == 240 * FULL  # the minute in between nobody claims
    apart = asked(policy, claims=downs((1100, 1200), (1261, 1400)))
    assert apart.down_ppm_seconds == 0
    assert asked(policy, claims=downs((800, 1100))).down_ppm_seconds == 100 * FULL
    taken = asked(policy, claims=downs((1100, 1400)), maintenance=windows((1200, 1400)))
    assert taken.down_ppm_seconds == 100 * FULL
    weightless = [*downs((1100, 1200)), Claim(1200, 1900, "slow", 0, is_degraded=True)]
    assert asked(policy, claims=weightless).down_ppm_seconds == 0
    (_, short, _) = ledger(ALWAYS, (1000, 2000), policy, downs((1100, 1399)))
    assert (short.kind, short.why) == (PieceKind.UP, "outage: shorter than 5 min")


def test_there_is_no_figure_when_there_is_no_agreed_time() -> None:
    assert asked(PLAIN, maintenance=windows((0, 5000))).share is None
    assert asked(PLAIN, service=OpenTime(()), claims=downs((1000, 1100))).share is None
    assert asked(PLAIN, (2000, 2000)) == asked(PLAIN, (2000, 1000)) == AvailabilityFigure()


def month(zone: str, year: int, number: int) -> tuple[OpenTime, tuple[int, int]]:
    first, after = date(year, number, 1), date(year + number // 12, number % 12 + 1, 1)
    calendar = ServiceCalendar(zone=zone, always_open=True)
    ends = [datetime(*day.timetuple()[:3], tzinfo=ZoneInfo(zone)) for day in (first, after)]
    window = (int(ends[0].timestamp()), int(ends[1].timestamp()))
    return calendar.open_time(date(year, 1, 1), date(year + 1, 1, 31)), window


MONTHS = [
    ("Europe/London", 2026, 3, 44_580), ("Europe/London", 2026, 10, 44_700),
    ("Europe/Berlin", 2026, 3, 44_580), ("America/New_York", 2026, 3, 44_580),
    ("America/New_York", 2026, 11, 43_260), ("Asia/Kolkata", 2026, 3, 44_640),
    ("UTC", 2026, 2, 28 * 1440), ("UTC", 2028, 2, 29 * 1440), ("UTC", 2026, 4, 30 * 1440),
    ("UTC", 2026, 1, 31 * 1440),
]  # fmt: skip


@pytest.mark.parametrize(("zone", "year", "number", "minutes"), MONTHS)
def test_a_month_has_its_true_length_when_clocks_change(
    zone: str, year: int, number: int, minutes: int
) -> None:
    service, window = month(zone, year, number)
    found = asked(PLAIN, window, service)
    assert found.base_seconds == minutes * 60
    assert found.allowance(Fraction("0.999")) == Fraction(minutes * 60, 1000)


def test_the_outage_counts_once_when_the_hour_stands_twice() -> None:
    service, window = month("Europe/London", 2026, 10)
    zone = ZoneInfo("Europe/London")
    start = int(datetime(2026, 10, 25, 0, 30, tzinfo=zone).timestamp())
    until = int(datetime(2026, 10, 25, 2, 30, tzinfo=zone).timestamp())
    found = asked(PLAIN, window, service, claims=downs((start, until)))
    assert found.down_ppm_seconds == 3 * HOUR * FULL  # two hours on the clock
    assert found.share == 1 - Fraction(3 * 60, 44_700)


# Allowed downtime in minutes for months of 28, 29, 30 and 31 days.
ALLOWANCES = [
    ("0.99", "403.2", "417.6", "432", "446.4"),
    ("0.995", "201.6", "208.8", "216", "223.2"),
    ("0.999", "40.32", "41.76", "43.2", "44.64"),
    ("0.9995", "20.16", "20.88", "21.6", "22.32"),
    ("0.9999", "4.032", "4.176", "4.32", "4.464"),
]


@pytest.mark.parametrize("row", ALLOWANCES)
def test_allowances_are_the_published_ones_when_months_differ(row: tuple[str, ...]) -> None:
    target, *minutes = row
    for days, expected in zip((28, 29, 30, 31), minutes, strict=True):
        base = AvailabilityFigure(base_seconds=days * 86_400)
        assert base.allowance(Fraction(target)) == Fraction(expected) * 60


@pytest.mark.parametrize(
    ("hours", "down", "percent"),
    [(100, 2, "98"), (168, 1, "99.405"), (40, 1, "97.5"), (720, 1, "99.861")],
)
def test_availability_is_the_one_of_the_books(hours: int, down: int, percent: str) -> None:
    found = asked(PLAIN, (0, hours * HOUR), claims=downs((0, down * HOUR)))
    assert found.share is not None
    assert round(float(found.share) * 100, 3) == float(percent)


SPAN = 120
edges = st.tuples(st.integers(0, SPAN), st.integers(0, SPAN))
spans = st.lists(edges.map(lambda pair: Span(*pair, "s")), max_size=4)
claims = st.lists(
    st.builds(
        lambda pair, weight, degraded: Claim(*pair, "c", weight, degraded),
        edges,
        st.sampled_from([FULL, FULL, 1, 333_333, 0]),
        st.booleans(),
    ),
    max_size=6,
)
maintenances = st.lists(
    st.builds(
        lambda pair, notice, approved: Maintenance(*pair, "m", notice, approved),
        edges,
        st.sampled_from([None, 0, 50]),
        st.booleans(),
    ),
    max_size=4,
)
policies = st.builds(
    AvailabilityPolicy,
    maintenance=st.sampled_from(MaintenanceRule),
    unknown=st.sampled_from(UnknownRule),
    least_seconds=st.sampled_from([0, 0, 5, 30]),
    join_gap_seconds=st.sampled_from([0, 0, 3, 20]),
    notice_seconds=st.sampled_from([0, 0, 50]),
    needs_approval=st.booleans(),
)
services = st.lists(edges, max_size=4).map(lambda pairs: OpenTime(tuple(sorted(pairs))))


@st.composite
def stories(draw: st.DrawFn) -> tuple[OpenTime, AvailabilityPolicy, dict[str, list[Span]]]:
    """Return agreed time, a policy, and claims, windows, unknown time and exclusions."""
    return (
        draw(services | st.just(ALWAYS)),
        draw(policies),
        {
            "claims": draw(claims),
            "maintenance": draw(maintenances),
            "unknown": draw(spans),
            "exclusions": draw(spans),
        },
    )


Story = tuple[OpenTime, AvailabilityPolicy, dict[str, list[Span]]]


def told(story: Story, window: tuple[int, int] = (0, SPAN)) -> tuple[LedgerPiece, ...]:
    service, policy, said = story
    return ledger(service, window, policy, **said)  # type: ignore[arg-type]


def by_the_second(story: Story) -> tuple[int, int, int]:
    """Return base, downtime and exclusions by asking each second of its own."""
    service, policy, said = story

    def covers(name: str, at: int) -> list[Span]:
        return [each for each in said[name] if each.start <= at < each.until]

    def long_enough(claim: Claim) -> bool:
        length, changed = {(claim.start, claim.until)}, True
        while changed:
            near = {
                (each.start, each.until)
                for each in said["claims"]
                if isinstance(each, Claim) and each.weight and each.until > each.start
                for start, until in length
                if each.start - until <= policy.join_gap_seconds
                and start - each.until <= policy.join_gap_seconds
            }
            changed, length = not near <= length, length | near
        ends = [until for _, until in length]
        return max(ends) - min(start for start, _ in length) >= policy.least_seconds

    base = down = off = 0
    for at in range(SPAN):
        qualified = [each for each in covers("maintenance", at) if not each.shortfall(policy)]  # type: ignore[attr-defined]
        unknown = bool(covers("unknown", at))
        if not service.is_open(at) or (qualified and policy.maintenance is MaintenanceRule.OUT):
            continue
        if unknown and not qualified and policy.unknown is UnknownRule.LEAVES:
            continue
        base += 1
        weights = [
            each.weight
            for each in covers("claims", at)
            if isinstance(each, Claim) and each.weight and long_enough(each)
        ]
        weight = max(weights, default=0)
        if unknown:
            weight = FULL if policy.unknown is UnknownRule.DOWN else 0
        if not qualified and covers("exclusions", at):
            off += weight
        elif not qualified:
            down += weight
    return base, down, off


@given(stories())
def test_figure_is_that_of_every_second_asked_on_its_own(story: Story) -> None:
    found = figure(told(story), story[1])
    got = (found.base_seconds, found.down_ppm_seconds, found.excluded_ppm_seconds)
    assert got == by_the_second(story)


@given(stories())
def test_ledger_accounts_for_every_second(story: Story) -> None:
    pieces = told(story)
    assert (pieces[0].start, pieces[-1].until) == (0, SPAN)
    for before, after in pairwise(pieces):
        assert before.until == after.start
        assert replace(before, start=0, until=0) != replace(after, start=0, until=0)
    found = figure(pieces, story[1])
    assert found.open_seconds == story[0].elapsed(0, SPAN)
    assert found.down_ppm_seconds == sum(piece.down for piece in pieces)
    assert 0 <= found.down_ppm_seconds <= found.measured_ppm_seconds <= found.base_seconds * FULL
    assert found.share is None or 0 <= found.share <= 1


@given(stories(), st.integers(0, SPAN))
def test_figure_adds_up_when_the_window_is_split(story: Story, at: int) -> None:
    first, second = (figure(told(story, part), story[1]) for part in ((0, at), (at, SPAN)))
    assert first + second == figure(told(story), story[1])


@given(stories(), st.randoms())
def test_figure_is_the_same_when_claims_come_in_another_order(story: Story, random: object) -> None:
    service, policy, said = story
    shuffled = {name: list(each) for name, each in said.items()}
    for each in shuffled.values():
        random.shuffle(each)  # type: ignore[attr-defined]
    other = (service, policy, {name: each + each for name, each in shuffled.items()})
    assert figure(told(other), policy) == figure(told(story), policy)


@given(stories(), spans)
def test_an_exclusion_never_lowers_the_figure(story: Story, more: list[Span]) -> None:
    service, policy, said = story
    added = (service, policy, {**said, "exclusions": said["exclusions"] + more})
    before, after = figure(told(story), policy), figure(told(added), policy)
    assert after.base_seconds == before.base_seconds
    assert after.down_ppm_seconds <= before.down_ppm_seconds
    assert after.measured_ppm_seconds == before.measured_ppm_seconds
