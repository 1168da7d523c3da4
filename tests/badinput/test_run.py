"""Corpora of bad input: no file is read wrong without a word; offered repairs make most load."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.badinput.corpus import files_of, weights_of
from tests.badinput.long_lived import LongLivedReader, long_lived_reader
from tests.badinput.run import Verdict, main, repaired_weight, results
from tests.conftest import SHARED

POLLOCK = SHARED / "data" / "badinput" / "pollock"
SPECTRUM = SHARED / "data" / "badinput" / "csv-spectrum"
RIGHT = (
    "source.csv",
    "file_no_trailing_newline.csv",
    "file_record_delimiter_0xA.csv",
    "file_field_delimiter_0x3B.csv",
    "file_field_delimiter_0x9.csv",
    "file_one_data_row.csv",
    "file_header_only.csv",
)
ENOUGH = 0.95

needs_pollock = pytest.mark.skipif(
    not files_of(POLLOCK), reason="Pollock is not present beside the project"
)
needs_spectrum = pytest.mark.skipif(
    not files_of(SPECTRUM), reason="csv-spectrum is not present beside the project"
)


@pytest.fixture
def reader() -> Iterator[LongLivedReader]:
    """A reading process of its own."""
    with long_lived_reader() as started:
        yield started


@needs_pollock
def test_files_when_they_are_of_pollock(reader: LongLivedReader) -> None:
    found = {each.name: each for each in results(POLLOCK, reader)}
    assert [each for each in found.values() if each.verdict is Verdict.WRONG] == []
    assert {name: found[name].verdict for name in RIGHT} == dict.fromkeys(RIGHT, Verdict.RIGHT)
    unnamed = {each.name for each in found.values() if each.verdict is Verdict.REFUSED}
    assert unnamed == {"file_no_header.csv", "file_no_payload.csv"} & found.keys()


@needs_pollock
def test_weight_that_loads_when_repairs_are_offered(reader: LongLivedReader) -> None:
    assert weights_of(POLLOCK)
    share, lines = repaired_weight(POLLOCK, reader)
    assert share >= ENOUGH, "\n".join(lines)


@needs_spectrum
def test_files_when_they_are_of_csv_spectrum(reader: LongLivedReader) -> None:
    found = {each.name: each for each in results(SPECTRUM, reader)}
    wrong = [each for each in found.values() if each.verdict is not Verdict.RIGHT]
    assert [(each.name, each.verdict) for each in wrong] == [
        ("location_coordinates.csv", Verdict.NAMED)
    ]


def corpus(folder: Path, csv: dict[str, str], clean: dict[str, str]) -> Path:
    """Write a folder laid out as Pollock."""
    contract = {
        "DATE": {"type": "date", "format": "%d/%m/%Y", "required": True},
        "ID": {"type": "text", "required": True},
        "Qty": {"type": "integer", "required": False},
    }
    (folder / "csv").mkdir()
    (folder / "clean").mkdir()
    for kind, files in (("csv", csv), ("clean", clean)):
        for name, text in files.items():
            (folder / kind / name).write_bytes(text.encode())
    (folder / "contract.json").write_text(json.dumps({"columns": contract}), encoding="utf-8")
    weights = dict.fromkeys(csv, 1)
    (folder / "pollock_weights.json").write_text(json.dumps(weights), encoding="utf-8")
    return folder


HEAD = "DATE,ID,Qty\r\n"
ROWS = "28/01/2018,A,1\r\n03/02/2018,B,2\r\n"


def test_last_line_when_files_are_right_refused_and_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    polluted = {
        "file_right.csv": HEAD + ROWS,
        "file_refused.csv": HEAD + "28/01/2018,A\r\n",
        "file_no_header.csv": ROWS,
        "file_aside.csv": HEAD + ROWS + "Total,,3\r\n",
        "row_wrong.csv": HEAD + ROWS,
    }
    clean = dict.fromkeys(polluted, HEAD + ROWS) | {
        "file_no_header.csv": ROWS,
        "row_wrong.csv": HEAD + ROWS.replace("B", "X"),
    }
    assert main([str(corpus(tmp_path, polluted, clean)), "--repaired"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[-1] == "4 passed, 1 failed"
    assert [line.split() for line in said[:4]] == [
        ["1", "right"],
        ["2", "refused,", "line", "named"],
        ["1", "refused,", "no", "line"],
        ["1", "silently", "wrong"],
    ]
    assert said[4].startswith("  row_wrong.csv: line 3: ('03/02/2018', 'B', '2') instead of")
    offered = "  1.0  file_no_header.csv: It has no headings; the columns are DATE, ID, Qty"
    assert offered in [line.replace("      1.0", "  1.0") for line in said]
