"""Every planted story of the availability part is found in the committed files."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from itertools import pairwise

import pytest

from tests.sample_data.availability_files import (
    AS_OF,
    DAY,
    HOUR,
    Row,
    around_the_clock,
    claimed,
    monitor_down,
    month,
    outages,
    planted,
    rows,
    second,
    seconds,
    span,
    stories,
    upptime_down,
    within,
)
from tests.sample_data.test_generate import newest, newest_aoyama

HALVORSEN, NEW_YORK = "Halvorsen Retail Group", "America/New_York"


def test_overlapping_sources_tell_one_outage_with_different_edges() -> None:
    listed, part = planted("overlapping_sources")
    story = stories()["overlapping_sources"]
    around = (span(listed)[0] - HOUR, span(listed)[1] + HOUR)
    (watched,) = within(upptime_down("Web shop"), around)
    (component,) = within(monitor_down("shop-cdn"), around)
    assert len({span(listed), span(part), watched, component}) == 4
    assert seconds([span(listed)]) == story["listed_seconds"]
    assert seconds([span(listed), watched, component]) == story["union_seconds"]


def test_outages_over_the_clock_change_are_shorter_than_their_local_times() -> None:
    story = stories()["outage_over_clock_change"]
    told = planted("outage_over_clock_change")
    assert [seconds([span(row)]) for row in told] == story["seconds"]
    for row in told:
        naive = datetime.fromisoformat(row["ended_at"]) - datetime.fromisoformat(row["started_at"])
        assert naive.total_seconds() == seconds([span(row)]) + HOUR
        assert _hms(row["tool_seconds"]) == seconds([span(row)])
    assert {row["started_at"][:10] for row in told} == {"2025-03-30", "2026-03-29"}


def _hms(text: str) -> int:
    hours, minutes, rest = (int(part) for part in text.split(":"))
    return hours * HOUR + minutes * 60 + rest


def test_open_outage_is_the_only_one_and_began_before_the_end_of_the_data() -> None:
    (row,) = planted("open_outage")
    assert [each for each in outages().values() if not each["ended_at"]] == [row]
    assert second(row["started_at"]) == AS_OF - 12010
    assert (row["site"], row["impact_percent"], row["restored_at"]) == ("Albany", "31", "")


def test_outage_runs_over_its_window() -> None:
    mail, _ = planted("longer_than_maintenance")
    story = stories()["longer_than_maintenance"]
    (window,) = (
        row
        for row in rows("maintenance.csv")
        if row["service"] == mail["service"] and within([span(row)], span(mail))
    )
    assert span(window)[0] < span(mail)[0] < span(window)[1] < span(mail)[1]
    assert seconds([span(mail)]) == story["seconds"]
    assert span(mail)[1] - span(window)[1] == story["seconds_after_window"]
    assert int(window["notice_hours"]) == 240
    assert window["approved_by"]


def test_flapping_is_nine_short_outages_within_an_hour() -> None:
    down = planted("flapping")
    spans = [span(row) for row in down]
    assert len(down) == 9
    assert spans[-1][1] - spans[0][0] == 3130
    assert all(60 <= stop - start <= 180 for start, stop in spans)
    assert all(200 < after[0] - before[1] < 360 for before, after in pairwise(spans))
    assert seconds(spans) == stories()["flapping"]["seconds"]


def test_service_added_mid_month_is_nowhere_before() -> None:
    story = stories()["service_added_mid_month"]
    begun = second(story["starts_on"])
    for pattern in ("outages_2*.csv", "maintenance.csv", "changes.csv"):
        mine = [row for row in rows(pattern) if row["service"] == story["service"]]
        assert mine
        assert all(second(row["started_at"]) >= begun for row in mine)
    since = {
        row["valid_from"] for row in rows("dependencies.csv") if row["service"] == story["service"]
    }
    (first,) = (row for row in rows("uptimerobot_2*.csv")
                if (row["Monitor"], row["Event"]) == ("backup-01", "Started"))  # fmt: skip
    assert since == {story["starts_on"]} == {first["Date-Time"][:10]}
    (outage, _) = planted("service_added_mid_month")
    assert seconds([span(outage)]) == 42 * 60


def test_two_services_fail_with_the_component_they_share() -> None:
    story = stories()["failing_together"]
    *services, part = planted("failing_together")
    assert [row["service"] for row in services] == story["services"]
    assert (part["service"], part["component"]) == ("", story["component"])
    needing = [row for row in rows("dependencies.csv") if row["component"] == story["component"]]
    assert sorted(row["service"] for row in needing) == sorted(story["services"])
    assert {row["logic"] for row in needing} == {"series"}
    starts = [second(row["started_at"]) for row in (*services, part)]
    assert max(starts) - min(starts) <= 60


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("target_missed_by_minutes", 742 * HOUR),
        ("target_kept_by_minutes", 742 * HOUR),
        ("target_missed_by_seconds", 720 * HOUR),
    ],
)
def test_month_misses_or_keeps_its_target_by_a_little(name: str, base: int) -> None:
    story = stories()[name]
    window = month(story["month"], NEW_YORK)
    agreed, down = around_the_clock(story["service"], story["customer"], window)
    assert (agreed, down) == (base, story["down_seconds"])
    target = Fraction(str(story["target_percent"])) / 100
    assert (Fraction(agreed - down, agreed) >= target) is story["is_met"]
    assert abs(down - base * (1 - target)) < 120


def test_typhoon_is_proposed_to_be_left_out_and_another_is_agreed() -> None:
    proposed = planted("proposed_exclusion", "proposed")
    assert {row["service"] for row in proposed} == {"生産管理", "Printing"}
    for row in proposed:
        assert row["exclusion_reason"].startswith("Force majeure")
        assert (row["excluded"], row["approved_by"]) == ("", "")
    assert [row for row in outages().values() if row["excluded"]] == planted(
        "proposed_exclusion", "agreed"
    )
    (agreed,) = planted("proposed_exclusion", "agreed")
    assert (agreed["excluded"], agreed["approved_by"]) == ("yes", "青山 恵子")


def test_long_outage_has_no_ticket() -> None:
    reports, _ = planted("outage_without_ticket")
    start, stop = span(reports)
    assert (reports["ticket_id"], stop - start) == ("", 11700)
    assert not _urgent(reports["service"], start - 2 * DAY, stop + 2 * DAY)


def _urgent(service: str, start: int, stop: int) -> list[str]:
    return [
        row["number"]
        for row in newest().values()
        if (row["business_service"], row["priority"]) == (service, "1 - Critical")
        and start < second(row["opened_at"]) < stop
    ]


def test_major_ticket_has_no_outage() -> None:
    story = stories()["major_ticket_without_outage"]
    (number,) = story["tickets"]
    ticket = newest()[number]
    opened = second(ticket["opened_at"])
    assert (ticket["business_service"], ticket["priority"]) == (story["service"], "1 - Critical")
    around = (opened - 2 * DAY, opened + 2 * DAY)
    assert within(claimed(story["service"], HALVORSEN), around) == []
    assert number not in {row["ticket_id"] for row in outages().values()}


def test_cause_comes_back_each_quarter() -> None:
    story = stories()["repeated_cause"]
    down = [row for row in planted("repeated_cause") if row["service"]]
    quarters = {(row["started_at"][:4], (int(row["started_at"][5:7]) - 1) // 3) for row in down}
    assert len(quarters) == len(down) == story["quarters"] == 9
    assert {row["cause_code"] for row in planted("repeated_cause")} == {story["cause"]}
    assert [row["ticket_id"] for row in down if row["ticket_id"]] == story["tickets"]
    for row in down:
        gateways = [each for each in planted("repeated_cause")
                    if each["component"] and each["started_at"] == row["started_at"]]  # fmt: skip
        assert sorted(each["component"] for each in gateways) == ["vpn-gw-01", "vpn-gw-02"]


def test_outage_of_the_major_incident_names_its_parent() -> None:
    tills, _ = planted("outage_of_major_incident")
    assert tills["ticket_id"] == stories()["major_incident"]["parent"]
    opened = second(newest()[tills["ticket_id"]]["opened_at"])
    assert span(tills)[0] < opened < span(tills)[1]
    assert seconds([span(tills)]) == stories()["outage_of_major_incident"]["seconds"]


def test_doubtful_windows_are_those_told() -> None:
    sheet = {row["window_id"]: row for row in rows("maintenance.csv")}
    late = [number for number, row in sheet.items() if int(row["notice_hours"]) < 24]
    refused = [number for number, row in sheet.items() if not row["approved_by"]]
    assert late == stories()["maintenance_too_late"]["windows"]
    assert refused == stories()["maintenance_not_approved"]["windows"]
    assert (5 <= len(late) <= 15, 4 <= len(refused) <= 12) == (True, True)
    for name in ("maintenance_too_late", "maintenance_not_approved"):
        for number, row in zip(stories()[name]["windows"], planted(name), strict=True):
            assert row["kind"] == "planned"
            assert within([span(row)], span(sheet[number])) == [span(row)]


def test_outages_after_a_change_began_soon_after_it() -> None:
    story = stories()["after_a_change"]
    made = {row["change_id"]: row for row in rows("changes.csv")}
    pairs = list(zip(planted("after_a_change"), story["changes"], strict=True))
    assert len(pairs) >= 10
    for outage, number in pairs:
        change = made[number]
        assert 0 <= second(outage["started_at"]) - second(change["ended_at"]) < 3 * HOUR
        assert (change["service"], outage["cause_code"]) == (outage["service"], "change")
        assert change["outcome"] in {"failed", "with issues", "backed out"}


def _known(row: Row) -> tuple[str, int]:
    """Service and opening time of the ticket of an outage."""
    number = row["ticket_id"]
    if number in newest():
        return newest()[number]["business_service"], second(newest()[number]["opened_at"])
    ticket = newest_aoyama()[number]
    return ticket["Service"], second(f"{ticket['Opened']}+09:00")


def test_tickets_of_outages_are_of_the_same_service_and_time() -> None:
    named = [row for row in outages().values() if row["ticket_id"]]
    assert len(named) > 70
    assert len({row["ticket_id"] for row in named}) == len(named)
    for row in named:
        service, opened = _known(row)
        assert service == row["service"]
        assert span(row)[0] <= opened <= span(row)[1]
