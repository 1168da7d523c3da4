"""`make bench`: everything that is measured, in one run.

The files and stores are kept in the folder given (else `slm_bench` in the
folder for temporary files) and made again when they are missing.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.clock import measure_clock, measure_large, measure_what_if
from tests.benchmarks.importing import measure_import, measure_workbook
from tests.benchmarks.levels import measure_levels
from tests.benchmarks.pages import measure_pages


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", default=str(Path(tempfile.gettempdir()) / "slm_bench"))
    parser.add_argument("--tickets", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clock-rounds", type=int, default=5)
    given = parser.parse_args()
    folder = Path(given.folder)
    folder.mkdir(parents=True, exist_ok=True)
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors", flush=True)
    for line in measure_import(folder, given.tickets, given.rounds):
        print(line, flush=True)
    for line in measure_workbook(folder, given.tickets // 2, given.rounds):
        print(line, flush=True)
    for tickets in (given.tickets, 5 * given.tickets):
        for line in measure_clock(folder, tickets, given.clock_rounds):
            print(line, flush=True)
    for line in measure_what_if(folder, given.tickets, given.clock_rounds):
        print(line, flush=True)
    for line in measure_levels(folder, given.tickets):
        print(line, flush=True)
    for line in measure_large(folder, 20 * given.tickets):
        print(line, flush=True)
    for line in measure_pages(folder / f"store_{given.tickets}"):
        print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
