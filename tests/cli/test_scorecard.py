"""`slm scorecard` and `slm service-levels`."""

from __future__ import annotations

from slm_analytics.settings import DataFolder
from tests.cli.conftest import Slm


def test_scorecard_of_a_customer(sample_folder: DataFolder, slm: Slm) -> None:
    asked = ("scorecard", "--customer", "Nordlicht Versicherung AG", "--month", "2026-10")
    told = slm("--data", sample_folder.root, *asked, "--json").values
    assert told["month"] == "2026-10"
    assert {line["customer"] for line in told["lines"]} == {"Nordlicht Versicherung AG"}
    first = told["lines"][0]
    assert (first["state"], first["agreed"], first["left"]) == ("missed", "95 % in time", -11)
    assert first["misses"] == "2 allowed, 13 had"
    assert told["headline"] in slm("--data", sample_folder.root, *asked).out


def test_scorecard_is_of_the_last_closed_month(sample_folder: DataFolder, slm: Slm) -> None:
    assert slm("--data", sample_folder.root, "scorecard", "--json").values["month"] == "2026-10"


def test_every_version_of_a_line_is_listed(sample_folder: DataFolder, slm: Slm) -> None:
    rows = slm("--data", sample_folder.root, "service-levels", "--json").values
    vpn = [row for row in rows if row["level_id"] == "Nordlicht VPN access"]
    assert [(row["agreed"], row["valid_from"]) for row in vpn] == [
        ("92 % in time", "1970-01-01"), ("95 % in time", "2026-07-01"),
    ]  # fmt: skip
    assert len(rows) >= 40
