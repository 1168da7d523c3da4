"""The chain behind a promise: sums, and the longest run against a count of every second."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from slm_analytics.domain.service_calendar import OpenTime, ServiceCalendar
from slm_analytics.domain.support_chain import Support, added, longest_run, steps_of

HOUR = 3600
_GAPS = st.lists(st.tuples(st.integers(1, 8), st.integers(1, 11)), min_size=40, max_size=40)


@st.composite
def calendars(draw: st.DrawFn) -> OpenTime:
    at, intervals = 0, []
    for closed, opened in draw(_GAPS):
        intervals.append((at + closed, at + closed + opened))
        at += closed + opened
    return OpenTime(tuple(intervals))


STEPS = st.lists(
    st.lists(st.tuples(st.integers(1, 9), calendars()), min_size=1, max_size=2),
    min_size=1,
    max_size=3,
)


@settings(max_examples=60)
@given(calendars(), STEPS)
def test_the_longest_run_is_that_of_all_seconds(
    own: OpenTime, steps: list[list[tuple[int, OpenTime]]]
) -> None:
    first, until = 5, 60

    def through(at: int) -> int | None:
        for step in steps:
            dues = [calendar.due(at, seconds) for seconds, calendar in step]
            if None in dues:
                return None
            at = max(due for due in dues if due is not None)
        return at

    ends = {start: through(start) for start in range(first, until)}
    run = longest_run(own, steps, first, until)
    if None in ends.values():
        assert run is None
    else:
        assert run is not None
        wanted = {start: own.elapsed(start, end or 0) for start, end in ends.items()}
        assert run.seconds == max(wanted.values())
        assert wanted[run.start] == run.seconds


@given(calendars(), st.lists(st.integers(1, 9), min_size=1, max_size=3))
def test_in_one_calendar_it_is_the_sum(own: OpenTime, lengths: list[int]) -> None:
    run = longest_run(own, [[(each, own)] for each in lengths], 5, 60)
    if run is not None:
        assert run.seconds == added([each] for each in lengths) == sum(lengths)


def test_the_longest_of_what_runs_at_the_same_time_counts() -> None:
    assert added([[3, 5], [2]]) == 7
    found = steps_of(
        [
            Support(level_id="S", supported_by="late", step=2),
            Support(level_id="S", supported_by="b", step=1),
            Support(level_id="S", supported_by="a", step=1),
        ]
    )
    assert [[each.supported_by for each in step] for step in found] == [["a", "b"], ["late"]]


def test_office_hours_under_a_promise_around_the_clock_worked_by_hand() -> None:
    # Monday to Friday, 08:00 to 18:00. Ten hours begun on Friday at 18:00 end on Monday at
    # 18:00: 72 hours. Begun a second after Friday 08:00 they end a second after Monday 08:00,
    # 72 hours later as well; no start takes longer.
    hours = (((8 * HOUR, 18 * HOUR),),) * 5 + ((), ())
    span = (date(2026, 3, 1), date(2026, 3, 31))
    office = ServiceCalendar(weekly=hours).open_time(*span)
    always = ServiceCalendar(always_open=True).open_time(*span)
    monday = office.intervals[0][0] - 8 * HOUR
    run = longest_run(always, [[(10 * HOUR, office)]], monday, monday + 7 * 86_400)
    assert run is not None
    assert run.seconds == 72 * HOUR
    # The other way round: of 72 hours around the clock at most 30 are office hours, three days
    # of ten; begun on Monday at 14:00 they are 4, 10, 10 and 6.
    back = longest_run(office, [[(72 * HOUR, always)]], monday, monday + 7 * 86_400)
    assert back is not None
    assert back.seconds == 30 * HOUR


def test_nothing_is_told_when_the_time_goes_beyond_what_is_known() -> None:
    short = OpenTime(((0, 10),))
    assert longest_run(short, [[(11, short)]], 0, 5) is None
