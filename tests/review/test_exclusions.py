"""The statement of a month and its words: exact figures, and no rounding that turns a verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from slm_analytics.domain.correction import CorrectionState
from slm_analytics.domain.period import Month
from slm_analytics.domain.typed_instant import second_of
from slm_analytics.ingest.exclusions import propose
from slm_analytics.review.counted_services import places
from slm_analytics.review.exclusion_words import (
    available_words,
    effect_words,
    length_words,
    page_words,
    period_words,
    points_words,
    signed_words,
    statement_words,
    target_words,
    typed_words,
)
from slm_analytics.review.exclusions import (
    Asked,
    Effect,
    StatementLine,
    downtimes,
    effects,
    month_statement,
)
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse
from tests.exclusions import INES, agreed_store, brought_to, proposal
from tests.warehouse.stores import warehouse_of

MARCH = Month(2026, 3)
PPM = 1_000_000
MINUTE = 60 * PPM
EMAIL = Asked(service="Email", customer="A", start=second_of("2026-03-03 10:00", "UTC"),
              until=second_of("2026-03-03 11:00", "UTC"))  # fmt: skip
LINE = StatementLine(
    service="Email", customer="A", base_seconds=31 * 86_400, measured=135 * MINUTE,
    agreed=90 * MINUTE, accepted_all=44 * MINUTE, target=Fraction("0.999"),
)  # fmt: skip
pytestmark = pytest.mark.usefixtures("in_process")


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[DuckDbWarehouse]:
    folder = agreed_store(DataFolder(tmp_path / "data"))
    brought_to(folder, CorrectionState.ACCEPTED, proposal("03-03 10:15", "03-03 11:00"))
    brought_to(folder, CorrectionState.SUBMITTED, proposal("03-10 08:00", "03-10 08:46"))
    propose(folder, proposal("03-03 11:00", "03-03 12:00"), INES)
    opened = warehouse_of(folder)
    yield opened
    opened.close()


def plain(words: str) -> str:
    return words.replace("\u00a0", " ").replace("\u202f", " ")


def test_statement_of_a_month_is_exact(warehouse: DuckDbWarehouse) -> None:
    (line,) = month_statement(warehouse, MARCH, ("A",), ())
    assert line == replace(LINE, accepted_all=45 * MINUTE)
    assert line.share(line.agreed) == 1 - Fraction(90, 31 * 1440)
    assert month_statement(warehouse, MARCH, ("B",), ()) == ()
    assert month_statement(warehouse, MARCH, (), ("VPN",)) == ()


def test_effect_of_a_period_is_the_downtime_in_it(warehouse: DuckDbWarehouse) -> None:
    other = Asked(service="Fax", start=0, until=1)
    found, none = effects(warehouse, (EMAIL, other))
    assert found == {"A": Effect(measured=60 * MINUTE, taken_off=45 * MINUTE)}
    assert none == {}
    words = plain(effect_words(found, CorrectionState.PROPOSED))
    assert words == "60 min (45 min taken off already)"


def test_downtimes_are_those_that_still_count(warehouse: DuckDbWarehouse) -> None:
    found = downtimes(warehouse, MARCH, (), ())
    assert [(each.down // MINUTE, each.zone) for each in found] == [(45, "UTC"), (45, "UTC")]
    told = places(warehouse)
    assert told.services == ["Email", "VPN"]
    assert told.months[-1] == Month(2026, 4)


@pytest.mark.parametrize(
    ("ppm", "words"),
    [(0, "0 min"), (1, "1 s"), (59 * PPM, "59 s"), (135 * MINUTE, "135 min"),
     (42 * MINUTE + 30 * PPM, "42 min 30 s"), (20_000 * MINUTE, "20 000 min")],
)  # fmt: skip
def test_length_is_told_to_the_second(ppm: int, words: str) -> None:
    assert plain(length_words(ppm)) == words


def test_verdict_is_not_turned_by_rounding() -> None:
    allowed = LINE.base_seconds * PPM // 1000
    assert plain(available_words(LINE, allowed)).startswith("● 99.900 %")
    assert plain(available_words(LINE, allowed + PPM)).startswith("▼ 99.899")
    assert plain(available_words(LINE, PPM)).startswith("● 99.999 %")
    assert plain(target_words(replace(LINE, target=Fraction("0.9995")))) == "99.95 %"
    assert available_words(replace(LINE, base_seconds=0), 0) == "no agreed time"


def test_gain_is_told_in_points_and_minutes() -> None:
    assert plain(points_words(LINE, LINE.agreed)) == "+0.100 points\n−45 min"
    assert points_words(LINE, LINE.measured) == "±0"
    assert plain(points_words(LINE, LINE.measured - PPM)) == "less than +0.001 points\n−1 s"


def test_findings_tell_which_targets_are_met_by_exclusions() -> None:
    assert "would by what is submitted" in statement_words([LINE], MARCH)
    met = replace(LINE, agreed=44 * MINUTE)
    assert "1 service meets its target" in plain(statement_words([met], MARCH))
    assert "change no target's outcome" in statement_words(
        [replace(LINE, accepted_all=LINE.agreed)], MARCH
    )
    headline = plain(page_words([LINE], MARCH)[0])
    assert headline == "45 min of downtime excluded in March 2026, 46 min more submitted"


def test_period_is_told_on_the_clock_of_its_zone() -> None:
    assert period_words(EMAIL.start, EMAIL.until, "Europe/Berlin") == (
        "Tue 3 Mar 2026, 11:00 to 12:00"
    )
    assert period_words(EMAIL.start, EMAIL.until + 86_401, "UTC") == (
        "Tue 3 Mar 2026, 10:00 to Wed 4 Mar 2026, 11:00:01"
    )


@pytest.mark.parametrize("text", ["2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00",
                                  "2026-10-03T14:00:07+02:00"])  # fmt: skip
def test_instant_that_is_offered_is_understood_again(text: str) -> None:
    second = second_of(text, "UTC")
    assert second_of(typed_words(second, "Europe/Berlin"), "Europe/Berlin") == second


def test_signed_months_are_named() -> None:
    assert signed_words(()) == ""
    assert signed_words([MARCH]).startswith("March 2026 is signed off: the results of its")
    assert "March 2026 and April 2026 are" in signed_words([MARCH, MARCH.plus(1)])
