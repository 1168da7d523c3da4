"""What is agreed for …: every word has to occur, words in a row come first, what is over is out."""

from __future__ import annotations

from datetime import date

from slm_analytics.domain.agreement import Agreement, LifeCycle
from slm_analytics.domain.rules import Rules
from slm_analytics.domain.service_catalogue import CatalogueService
from slm_analytics.domain.service_level import Population, ServiceLevel
from slm_analytics.domain.target import Target
from slm_analytics.review.agreed_search import Found, found_by, target_text

ON = date(2026, 11, 22)
CATALOGUE = [CatalogueService(name="VPN access", customers=("Acme 12", "Bolt"))]
AGREEMENTS = [
    Agreement(agreement_id="12", title="Frame", customer="Acme", status=LifeCycle.IN_FORCE),
    Agreement(agreement_id="S", title="SLA Acme 12", services=("VPN access",)),
    Agreement(agreement_id="E", title="Acme 12, old", status=LifeCycle.ENDED),
]
LEVELS = [
    ServiceLevel(level_id="P2", population=Population(customer="Acme 12")),
    ServiceLevel(
        level_id="gone", population=Population(customer="Acme 12"), valid_until=date(2026, 11, 22)
    ),
]
RULES = Rules(targets=(Target(target_id="T", customer="Acme 12", seconds=8 * 3600),))


def found(words: str) -> Found:
    return found_by(words, ON, CATALOGUE, AGREEMENTS, LEVELS, RULES)


def test_all_that_is_agreed_is_found_together() -> None:
    told = found("acme 12")
    assert [each.name for each in told.services] == ["VPN access"]
    assert told.customers == ("Acme 12",)
    assert [each.agreement_id for each in told.agreements] == ["S", "12"]
    assert [each.level_id for each in told.levels] == ["P2"]
    assert [each.target_id for each in told.targets] == ["T"]
    assert target_text(told.targets[0]) == "Resolution in 8 h"
    assert told.count == 6


def test_no_word_finds_nothing_and_a_strange_one_neither() -> None:
    assert found("  ").count == 0
    assert found("acme nowhere").count == 0
