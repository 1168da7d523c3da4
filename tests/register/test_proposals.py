"""Named proposals: kept for one line, refused twice, and calm about what cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from slm_analytics.errors import UsageError
from slm_analytics.record.store import Record
from slm_analytics.register.other_time import OtherTime
from slm_analytics.register.proposals import (
    Proposal,
    forget_proposal,
    keep_proposal,
    proposals_of,
)
from slm_analytics.settings import DataFolder

OFFER = Proposal(
    level_id="L", name="Offer", who="Mia", why="Meeting", cells={"conditions": "90 % in 6 h"},
    time=OtherTime(calendar="late", pauses="none"),
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


def named(folder: DataFolder, level_id: str) -> list[str]:
    return [each.proposal.name for each in proposals_of(folder, level_id) if each.proposal]


def test_what_was_kept_is_read_again(folder: DataFolder) -> None:
    assert proposals_of(folder, "L") == ()
    keep_proposal(folder, OFFER)
    (kept,) = proposals_of(folder, "L")
    assert kept.proposal is not None
    assert kept.proposal.at.endswith("Z")
    assert (kept.proposal.cells, kept.proposal.time) == (OFFER.cells, OFFER.time)
    assert (kept.proposal.who, kept.proposal.why) == ("Mia", "Meeting")


def test_proposal_shows_for_its_line_only(folder: DataFolder) -> None:
    keep_proposal(folder, OFFER)
    assert named(folder, "M") == []
    assert named(folder, "L") == ["Offer"]


@pytest.mark.parametrize("name", ["Offer", "  offer ", "OFFER"])
def test_second_one_of_the_same_name_is_refused(folder: DataFolder, name: str) -> None:
    keep_proposal(folder, OFFER)
    again = Proposal(level_id="L", name=name, who="Ben", cells={"conditions": "1 %"})
    with pytest.raises(UsageError, match="already") as told:
        keep_proposal(folder, again)
    assert "another name" in told.value.remedy
    (kept,) = proposals_of(folder, "L")
    assert kept.proposal is not None
    assert kept.proposal.who == "Mia"  # the first one stays as it was
    keep_proposal(folder, Proposal(level_id="M", name=name, who="Ben"))  # another line may


@pytest.mark.parametrize(
    ("name", "who", "words"),
    [("", "Mia", "a name"), ("  ", "Mia", "a name"), ("x", " ", "who"), ("x" * 121, "Mia", "long")],
)
def test_name_and_person_are_needed(folder: DataFolder, name: str, who: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        keep_proposal(folder, Proposal(level_id="L", name=name, who=who))
    assert proposals_of(folder, "L") == ()


def test_deleted_one_is_gone_and_its_name_free(folder: DataFolder) -> None:
    forget_proposal(folder, "nothing there")
    keep_proposal(folder, OFFER)
    forget_proposal(folder, proposals_of(folder, "L")[0].key)
    assert proposals_of(folder, "L") == ()
    keep_proposal(folder, OFFER)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("{", "damaged"),
        ("[]", "damaged"),
        ('{"version": 2}', "another version"),
        ('{"version": 1}', "damaged"),
        ('{"version": 1, "level_id": "L", "name": 7}', "damaged"),
    ],
)
def test_what_cannot_be_read_is_said_and_can_be_deleted(
    folder: DataFolder, value: str, words: str
) -> None:
    folder.create()
    Record(folder.record).keep("proposal", json.dumps(["L", "x"]), value)
    keep_proposal(folder, OFFER)
    good, bad = sorted(proposals_of(folder, "L"), key=lambda each: each.proposal is None)
    assert good.proposal is not None
    assert words in bad.fault
    assert named(folder, "M") == []
    forget_proposal(folder, bad.key)
    assert named(folder, "L") == ["Offer"]


@pytest.mark.parametrize("key", ["{", "7", "[]", '["L"]', "null", '"ab"'])
def test_damaged_key_is_no_crash(folder: DataFolder, key: str) -> None:
    folder.create()
    Record(folder.record).keep("proposal", key, "{}")
    (kept,) = proposals_of(folder, "L")
    assert kept.proposal is None


def test_content_of_another_line_under_this_key_is_not_shown(folder: DataFolder) -> None:
    keep_proposal(folder, OFFER)
    (value,) = Record(folder.record).kept("proposal").values()
    Record(folder.record).keep("proposal", json.dumps(["M", "stolen"]), value)
    (kept,) = proposals_of(folder, "M")
    assert kept.proposal is None
    assert "Offer" not in kept.fault
