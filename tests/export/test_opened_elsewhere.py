"""Exported files opened by an office program, without repair."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest

from slm_analytics.export.table import csv_bytes, xlsx_bytes
from tests.export.reading import cells_of, table_of_csv
from tests.export.test_table import FRAME, RECEIPT, naughty

_CSV_IN_UTF8 = "csv:Text - txt - csv (StarCalc):44,34,76,1"
_OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(_OFFICE is None, reason="LibreOffice is not installed")


def converted(source: Path, target: str) -> Path:
    """Return a file as LibreOffice writes it again."""
    profile = source.parent / "profile"
    command = [
        str(_OFFICE), "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to",
        target, "--outdir", str(source.parent / "out"), str(source),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return source.parent / "out" / f"{source.stem}.{target[:4].strip(':')}"


def test_office_reads_the_workbook_as_we_wrote_it(tmp_path: Path) -> None:
    kept = [text for text in naughty() if text.strip() and text.isprintable()]
    source = tmp_path / "rows.xlsx"
    texts = pd.DataFrame({"Text": kept, "Number": range(len(kept))})
    source.write_bytes(xlsx_bytes(texts, RECEIPT))
    rows = table_of_csv(converted(source, _CSV_IN_UTF8).read_bytes())
    assert rows[0] == ["Text", "Number"]
    assert [row[1] for row in rows[1:]] == [str(number) for number in range(len(kept))]
    assert [row[0] for row in rows[1:]] == kept  # no formula was computed, nothing was dropped


def test_office_computes_nothing_in_our_csv(tmp_path: Path) -> None:
    source = tmp_path / "rows.csv"
    source.write_bytes(csv_bytes(FRAME, RECEIPT))
    again = converted(source, "xlsx").read_bytes()
    assert "f" not in {cell.data_type for cell in cells_of(again)}
