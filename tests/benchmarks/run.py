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
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.availability import measure_availability
from tests.benchmarks.availability_checks import measure_checks
from tests.benchmarks.clock import measure_clock, measure_large, measure_what_if
from tests.benchmarks.importing import measure_import, measure_workbook
from tests.benchmarks.levels import measure_levels
from tests.benchmarks.pages import measure_pages
from tests.benchmarks.uptime_pages import measure_uptime_pages


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", default=str(Path(tempfile.gettempdir()) / "slm_bench"))
    parser.add_argument("--tickets", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clock-rounds", type=int, default=5)
    parser.add_argument("--services", type=int, default=10_000)
    parser.add_argument("--outages", type=int, default=3_000_000)
    parser.add_argument("--windows", type=int, default=700_000)
    parser.add_argument("--checks", type=int, default=50_000_000)
    given = parser.parse_args()
    folder = Path(given.folder)
    folder.mkdir(parents=True, exist_ok=True)
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors", flush=True)
    for line in _measured(given, folder):
        print(line, flush=True)


def _measured(given: argparse.Namespace, folder: Path) -> Iterator[str]:
    """Yield what each part measures, when it is done."""
    tickets = given.tickets
    yield from measure_import(folder, tickets, given.rounds)
    yield from measure_workbook(folder, tickets // 2, given.rounds)
    for count in (tickets, 5 * tickets):
        yield from measure_clock(folder, count, given.clock_rounds)
    yield from measure_what_if(folder, tickets, given.clock_rounds)
    yield from measure_availability(given.services, given.outages, given.windows, given.rounds)
    yield from measure_checks(folder, given.checks)
    yield from measure_levels(folder, tickets)
    yield from measure_large(folder, 20 * tickets)
    yield from measure_pages(folder / f"store_{tickets}")
    yield from measure_uptime_pages(folder, given.services // 10, given.outages // 3)


if __name__ == "__main__":
    sys.exit(main())
