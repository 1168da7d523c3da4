"""The closed vocabularies hang together."""

from __future__ import annotations

from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.domain.ticket import ENDED_STATES, HoldReason, State, state_words


def test_every_state_has_a_word_when_a_mapping_is_written() -> None:
    words = state_words()
    assert len(set(words)) == len(words) == len(State) + len(HoldReason)
    assert {word.split("/")[0] for word in words} == {state.value for state in State}
    assert {State.NEW, State.IN_PROGRESS, State.ON_HOLD} == set(State) - ENDED_STATES


def test_a_finding_is_plain_values_when_it_leaves_the_program() -> None:
    told = Finding(severity=Severity.SET_ASIDE, code="not a date", message="m", line=7).as_dict()
    assert (told["severity"], told["line"], told["count"]) == ("set aside", 7, 1)
    assert all(value is None or isinstance(value, str | int) for value in told.values())
