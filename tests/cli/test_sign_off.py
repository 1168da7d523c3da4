"""`slm sign-off`: a month that is agreed stays as it was."""

from __future__ import annotations

from slm_analytics.settings import DataFolder
from tests.cli.conftest import Slm
from tests.service_levels.test_sign_off import AGREED, FIRST
from tests.warehouse.stores import File, load_under


def test_month_is_signed_off_and_taken_back(store: DataFolder, slm: Slm) -> None:
    load_under(store, AGREED, File(name="first.csv", rows=FIRST))
    asked = ("--data", store.root, "sign-off", "--customer", "A", "--month", "2026-02")
    done = slm(*asked, "--who", "Ines", "--why", "review", "--json").values
    assert (done["signed_off"], done["month"]) == (True, "2026-02")
    again = slm(*asked, "--who", "Ines")
    assert again.code == 2
    assert "already" in again.err
    back = slm(*asked, "--who", "Ines", "--take-back", "--json").values
    assert (back["signed_off"], back["generation"]) == (False, done["generation"] + 1)


def test_nobody_signs_nothing(sample_folder: DataFolder, slm: Slm) -> None:
    told = slm("--data", sample_folder.root, "sign-off", "--month", "2026-09")
    assert told.code == 2
    assert "who" in told.err
