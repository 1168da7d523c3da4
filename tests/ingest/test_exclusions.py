"""Exclusions on their way: only what is accepted counts, nothing is lost, nothing signed moves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from slm_analytics.domain.correction import CorrectionState, Side
from slm_analytics.domain.period import Month
from slm_analytics.errors import StoreBusy, UsageError
from slm_analytics.ingest import exclusions, loads_in_force
from slm_analytics.ingest.backup import backup, restore
from slm_analytics.ingest.exclusions import corrections_in_force, move, propose
from slm_analytics.ingest.sign_off import sign_off, take_back
from slm_analytics.ingest.writing import RegisterState
from slm_analytics.settings import DataFolder
from tests.exclusions import (
    APRIL,
    INES,
    OUTAGES,
    agreed_store,
    brought_to,
    minutes,
    moved_to,
    outage,
    proposal,
)
from tests.warehouse.stores import File, contents, in_force, load, table

PROPOSED, SUBMITTED, ACCEPTED, REJECTED, WITHDRAWN = CorrectionState
TYPHOON = proposal("03-03 10:15", "03-03 11:00")
pytestmark = pytest.mark.usefixtures("in_process")


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return agreed_store(DataFolder(tmp_path / "data"))


def results(folder: DataFolder) -> dict[str, str]:
    rows = table(folder, "service_level_result")
    return {str(row["month"])[:7]: row["state"] for row in rows.to_dict("records")}


def test_minutes_are_taken_off_only_when_both_sides_accepted(folder: DataFolder) -> None:
    assert minutes(folder) == (135, 135, 135)
    moved = propose(folder, TYPHOON, INES)
    assert minutes(folder) == (135, 135, 135)
    moved = moved_to(folder, moved, SUBMITTED)
    assert minutes(folder) == (135, 135, 90)
    moved = moved_to(folder, moved, ACCEPTED)
    assert minutes(folder) == (135, 90, 90)
    moved_to(folder, moved, WITHDRAWN)
    assert minutes(folder) == (135, 135, 135)


def test_nothing_is_taken_off_when_it_is_rejected(folder: DataFolder) -> None:
    moved_to(folder, brought_to(folder, SUBMITTED, TYPHOON), REJECTED)
    assert minutes(folder) == (135, 135, 135)
    (found,) = corrections_in_force(folder)
    assert [step.state for step in found.steps] == [PROPOSED, SUBMITTED, REJECTED]


def test_two_that_overlap_take_their_common_time_off_once(folder: DataFolder) -> None:
    brought_to(folder, ACCEPTED, TYPHOON)
    brought_to(folder, ACCEPTED, proposal("03-03 10:45", "03-03 12:00"))
    assert minutes(folder) == (135, 60, 60)


def test_exclusion_of_one_customer_leaves_the_others_alone(folder: DataFolder) -> None:
    brought_to(folder, ACCEPTED, proposal("04-02 00:00", "04-03 00:00"))
    assert minutes(folder, APRIL) == (30, 0, 0)
    assert minutes(folder, APRIL, "VPN") == (60, 60, 60)
    brought_to(folder, ACCEPTED, proposal("04-02 09:00", "04-02 09:20", service="VPN", customer=""))
    assert minutes(folder, APRIL, "VPN") == (60, 40, 40)


def test_time_without_downtime_changes_nothing(folder: DataFolder) -> None:
    brought_to(folder, ACCEPTED, proposal("03-20 00:00", "03-21 00:00"))
    assert minutes(folder) == (135, 135, 135)


def test_line_of_the_contract_follows_the_exclusion(folder: DataFolder) -> None:
    assert results(folder)["2026-03"] == "missed"
    moved = brought_to(folder, ACCEPTED, proposal("03-03 10:00", "03-03 11:31"))
    assert minutes(folder) == (135, 45, 45)
    assert results(folder)["2026-03"] == "missed"  # 45 min of 44 min 38 s
    more = brought_to(folder, ACCEPTED, proposal("03-10 08:44", "03-10 09:00"))
    assert results(folder)["2026-03"] == "kept"
    moved_to(folder, more, WITHDRAWN)
    assert results(folder)["2026-03"] == "missed"
    assert moved.signed == ()


def test_month_that_is_signed_off_does_not_move_and_that_is_said(folder: DataFolder) -> None:
    sign_off(folder, "A", Month(2026, 3), who="Ines")
    before = results(folder)
    moved = brought_to(folder, ACCEPTED, proposal("03-03 00:00", "03-11 00:00"))
    assert minutes(folder)[1] == 0
    assert results(folder) == before
    assert moved.signed == (Month(2026, 3),)
    april = propose(folder, proposal("04-01 00:00", "04-02 00:00"), INES)
    assert april.signed == ()
    take_back(folder, "A", Month(2026, 3), who="Ines")
    assert results(folder)["2026-03"] == "kept"


def test_steps_keep_who_when_why_and_the_names_of_both_sides(folder: DataFolder) -> None:
    asked = replace(INES, side=Side.CUSTOMER, evidence="")
    moved = propose(folder, TYPHOON, asked)
    moved = move(folder, "EX-1", SUBMITTED, replace(INES, evidence="mail of 4 March"))
    moved = moved_to(folder, moved, ACCEPTED)
    (found,) = corrections_in_force(folder)
    assert found == moved.correction
    assert [step.side for step in found.steps] == [Side.CUSTOMER, Side.PROVIDER, Side.PROVIDER]
    assert found.evidence == ("mail of 4 March", "weather report")
    assert found.approval is not None
    told = (found.approval.provider, found.approval.customer, str(found.approval.on))
    assert told == ("Ines", "Weber", "2026-04-04")
    assert all(step.at.endswith("Z") and step.who == "Ines" for step in found.steps)


def test_it_stays_when_files_come_again_are_withdrawn_and_all_is_made_anew(
    folder: DataFolder, tmp_path: Path
) -> None:
    brought_to(folder, ACCEPTED, TYPHOON)
    brought_to(folder, SUBMITTED, proposal("03-10 08:00", "03-10 08:15"))
    figures, told = minutes(folder), corrections_in_force(folder)
    assert figures == (135, 90, 75)
    before = contents(folder)
    loads_in_force.rebuild(folder)
    assert contents(folder) == before
    register = RegisterState(version=in_force(folder).register_version, meanings={})
    later = [*OUTAGES, outage(6, "03-03 10:20", "03-03 10:50")]  # told by another list as well
    load(folder, File(name="again.csv", rows=later, source="outages"), register=register)
    assert minutes(folder) == figures
    (load_id,) = (each.load_id for each in in_force(folder).loads if each.file_name == "again.csv")
    loads_in_force.withdraw(folder, load_id)
    assert (minutes(folder), corrections_in_force(folder)) == (figures, told)
    backup(folder, tmp_path / "backup.zip")
    restored = DataFolder(tmp_path / "restored")
    restore(restored, tmp_path / "backup.zip")
    assert (minutes(restored), corrections_in_force(restored)) == (figures, told)


def test_undo_goes_back_one_step_and_no_number_is_given_twice(folder: DataFolder) -> None:
    brought_to(folder, ACCEPTED, TYPHOON)
    loads_in_force.undo(folder)
    assert minutes(folder) == (135, 135, 90)
    assert corrections_in_force(folder)[0].state is SUBMITTED
    for _ in range(2):
        loads_in_force.undo(folder)
    assert corrections_in_force(folder) == ()
    assert minutes(folder) == (135, 135, 135)
    assert propose(folder, TYPHOON, INES).correction.correction_id == "EX-2"


def test_times_without_an_offset_are_those_of_the_zone(folder: DataFolder) -> None:
    tokyo = proposal("03-03 19:15", "03-03 20:00", zone="Asia/Tokyo")
    brought_to(folder, ACCEPTED, tokyo)
    assert minutes(folder) == (135, 90, 90)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"service": "Fax"}, "'Fax'"),
        ({"customer": "Z"}, "'Z'"),
        ({"start": "soon"}, "'soon'"),
        ({"start": "2026-03-03 11:00"}, "ends before it begins"),
        ({"zone": "Mars"}, "'Mars'"),
    ],
)
def test_proposal_that_names_nothing_is_refused_and_leaves_nothing(
    folder: DataFolder, more: dict[str, str], message: str
) -> None:
    before = in_force(folder)
    with pytest.raises(UsageError, match=message) as refused:
        propose(folder, replace(TYPHOON, **more), INES)  # type: ignore[arg-type]
    assert refused.value.remedy
    assert in_force(folder) == before
    assert propose(folder, TYPHOON, INES).correction.correction_id == "EX-1"


def test_same_period_is_not_proposed_twice_while_one_is_alive(folder: DataFolder) -> None:
    moved = brought_to(folder, SUBMITTED, TYPHOON)
    with pytest.raises(UsageError, match="EX-1 is for the same period, and submitted"):
        propose(folder, TYPHOON, INES)
    moved_to(folder, moved, WITHDRAWN)
    assert propose(folder, TYPHOON, INES).correction.state is PROPOSED


def test_step_of_what_is_not_there_is_refused(folder: DataFolder) -> None:
    with pytest.raises(UsageError, match="EX-9"):
        move(folder, "EX-9", SUBMITTED, INES)
    with pytest.raises(UsageError, match="Nothing is loaded"):
        propose(DataFolder(folder.root / "new"), TYPHOON, INES)


def test_step_is_refused_when_somebody_else_took_one_meanwhile(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = propose(folder, TYPHOON, INES)
    write = exclusions.write_correction

    def late(*given: object) -> int:
        monkeypatch.setattr(exclusions, "write_correction", write)
        moved_to(folder, moved, WITHDRAWN)
        return write(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(exclusions, "write_correction", late)
    with pytest.raises(StoreBusy):
        moved_to(folder, moved, SUBMITTED)
    assert corrections_in_force(folder)[0].state is WITHDRAWN


def test_stretches_of_downtime_add_up_to_the_days(folder: DataFolder) -> None:
    brought_to(folder, ACCEPTED, TYPHOON)
    rows = table(folder, "service_downtime")
    rows["ppm"] = (rows["end_s"] - rows["begin_s"]) * rows["weight_ppm"]
    assert rows["ppm"].sum() == (135 + 30 + 60) * 60_000_000
    assert rows[rows["is_excluded"]]["ppm"].sum() == 45 * 60_000_000
