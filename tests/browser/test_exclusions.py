"""An exclusion in a browser: entered, accepted by both sides, seen in the figures, and undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from slm_analytics.domain.correction import CorrectionState
from slm_analytics.ingest.exclusions import corrections_in_force
from slm_analytics.settings import DataFolder
from tests.browser.conftest import Screen, Server, looking
from tests.exclusions import agreed_store, minutes

pytestmark = pytest.mark.browser
_PAGE = "/exclusions?month=2026-03"


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return agreed_store(DataFolder(tmp_path / "data"))


@pytest.fixture
def desk(profile: Any, server: Server, folder: DataFolder) -> Iterator[Screen]:
    """A reader of a store in which Email was down for 135 minutes in March."""
    with looking(profile, server.show(folder)) as screen:
        yield screen


def fill(desk: Screen, card: str, label: str, text: str) -> None:
    box = desk.page.locator(f".st-key-card_{card}").get_by_label(label, exact=True).last
    box.fill(text)
    box.press("Tab")
    desk.settled()


def press(desk: Screen, name: str) -> None:
    desk.page.get_by_role("button", name=name).click()
    desk.settled()


def test_exclusion_is_entered_accepted_seen_and_undone(desk: Screen, folder: DataFolder) -> None:
    desk.open(_PAGE).says("No downtime is excluded in March 2026")
    fill(desk, "propose_exclusion", "Who", "Ines")
    fill(desk, "propose_exclusion", "Reason", "Typhoon")
    press(desk, "Propose")
    desk.says("EX-1 is proposed")
    press(desk, "Submit to the other side")
    desk.says("EX-1 is submitted")
    fill(desk, "one_exclusion", "Accepted for the provider by", "Ines")
    fill(desk, "one_exclusion", "Accepted for the customer by", "Dr. Weber")
    press(desk, "Accept for both sides")
    desk.says("EX-1 is accepted").says("Ines (provider), Dr. Weber (customer)")
    assert desk.headline == "90 min of downtime excluded in March 2026"
    assert minutes(folder) == (135, 45, 45)
    fill(desk, "one_exclusion", "Reason", "Entered in error")
    press(desk, "Withdraw")
    desk.says("EX-1 is withdrawn").says("No downtime is excluded in March 2026")
    assert minutes(folder) == (135, 135, 135)
    assert [each.state for each in corrections_in_force(folder)] == [CorrectionState.WITHDRAWN]
