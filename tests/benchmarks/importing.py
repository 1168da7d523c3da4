"""Importing a million tickets, and a large workbook, beside others merely reading the same file."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.benchmarks.data import incident_book, incident_list
from tests.benchmarks.measure import MEBIBYTE, Cost, middle, run

_PANDAS = """
import sys, pandas as pd
frame = pd.read_csv(sys.argv[1], dtype=str)
for name in ("opened_at", "resolved_at", "closed_at", "sys_updated_on"):
    frame[name] = pd.to_datetime(frame[name])
"""

_POLARS = """
import sys, polars as pl
times = ("opened_at", "resolved_at", "closed_at", "sys_updated_on")
frame = pl.read_csv(sys.argv[1], infer_schema=False)
frame.with_columns(
    pl.col(name).replace("", None).str.to_datetime("%Y-%m-%d %H:%M:%S") for name in times
)
"""
_OPENPYXL = """
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1], read_only=True)
rows = sum(1 for _ in book.active.iter_rows(values_only=True))
assert rows > 1, rows
"""


def measure_workbook(folder: Path, tickets: int, rounds: int) -> list[str]:
    """Measure a workbook: ours from guard to checkpoint, openpyxl only going through the rows."""
    path = incident_book(folder / f"incidents_{tickets}.xlsx", tickets)
    store = folder / f"store_book_{tickets}"
    ours: list[Cost] = []
    theirs: list[Cost] = []
    for _ in range(rounds):
        shutil.rmtree(store, ignore_errors=True)
        ours.append(_imported(store, path))
        theirs.append(run(["-c", _OPENPYXL, str(path)]))
    shutil.rmtree(store, ignore_errors=True)
    return [
        f"Import of {tickets:,} tickets ({path.stat().st_size // MEBIBYTE} MB XLSX), guard to"
        f" checkpoint, medians of {rounds}:",
        _line("slm import --accept", middle(ours), tickets),
        _line("openpyxl, read only, rows alone", middle(theirs), tickets),
        f"  ratio of wall times, openpyxl / ours: {middle(theirs).wall / middle(ours).wall:.2f}",
    ]


def _imported(store: Path, path: Path) -> Cost:
    return run(["-m", "slm_analytics", "--data", str(store), "import", str(path), "--accept",
                "--timezone", "UTC"])  # fmt: skip


def measure_import(folder: Path, tickets: int, rounds: int) -> list[str]:
    """Measure both in turn; return lines of the report. The last store stays for the pages."""
    path = incident_list(folder / f"incidents_{tickets}.csv", tickets)
    store = folder / f"store_{tickets}"
    ours: list[Cost] = []
    theirs: list[Cost] = []
    polars: list[Cost] = []
    for _ in range(rounds):
        shutil.rmtree(store, ignore_errors=True)
        ours.append(_imported(store, path))
        theirs.append(run(["-c", _PANDAS, str(path)]))
        polars.append(run(["-c", _POLARS, str(path)]))
    size = path.stat().st_size
    return [
        f"Import of {tickets:,} tickets ({size // MEBIBYTE} MB CSV), guard to checkpoint,"
        f" medians of {rounds}:",
        _line("slm import --accept", middle(ours), tickets),
        _line("pandas.read_csv(dtype=str) + to_datetime", middle(theirs), tickets),
        _line("polars.read_csv, texts, to_datetime", middle(polars), tickets),
        f"  ratio of wall times to pandas: {middle(ours).wall / middle(theirs).wall:.2f}",
    ]


def _line(name: str, cost: Cost, rows: int) -> str:
    memory = f"{cost.peak // MEBIBYTE} MB"
    if cost.child_peak:
        memory = f"parent {memory}, child {cost.child_peak // MEBIBYTE} MB"
    return (
        f"  {name:42} {cost.wall:6.2f} s wall {cost.processor:6.2f} s cpu"
        f" {rows / cost.wall:10,.0f} rows/s  {memory}"
    )
