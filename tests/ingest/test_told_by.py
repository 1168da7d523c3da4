"""Days and hours of a file's records, counted all at once, against the clock asked one by one."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from slm_analytics.ingest.report_card.earlier import HOURS, told_by

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe")
MOMENTS = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2099, 12, 31))  # noqa: DTZ001


@given(
    st.lists(st.one_of(st.none(), MOMENTS.map(lambda each: each.replace(microsecond=0)))),
    st.sampled_from(ZONES),
)
def test_instants_are_told_by_the_clock_of_their_zone(
    moments: list[datetime | None], zone: str
) -> None:
    rows = pa.table({"opened_at": pa.array(moments, pa.timestamp("s"))})
    local = [
        each.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)) for each in moments if each is not None
    ]
    told = told_by(rows, "opened_at", zone)
    assert told.days == Counter(each.date() for each in local)
    timed = Counter(
        each.hour for each in local if (each.hour, each.minute, each.second) != (0, 0, 0)
    )
    assert told.hours == tuple(timed[hour] for hour in range(HOURS))


def test_days_are_their_own_anywhere() -> None:
    days = [date(2026, 3, 29), date(2026, 3, 29), None, date(1999, 12, 31)]
    told = told_by(pa.table({"due_on": pa.array(days, pa.date32())}), "due_on", "Asia/Tokyo")
    assert told.days == {date(2026, 3, 29): 2, date(1999, 12, 31): 1}
    assert told.hours == (0,) * HOURS
