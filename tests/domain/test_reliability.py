"""MTBF, MTRS and MTBSI against the worked numbers of the field, and the stages of an outage."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_analytics.domain.reliability import (
    Instants,
    LifeCycle,
    StageMean,
    life_cycle,
    mtbf,
    mtbsi,
    mtrs,
    no_failures_text,
    stage_means,
)

HOUR = 3600


def test_means_when_a_service_failed() -> None:
    assert mtbf(720 * HOUR, 6 * HOUR, 3) == 238 * HOUR
    assert mtrs(6 * HOUR, 3) == 2 * HOUR
    assert mtbsi(720 * HOUR, 3) == 240 * HOUR


def test_availability_is_the_published_one_when_it_comes_from_means() -> None:
    between, restore = mtbf(110 * HOUR, 10 * HOUR, 1), mtrs(10 * HOUR, 1)
    assert between is not None
    assert restore is not None
    assert between == 100 * HOUR
    assert round(float(restore / (between + restore)) * 100, 2) == 9.09
    up = mtbf(156 * HOUR, 6 * HOUR, 1)
    assert up is not None
    assert round(float(up / (156 * HOUR)) * 100, 1) == 96.2


def test_there_is_no_mean_when_nothing_failed() -> None:
    assert (mtbf(720 * HOUR, 0, 0), mtrs(0, 0), mtbsi(720 * HOUR, 0)) == (None, None, None)
    assert no_failures_text(720 * HOUR) == "no failures in 720 h"
    assert no_failures_text(0) == "no failures in 0 min"


@given(st.integers(1, 10**8), st.integers(0, 10**8), st.integers(1, 1000))
def test_mtbsi_is_mtbf_and_mtrs_together(base: int, down: int, failures: int) -> None:
    between, restore = mtbf(base, min(down, base), failures), mtrs(min(down, base), failures)
    assert between is not None
    assert restore is not None
    assert between + restore == mtbsi(base, failures)


CYCLES = [
    (Instants(started_at=0, detected_at=60, diagnosed_at=300, repaired_at=900, restored_at=1000),
     LifeCycle(detect=60, diagnose=240, repair=600, restore=100)),
    (Instants(started_at=0, restored_at=1000), LifeCycle(unsplit=1000)),
    (Instants(started_at=0, detected_at=60, repaired_at=900, restored_at=1000),
     LifeCycle(detect=60, restore=100, unsplit=840)),
    (Instants(started_at=0, detected_at=60), LifeCycle(detect=60)),
    (Instants(started_at=100, detected_at=60, diagnosed_at=300, repaired_at=900, restored_at=1000),
     LifeCycle(repair=600, restore=100, unsplit=200, is_out_of_order=True)),
    (Instants(started_at=0, detected_at=60, diagnosed_at=300, repaired_at=2000, restored_at=1000),
     LifeCycle(detect=60, diagnose=240, unsplit=700, is_out_of_order=True)),
    (Instants(started_at=0), LifeCycle()),
]  # fmt: skip


@pytest.mark.parametrize(("instants", "expected"), CYCLES)
def test_stages_when_instants_are_missing_or_out_of_order(
    instants: Instants, expected: LifeCycle
) -> None:
    assert life_cycle(instants) == expected


_at = st.none() | st.integers(0, 100)


@given(_at, _at, _at, st.integers(50, 100))
def test_stages_add_up_to_the_outage(
    detected: int | None, diagnosed: int | None, repaired: int | None, restored: int
) -> None:
    found = life_cycle(
        Instants(
            started_at=50,
            detected_at=detected,
            diagnosed_at=diagnosed,
            repaired_at=repaired,
            restored_at=restored,
        )
    )
    assert found.seconds == restored - 50
    assert min(found.detect or 0, found.diagnose or 0, found.repair or 0, found.unsplit) >= 0


def test_stage_means_when_a_stage_is_known_of_some() -> None:
    found = stage_means(life_cycle(instants) for instants, _ in CYCLES[:4])
    assert found["detect"] == StageMean(Fraction(60), 3)
    assert found["repair"] == StageMean(Fraction(600), 1)
    assert stage_means([])["detect"] == StageMean(None, 0)
