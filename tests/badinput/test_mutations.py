"""Sound exports with one fault: never silently wrong. `mutations` says what that means."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slm_analytics.ingest.options import Options
from tests.badinput.long_lived import Answer, LongLivedReader, long_lived_reader
from tests.badinput.mutations import (
    STRUCTURE,
    Mutation,
    Sample,
    cells_of,
    loaded_cells,
    samples,
    silent_fault,
)

SAMPLES = samples()
SAID = Options(zone="UTC", customer="Contoso", date_order="dmy")
CHECKED = (HealthCheck.too_slow, HealthCheck.data_too_large)


@pytest.fixture(scope="module")
def reader() -> Iterator[LongLivedReader]:
    """One reading process for all mutations."""
    with long_lived_reader() as started:
        yield started


@st.composite
def mutations(draw: st.DrawFn) -> tuple[Sample, Mutation]:
    """A sample, and one delimiter, quote, line end or byte of it lost or gained."""
    sample = draw(st.sampled_from(SAMPLES))
    kind = draw(st.sampled_from(["delimiter", "quote", "line end", "byte"]))
    marks = {"delimiter": sample.delimiter, "quote": b'"', "line end": sample.line_end}
    if draw(st.booleans()) and (places := sample.places(kind)):
        place = draw(st.sampled_from(places))
        return sample, Mutation(kind, place, len(marks.get(kind, b"x")), b"")
    gained = marks.get(kind) or bytes([draw(st.integers(0, 255))])
    place = draw(st.integers(0, len(sample.content)))
    return sample, Mutation(kind, place, 0, gained)


def read(reader: LongLivedReader, sample: Sample, content: bytes) -> Answer:
    path = reader.folder.root / sample.name
    path.write_bytes(content)
    return reader.read(path, SAID)


def _check(reader: LongLivedReader, chosen: tuple[Sample, Mutation]) -> None:
    sample, mutation = chosen
    answer = read(reader, sample, mutation.made_in(sample.content))
    assert silent_fault(sample, mutation, answer) == "", (sample.name, mutation)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_sample_when_nothing_is_wrong(reader: LongLivedReader, sample: Sample) -> None:
    """Else no mutation of it would say anything."""
    answer = read(reader, sample, sample.content)
    assert answer.report.acceptable, answer.report.findings
    assert answer.raw is not None
    said = cells_of(sample.content, sample.delimiter)
    assert loaded_cells(answer.raw) == said
    report = answer.report
    assert report.rows == len(said) - 1
    assert report.loaded == report.rows - report.set_aside - report.duplicates > 0
    assert report.loaded == (report.records or report.updates or report.tickets)
    assert len(answer.set_aside) == report.set_aside


@settings(max_examples=300, deadline=None, suppress_health_check=CHECKED)
@given(chosen=mutations())
def test_cells_when_one_mark_or_byte_is_lost_or_gained(
    reader: LongLivedReader, chosen: tuple[Sample, Mutation]
) -> None:
    _check(reader, chosen)


@pytest.mark.soak
@settings(max_examples=10_000, deadline=None, suppress_health_check=CHECKED)
@given(chosen=mutations())
def test_cells_when_ten_thousand_samples_have_a_fault(
    reader: LongLivedReader, chosen: tuple[Sample, Mutation]
) -> None:
    _check(reader, chosen)


def test_fault_when_an_answer_is_silently_wrong(reader: LongLivedReader, tmp_path: Path) -> None:
    """The judge itself: an answer of the sound file, given for a damaged one."""
    sample = SAMPLES[0]
    sound = read(reader, sample, sample.content)
    last = sample.content.rindex(sample.line_end)
    told = {
        Mutation("quote", 0, 0, b'"'): "loaded, though",
        Mutation("delimiter", 0, 0, sample.delimiter): "loaded with other cells",
        Mutation("byte", 0, 1, b"x"): "loaded with other cells",
        Mutation("line end", last, len(sample.line_end), b""): "",
    }
    assert {kind.kind for kind in told} == STRUCTURE | {"byte"}
    for mutation, words in told.items():
        assert silent_fault(sample, mutation, sound).startswith(words)
        assert bool(silent_fault(sample, mutation, sound)) == bool(words)
