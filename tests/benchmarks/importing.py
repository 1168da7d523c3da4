"""Importing a million tickets, beside pandas merely reading the same file."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.benchmarks.data import incident_list
from tests.benchmarks.measure import MEBIBYTE, Cost, middle, run

_PANDAS = """
import sys, pandas as pd
frame = pd.read_csv(sys.argv[1], dtype=str)
for name in ("opened_at", "resolved_at", "closed_at", "sys_updated_on"):
    frame[name] = pd.to_datetime(frame[name])
"""


def measure_import(folder: Path, tickets: int, rounds: int) -> list[str]:
    """Measure both in turn; return lines of the report. The last store stays for the pages."""
    path = incident_list(folder / f"incidents_{tickets}.csv", tickets)
    store = folder / f"store_{tickets}"
    ours: list[Cost] = []
    theirs: list[Cost] = []
    for _ in range(rounds):
        shutil.rmtree(store, ignore_errors=True)
        ours.append(
            run(["-m", "slm_analytics", "--data", str(store), "import", str(path), "--accept",
                 "--timezone", "UTC"])
        )  # fmt: skip
        theirs.append(run(["-c", _PANDAS, str(path)]))
    size = path.stat().st_size
    return [
        f"Import of {tickets:,} tickets ({size // MEBIBYTE} MB CSV), guard to checkpoint,"
        f" medians of {rounds}:",
        _line("slm import --accept", middle(ours), tickets),
        _line("pandas.read_csv(dtype=str) + to_datetime", middle(theirs), tickets),
        f"  ratio of wall times: {middle(ours).wall / middle(theirs).wall:.2f}",
    ]


def _line(name: str, cost: Cost, rows: int) -> str:
    memory = f"{cost.peak // MEBIBYTE} MB"
    if cost.child_peak:
        memory = f"parent {memory}, child {cost.child_peak // MEBIBYTE} MB"
    return (
        f"  {name:42} {cost.wall:6.2f} s wall {cost.processor:6.2f} s cpu"
        f" {rows / cost.wall:10,.0f} rows/s  {memory}"
    )
