"""`slm agreements` and `slm services`."""

from __future__ import annotations

import pytest

from slm_analytics.settings import DataFolder
from tests.cli.conftest import Slm

ON = ("--on", "2026-11-22")


def test_agreements_tell_how_they_stand_and_what_is_due(
    sample_folder: DataFolder, slm: Slm
) -> None:
    told = slm("--data", sample_folder.root, "agreements", *ON, "--json").values
    assert (told["on"], told["up_to_date_services"], told["live_services"]) == ("2026-11-22", 8, 12)
    assert told["services_without_sla"] == ["HR system"]
    lacking = {each["agreement_id"]: each["standing"] for each in told["agreements"][:3]}
    assert lacking == {
        "H-SLA-SHOP": ["expired but live"],
        "A-SLA-PRINT": ["unsigned"],
        "H-SLA-STORES": ["review overdue"],
    }
    assert [(each["agreement_id"], each["what"], each["days_left"]) for each in told["due"]] == [
        ("H-SLA-STORES", "review", -194),
        ("H-SLA-SHOP", "end", -83),
        ("UC-CLOUDMAIL", "review", 23),
        ("OLA-1", "review", 57),
        ("N-SLA", "notice", 82),
    ]


def test_the_look_ahead_can_be_shorter_and_of_another_day(
    sample_folder: DataFolder, slm: Slm
) -> None:
    told = slm("--data", sample_folder.root, "agreements", *ON, "--due", "23", "--json").values
    assert len(told["due"]) == 3
    words = slm("--data", sample_folder.root, "agreements", "--on", "2026-08-31").out
    assert "On 31 August 2026" in words
    assert "SLA web shop: ends 31 August 2026 (today)" in words


def test_services_tell_their_entries_and_what_tickets_carry_besides(
    sample_folder: DataFolder, slm: Slm
) -> None:
    told = slm("--data", sample_folder.root, "services", *ON, "--json").values
    by_name = {each["service"]: each for each in told["services"]}
    assert by_name["HR system"]["lacking"] == [
        "owner", "support hours", "offering parts", "description",
    ]  # fmt: skip
    assert by_name["VPN access"]["coverage"]["SLA"] == {
        "standing": "up to date", "covered": 3, "of": 3, "lacking": [],
    }  # fmt: skip
    assert by_name["VPN access"]["coverage"]["SLR"]["covered"] == 1
    assert told["not_in_catalogue"] == [
        {"service": "Order API", "tickets": 750, "customers": ["Halvorsen Retail Group"]}
    ]
    assert told["never_seen"] == ["Managed backup"]
    assert (
        "Not in the catalogue: Order API (750 tickets)"
        in slm("--data", sample_folder.root, "services").out
    )


def test_nothing_registered_is_said(desk_folder: DataFolder, slm: Slm) -> None:
    assert (
        "No agreement is in the register yet" in slm("--data", desk_folder.root, "agreements").out
    )
    told = slm("--data", desk_folder.root, "services", "--json").values
    assert told["services"] == []
    assert [each["service"] for each in told["not_in_catalogue"]] == ["Email", "VPN"]


@pytest.mark.parametrize(
    "asked",
    [("agreements", "--on", "tomorrow"), ("agreements", "--due", "-1"),
     ("agreements", "--due", "99999999999"), ("services", "--on", "2026-02-30")],
)  # fmt: skip
def test_days_that_are_none_are_refused(
    sample_folder: DataFolder, slm: Slm, asked: tuple[str, ...]
) -> None:
    said = slm("--data", sample_folder.root, *asked)
    assert said.code == 2
    assert "Use" in said.err or "Write it as" in said.err
