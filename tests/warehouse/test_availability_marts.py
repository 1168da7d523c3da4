"""The marts of availability over a store whose every second is worked out by hand.

All in UTC and around the clock; the newest thing told is the midnight after 1 March 2026.

Web (maintenance needs 24 h notice and approval, degraded time counts half), January:

* O1 10:00 to 11:00 and O2 10:30 to 11:30 on the 10th overlap: one outage of 5,400 s;
* O3 degraded, two hours: 3,600 s;
* O4 from 20:00 to 04:00, and W1 from 22:00 to 02:00 announced in time and approved: of 28,800 s
  14,400 s count, and W1's 14,400 s leave the agreed time;
* O5 half an hour within W2, announced two hours before: all 1,800 s count;
* O6 half an hour within W3, which nobody approved: all 1,800 s count;
* O8 planned, an hour, told by the list alone, which tells no notice: 3,600 s count;
* O9 half an hour of db-1 alone: down is the component, not Web.

January: agreed 31 x 86,400 - 14,400 = 2,664,000 s, down 5,400 + 3,600 + 14,400 + 1,800 + 1,800 +
3,600 = 30,600 s. March: O7 began at 23:00 on the 1st and goes on: 3,600 s of 86,400 s.

Desk (counts by share of users; two customers), January: B1 25 % of Contoso's users, an hour: 900 s;
B2 of all, an hour. Contoso 4,500 s, Fabrikam 3,600 s.

Checks, on 1 February every five minutes. Api: failed at 06:00 and 06:05, good again at 06:10:
600 s; none between 12:00 and 14:00: known until 12:05, not known for 6,900 s. Flaky forgives one
failed check: that of 03:00 counts nothing, those of 04:00 and 04:05 count 600 s. Site is told only
where it changes: down from 10:00:00 to 10:07:30 on the 3rd: 450 s. Mail is told in periods:
1,200 s down, then 7,200 s paused on 10 February.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from slm_analytics.register.rows import register_from
from slm_analytics.settings import DataFolder
from tests.warehouse.stores import File, Row, load_under, table

AGREED = register_from(
    {
        "availability": [
            {"service": "Web", "notice_hours": "24", "needs_approval": "yes", "degraded": "50 %"},
            {"service": "Desk", "customer": "Contoso", "uses_impact": "yes"},
            {"service": "Desk", "customer": "Fabrikam", "uses_impact": "yes"},
            {"service": "Flaky", "retries": "1"},
        ],
    }
)


def outage(number: str, start: str, end: str, **more: str) -> Row:
    told = {"service": "Web", "degree": "down", "kind": "unplanned", **more}
    ends = f"2026-{end}" if end else ""
    return {"outage_id": number, "started_at": f"2026-{start}", "ended_at": ends, **told}


OUTAGES = (
    outage("O1", "01-10 10:00", "01-10 11:00", ticket_id="T1"),
    outage("O2", "01-10 10:30", "01-10 11:30"),
    outage("O3", "01-12 08:00", "01-12 10:00", degree="degraded"),
    outage("O4", "01-15 20:00", "01-16 04:00"),
    outage("O5", "01-20 10:30", "01-20 11:00"),
    outage("O6", "01-22 10:30", "01-22 11:00"),
    outage("O8", "01-25 10:00", "01-25 11:00", kind="planned"),
    outage("O9", "01-18 00:00", "01-18 00:30", service="", component="db-1"),
    outage("O7", "03-01 23:00", ""),
    outage("B1", "01-05 09:00", "01-05 10:00", service="Desk", customer="Contoso",
           impact_percent="25"),
    outage("B2", "01-06 09:00", "01-06 10:00", service="Desk"),
)  # fmt: skip


def window(number: str, start: str, end: str, notice: str, approved_by: str) -> Row:
    return {
        "window_id": number, "service": "Web", "started_at": f"2026-{start}",
        "ended_at": f"2026-{end}", "notice_hours": notice, "approved_by": approved_by,
    }  # fmt: skip


WINDOWS = (
    window("W1", "01-15 22:00", "01-16 02:00", "48", "Ann"),
    window("W2", "01-20 10:00", "01-20 12:00", "2", "Ann"),
    window("W3", "01-22 10:00", "01-22 12:00", "48", ""),
)
SITE = (("02-01 00:00:00", "up"), ("02-03 10:00:00", "down"), ("02-03 10:07:30", "up"),
        ("02-20 12:00:00", "up"))  # fmt: skip
PERIODS = (
    ("02-01 00:00", "02-10 00:00", "up"), ("02-10 00:00", "02-10 00:20", "down"),
    ("02-10 00:20", "02-10 02:20", "paused"), ("02-10 02:20", "03-02 00:00", "up"),
)  # fmt: skip


def checks(service: str, down: set[str], silent: tuple[str, str] = ("", "")) -> list[Row]:
    """A day of checks, five minutes apart, none between two times."""
    times = [datetime(2026, 2, 1) + timedelta(minutes=5 * turn) for turn in range(289)]  # noqa: DTZ001
    return [
        {
            "service": service,
            "checked_at": f"{at:%Y-%m-%d %H:%M:%S}",
            "state": "down" if at.day == 1 and f"{at:%H:%M}" in down else "up",
        }
        for at in times
        if not silent[0] < f"{at:%H:%M}" < silent[1]
    ]


FILES = (
    File(name="o.csv", rows=OUTAGES, source="outages"),
    File(name="w.csv", rows=WINDOWS, source="maintenance"),
    File(name="d.csv", rows=[{"service": "Web", "component": "db-1", "logic": "series"}],
         source="dependencies"),
    File(name="c.csv", source="checks", rows=[
        *checks("Api", {"06:00", "06:05"}, ("12:00", "14:00")),
        *checks("Flaky", {"03:00", "04:00", "04:05"}),
        *({"service": "Site", "checked_at": f"2026-{at}", "state": state} for at, state in SITE),
    ]),
    File(name="m.csv", source="monitor_periods", rows=[
        {"service": "Mail", "from_at": f"2026-{start}", "to_at": f"2026-{end}", "state": state}
        for start, end, state in PERIODS
    ]),
)  # fmt: skip
WHOLE = 31 * 86_400


@pytest.fixture
def told(store: DataFolder) -> DataFolder:
    load_under(store, AGREED, *FILES)
    return store


def summed(store: DataFolder, service: str, month: str, **limits: str) -> tuple[int, ...]:
    """Agreed seconds, seconds down, seconds of maintenance, seconds not known."""
    days = table(store, "availability_day")
    rows = days[(days["service"] == service) & (days["kind"] == limits.pop("kind", "service"))]
    rows = rows[rows["happened_on"].astype(str).str.startswith(month)]
    for name, value in limits.items():
        rows = rows[rows[name] == value]
    down = int(rows["down_ppm_seconds"].sum())
    assert down % 1_000_000 == 0
    names = ("base_seconds", "maintenance_seconds", "unknown_seconds")
    base, maintained, unknown = (int(rows[name].sum()) for name in names)
    return base, down // 1_000_000, maintained, unknown


def found(store: DataFolder, reference: str, **limits: str) -> dict[str, Any]:
    """The outage that a row of the list became."""
    outages, claims = table(store, "service_outage"), table(store, "uptime_claim")
    (claim,) = claims.loc[claims["reference"] == reference, "claim_no"]
    rows = outages[[claim in list(numbers) for numbers in outages["claim_nos"]]]
    for name, value in limits.items():
        rows = rows[rows[name] == value]
    (row,) = rows.to_dict("records")
    return {str(name): value for name, value in row.items()}


def test_lists_of_outages_and_maintenance(told: DataFolder) -> None:
    assert summed(told, "Web", "2026-01") == (WHOLE - 14_400, 30_600, 14_400, 0)
    assert summed(told, "Web", "2026-02") == (28 * 86_400, 0, 0, 0)
    assert summed(told, "Web", "2026-03") == (86_400, 3_600, 0, 0)


def test_overlapping_rows_are_one_outage(told: DataFolder) -> None:
    first, second = found(told, "O1"), found(told, "O2")
    assert first["service_outage_no"] == second["service_outage_no"]
    assert (first["claims"], first["wall_seconds"], first["ticket_id"]) == (2, 5_400, "T1")
    assert (first["is_failure"], first["is_open"]) == (True, False)


def test_outage_over_its_window_counts_what_is_over(told: DataFolder) -> None:
    row = found(told, "O4")
    counted = (row["wall_seconds"], row["maintenance_seconds"], row["down_ppm_seconds"])
    assert counted == (28_800, 14_400, 14_400 * 1_000_000)


def test_maintenance_too_late_or_not_approved_is_none(told: DataFolder) -> None:
    for reference in ("O5", "O6", "O8"):
        row = found(told, reference)
        assert row["maintenance_seconds"] == 0
        assert row["down_ppm_seconds"] == row["wall_seconds"] * 1_000_000
    assert found(told, "O8")["is_planned"]


def test_degraded_time_counts_by_its_weight(told: DataFolder) -> None:
    row = found(told, "O3")
    assert (row["wall_seconds"], row["down_ppm_seconds"]) == (7_200, 3_600 * 1_000_000)
    assert row["is_degraded"]


def test_open_outage_goes_on_until_the_newest_thing_told(told: DataFolder) -> None:
    row = found(told, "O7")
    assert (row["is_open"], str(row["ended_at"])) == (True, "2026-03-02 00:00:00")
    assert row["down_ppm_seconds"] == 3_600 * 1_000_000


def test_component_alone_takes_no_service_down(told: DataFolder) -> None:
    row = found(told, "O9")
    assert (row["kind"], row["service"], row["component"]) == ("component", "Web", "db-1")
    base, down, *_ = summed(told, "Web", "2026-01", kind="component")
    # What takes Web down is not told of db-1; maintenance of Web is that of its components too.
    assert (base, down) == (WHOLE - 14_400, 1_800)


def test_customers_have_their_own_outages_and_impact(told: DataFolder) -> None:
    assert summed(told, "Desk", "2026-01", customer="Contoso") == (WHOLE, 900 + 3_600, 0, 0)
    assert summed(told, "Desk", "2026-01", customer="Fabrikam") == (WHOLE, 3_600, 0, 0)


def test_checks_hold_until_the_next_and_silence_is_not_known(told: DataFolder) -> None:
    assert summed(told, "Api", "2026-02-01") == (86_400 - 6_900, 600, 0, 6_900)
    runs = table(told, "check_run")
    api = runs[runs["service"] == "Api"].sort_values("from_s")
    assert list(api["state"])[:5] == ["up", "down", "up", "unknown", "up"]
    assert list(api["checks"])[:5] == [72, 2, 71, 0, 121]


def test_failed_checks_are_forgiven_as_often_as_agreed(told: DataFolder) -> None:
    assert summed(told, "Flaky", "2026-02-01") == (86_400, 600, 0, 0)


def test_checks_told_where_they_change_have_no_silence(told: DataFolder) -> None:
    assert summed(told, "Site", "2026-02-03") == (86_400, 450, 0, 0)
    assert summed(told, "Site", "2026-02-10") == (86_400, 0, 0, 0)


def test_periods_paused_are_not_known(told: DataFolder) -> None:
    assert summed(told, "Mail", "2026-02-10") == (86_400 - 7_200, 1_200, 0, 7_200)
    assert summed(told, "Mail", "2026-02") == (28 * 86_400 - 7_200, 1_200, 0, 7_200)
