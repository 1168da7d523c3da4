"""The contracts of the sample data and of a real log, guessed from a store, and accepted."""

from __future__ import annotations

from pathlib import Path

import pytest

from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.domain.service_calendar import ServiceCalendar
from slm_analytics.domain.target import Target
from slm_analytics.domain.ticket import Priority
from slm_analytics.errors import UsageError
from slm_analytics.ingest.intake import Upload, import_now
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.register_intake import rules_in_force
from slm_analytics.review.contract_guess import Guess, guess_contract
from slm_analytics.review.contract_proposal import Proposal
from slm_analytics.review.contract_reading import contract_guess
from slm_analytics.review.contract_register import accept, changed
from slm_analytics.review.contract_rows import guess_rows, guess_title
from slm_analytics.settings import DataFolder
from slm_analytics.statistics.contract_cases import Basis
from slm_analytics.statistics.contract_search import Known
from tests.pages.test_pages import warehouse_of
from tests.review.test_contract_guess import open_alike
from tests.statistics.planted_contracts import HOUR, Planted, office, planted

NORDLICHT, HALVORSEN = "Nordlicht Versicherung AG", "Halvorsen Retail Group"
AOYAMA = "Aoyama Seimitsu"
TOOL_HOURS = {"P1": 4, "P2": 8, "P3": 24, "P4": 40}  # sample_data/README.md
ZONES = {NORDLICHT: "Europe/Berlin", HALVORSEN: "America/New_York", AOYAMA: "Asia/Tokyo"}


@pytest.fixture(scope="module")
def sample_guess(sample_folder: DataFolder) -> Guess:
    return contract_guess(warehouse_of(sample_folder), Scope())


def line(guess: Guess, customer: str, priority: str) -> Proposal:
    """Return the proposal that holds for a customer: its own, else that for any."""
    of_it = [each for each in guess.proposals if each.priority == priority]
    own = [each for each in of_it if each.customer == customer]
    (found,) = own or [each for each in of_it if each.customer is None]
    return found


@pytest.mark.parametrize("customer", [NORDLICHT, HALVORSEN, AOYAMA])
@pytest.mark.parametrize("priority", ["P1", "P2", "P3", "P4"])
def test_contract_of_the_sample_tools_is_found(
    sample_guess: Guess, customer: str, priority: str
) -> None:
    found = line(sample_guess, customer, priority)
    assert found.target_seconds == TOOL_HOURS[priority] * HOUR, found.sentence()
    around = ServiceCalendar(always_open=True)
    meant = around if priority == "P1" else office(ZONES[customer])
    assert open_alike(found.calendar, meant), found.sentence()
    assert found.share > (0.9 if customer == AOYAMA else 0.99)


def test_sample_tools_without_due_times_are_guessed_with_doubt(sample_guess: Guess) -> None:
    verdicts = [each for each in sample_guess.proposals if each.basis is Basis.VERDICTS]
    assert {each.customer for each in verdicts} == {AOYAMA}
    assert all(each.doubts for each in verdicts)
    assert not any(each.doubts for each in sample_guess.proposals if each not in verdicts)
    assert guess_title(sample_guess).endswith(f"{len(sample_guess.proposals) - 4} of them clearly")
    assert sample_guess.silent == ()


def test_sample_has_one_row_per_proposal(sample_guess: Guess) -> None:
    rows = guess_rows(sample_guess)
    assert len(rows.frame) == len(sample_guess.proposals)
    assert (rows.frame["Explains"] <= rows.frame["Of tickets"]).all()
    assert len(guess_rows(Guess()).frame) == 0


def test_scope_limits_what_is_guessed(sample_folder: DataFolder) -> None:
    scope = Scope().limited(Dimension.CUSTOMER, (HALVORSEN,)).limited(Dimension.PRIORITY, ("P3",))
    (found,) = contract_guess(warehouse_of(sample_folder), scope).proposals
    assert (found.customer, found.priority, found.target_seconds) == (None, "P3", 24 * HOUR)
    assert found.calendar.zone == "America/New_York"


def test_real_log_is_guessed_or_said_to_tell_nothing(real_log: Path, tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "real")
    import_now(folder, [Upload(real_log, real_log.name)], Options(zone="America/Sao_Paulo"))
    guess = contract_guess(warehouse_of(folder), Scope())
    told = {each.priority for each in (*guess.proposals, *guess.silent)}
    assert told == {"P1", "P2", "P3", "P4"}
    assert {each.priority for each in guess.silent} == {"P1", "P2"}  # hardly a ticket was met
    assert all(each.basis is Basis.VERDICTS for each in guess.proposals)


def test_accepted_contract_is_what_the_clocks_run_by(
    sample_store: DataFolder, sample_guess: Guess
) -> None:
    number = accept(sample_store, sample_guess.proposals, who="Ada")
    assert number is not None
    rules = rules_in_force(sample_store)
    for each in sample_guess.proposals:
        keys = (each.customer or "", "", each.record_type or "", each.priority)
        versions = [target for target in rules.targets if _keys(target) == keys]
        target = max(versions, key=lambda version: version.valid_until)
        assert target.seconds == each.target_seconds
        (version,) = rules.versions(target.calendar)
        assert open_alike(version.calendar, each.calendar)
    assert accept(sample_store, sample_guess.proposals, who="Ada") is None
    again = contract_guess(warehouse_of(sample_store), Scope())
    assert all(each.calendar_id for each in again.proposals)


def _keys(target: Target) -> tuple[str, str, str, str]:
    return target.customer, target.service, target.record_type, target.priority


def proposal() -> Proposal:
    tickets, pauses = planted(Planted(calendar=office("Europe/Berlin"), seconds=8 * HOUR))
    (found,) = guess_contract(tickets, pauses, Known(zones=("Europe/Berlin",))).proposals
    return found


def test_accepted_target_replaces_the_one_of_the_same_tickets(store: DataFolder) -> None:
    first = proposal()
    accept(store, [first], who="Ada")
    accept(store, [changed(first, "90 min", first.calendar_words, ())], who="Ada")
    (target,) = rules_in_force(store).targets
    assert target.seconds == 90 * 60


@pytest.mark.parametrize(("length", "calendar"), [("soon", ""), ("2 d", ""), ("8 h", "Moon")])
def test_change_that_cannot_be_is_refused(length: str, calendar: str) -> None:
    found = proposal()
    with pytest.raises(UsageError):
        changed(found, length, calendar or found.calendar_words, ())


def test_nothing_and_unknown_words_are_refused(store: DataFolder) -> None:
    with pytest.raises(UsageError, match="Nothing is accepted"):
        accept(store, [], who="Ada")
    assert "Mega" not in {priority.value for priority in Priority}
    tickets, pauses = planted(
        Planted(calendar=office("Europe/Berlin"), seconds=8 * HOUR, priority="Mega")
    )
    guess = guess_contract(tickets, pauses, Known(zones=("Europe/Berlin",)))
    with pytest.raises(UsageError, match="Mega"):
        accept(store, guess.proposals, who="Ada")
