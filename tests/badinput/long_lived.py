"""The reading process of the product, kept alive for many jobs: one JSON line in, one out.

Each job goes through `worker._read` as one of the product does: byte guard,
limits, strict reading, recognition, typed columns, the intake folder. Only the
start of a process for every file is saved.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from slm_analytics.errors import SlmError
from slm_analytics.ingest import intake, worker
from slm_analytics.ingest.intake import Upload
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.report import LoadReport, report_from_json
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.archive import RawTable, read_raw
from tests.conftest import ROOT


@dataclass(frozen=True)
class Answer:
    """What came of one file: the report, its text, and the lines of the rows set aside."""

    report: LoadReport
    raw: RawTable | None
    set_aside: frozenset[int]


class LongLivedReader:
    """One reading process, and the data folder that it leaves its readings in."""

    def __init__(self, folder: DataFolder) -> None:
        self.folder = folder
        folder.create()
        self._process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-m", "tests.badinput.long_lived"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
        )

    def read(self, path: Path, options: Options) -> Answer:
        """Read one file."""
        job = intake._reading_job(self.folder, "read", [Upload(path, path.name)], options)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the reading process died of {path.name}")
        report = report_from_json(line)
        return self._taken(report)

    def _taken(self, report: LoadReport) -> Answer:
        target = self.folder.incoming / report.intake
        raw, aside = target / "raw.parquet", target / "set_aside.parquet"
        lines = pq.read_table(aside).column("line").to_pylist() if aside.is_file() else []
        found = Answer(report, read_raw(raw) if raw.is_file() else None, frozenset(lines))
        for path in target.iterdir():
            path.unlink()
        target.rmdir()
        return found

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


@contextmanager
def long_lived_reader() -> Iterator[LongLivedReader]:
    """Start a reading process with an empty data folder of its own; end both."""
    with tempfile.TemporaryDirectory() as path:
        reader = LongLivedReader(DataFolder(Path(path) / "data"))
        try:
            yield reader
        finally:
            reader.close()


def _serve() -> None:
    for line in sys.stdin:
        job: dict[str, Any] = json.loads(line)
        try:
            (report,) = worker._read(DataFolder(Path(job["data"])), job)["reports"]
        except SlmError as error:
            raise SystemExit(f"not a fault of the file: {error}") from error
        sys.stdout.write(json.dumps(report, ensure_ascii=False) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve()
