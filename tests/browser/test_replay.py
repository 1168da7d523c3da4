"""Replay in a browser: other hours move months, and are kept as a proposal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from slm_analytics.register.proposals import proposals_of
from slm_analytics.settings import DataFolder
from tests.browser.conftest import Screen, Server, looking

pytestmark = pytest.mark.browser
LINE = "Nordlicht P3"


@pytest.fixture
def own(profile: Any, server: Server, sample_store: DataFolder) -> Iterator[Screen]:
    """A reader of a copy of the sample data, to be changed."""
    with looking(profile, server.show(sample_store)) as screen:
        yield screen


def test_other_hours_are_tried_kept_and_opened_again(own: Screen, sample_store: DataFolder) -> None:
    own.open("/replay?line=Nordlicht+P3")
    own.wait_for(".st-key-card_replay")
    assert own.headline.endswith("kept in 23 of 24 months, as worded now in 23 of 24")
    own.choose("try_hours_Nordlicht-P3", "Around the clock")
    own.page.wait_for_function(
        "() => !document.querySelector('.slm-headline').innerText.includes('kept in 23 of 24')"
    )
    tried = own.settled().headline
    assert tried.endswith("as worded now in 23 of 24")
    own.says("around the clock")
    card = own.page.locator(".st-key-card_propose")
    card.get_by_label("Name").fill("Round the clock <b>offer</b>")
    card.get_by_label("Who").fill("Mia")
    card.get_by_role("button", name="Keep the proposal").click()
    own.wait_for(".st-key-card_proposals")
    own.says("Round the clock <b>offer</b>")
    (kept,) = proposals_of(sample_store, LINE)
    assert kept.proposal is not None
    assert (kept.proposal.who, kept.proposal.time.calendar) == ("Mia", "24x7")
    # Somebody else reads it: the wording in force first, then the proposal.
    own.open("/replay?line=Nordlicht+P3")
    own.wait_for(".st-key-card_proposals")
    assert own.headline != tried
    own.press("open_proposal_0")
    own.page.wait_for_function(
        "words => document.querySelector('.slm-headline').innerText.replaceAll('\\u00a0', ' ')"
        " === words",
        arg=tried,
    )
    own.open("/replay?line=Nordlicht+P1")
    own.wait_for(".st-key-card_replay")
    assert not own.page.locator(".st-key-card_proposals").count()
