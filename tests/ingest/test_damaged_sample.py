"""A sample export with one or two bytes damaged: read as the strict reading has it, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_analytics.errors import SlmError
from slm_analytics.ingest.csv_tokens import records
from slm_analytics.ingest.headings import named
from tests.conftest import ROOT
from tests.ingest.csv_texts import read_bytes, strict, told

SAMPLE = ROOT / "sample_data" / "servicenow_incident_2025-01.csv"
LINES = SAMPLE.read_bytes().split(b"\r\n")
CONTENT = b"\r\n".join([*LINES[:40], b""])
DAMAGES = [b"", b'"', b",", b";", b"\r", b"\n", b"\r\n", b"x", b"\xfc", b"\xc3", b"\0", b"\t"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all examples share."""
    return tmp_path_factory.mktemp("damaged")


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(CONTENT) - 1), st.sampled_from(DAMAGES), st.integers(0, 2)),
        min_size=1,
        max_size=2,
    )
)
def test_cells_when_bytes_of_an_export_are_damaged(
    folder: Path, damages: list[tuple[int, bytes, int]]
) -> None:
    content = CONTENT
    for place, mark, lost in damages:
        content = content[:place] + mark + content[place + lost :]
    try:
        raw = read_bytes(folder, content)
    except SlmError:
        return
    text = content.decode(raw.facts.encoding)
    assert raw.facts.delimiter == ","
    assert (raw.headings, told(raw)) == strict(text, ",", raw.facts.header_line)
    above = [each for each in records(text, ",") if each.line < raw.facts.header_line]
    assert all(named(record.fields) <= 2 for record in above)
