"""Where things stand on disk, and the limits that protect the machine.

The data folder is chosen by `--data` on the command line and by the variable
SLM_DATA for the screen; without either it is `data/` in the working folder.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

DATA_VARIABLE = "SLM_DATA"
SAMPLE_FOLDER = Path(__file__).resolve().parent.parent / "sample_data"

MEBIBYTE = 1 << 20
MAX_UPLOAD_BYTES = 1024 * MEBIBYTE
MAX_UNPACKED_BYTES = 300 * MEBIBYTE
MAX_COLUMNS = 500
MAX_ROWS = 20_000_000
MAX_CELL_CHARACTERS = 131_072
KEPT_GENERATIONS = 12
KEPT_BYTES = 20_000 * MEBIBYTE


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The run-time state of one installation; every path the product writes to is below `root`."""

    root: Path

    @property
    def archive(self) -> Path:
        """Accepted uploads as raw text columns."""
        return self.root / "archive"

    @property
    def generations(self) -> Path:
        """The warehouse files and their manifests."""
        return self.root / "generations"

    @property
    def current(self) -> Path:
        """The file that names the generation in force."""
        return self.root / "CURRENT"

    @property
    def record(self) -> Path:
        """What people typed."""
        return self.root / "record.sqlite"

    @property
    def incoming(self) -> Path:
        """Uploads that were read and not yet accepted; emptied by the next writer."""
        return self.root / "incoming"

    def unpacked(self, intake: str) -> Path:
        """Where the files of an archive lie while they are read."""
        return self.incoming / f"{intake}.unpacked"

    @property
    def lock(self) -> Path:
        """The file the one writer holds."""
        return self.root / ".writer.lock"

    @property
    def logs(self) -> Path:
        """The log files."""
        return self.root / "logs"

    def create(self) -> None:
        """Make the folders that are missing."""
        for folder in (self.root, self.archive, self.generations, self.incoming):
            folder.mkdir(parents=True, exist_ok=True)


def data_folder(path: str | Path | None = None) -> DataFolder:
    """Return the data folder named by `path`, else by SLM_DATA, else `data/`."""
    chosen = path or os.environ.get(DATA_VARIABLE) or "data"
    return DataFolder(Path(chosen).resolve())


def reader_memory_bytes(content_bytes: int) -> int:
    """Address space for the process that reads an upload of `content_bytes` (unpacked).

    Libraries map up to 1.7 GiB before they hold a row (measured; 1 GiB of it is
    reserved by the Arrow allocator at its first use), which leaves 0.9 GiB to
    read in. Text is held about eight times at the peak (bytes, columns, typed
    columns, compressed copy).
    """
    return 2600 * MEBIBYTE + 10 * content_bytes


def reader_seconds(content_bytes: int) -> int:
    """Seconds of undisturbed work that reading may take."""
    return 20 + content_bytes // (2 * MEBIBYTE)
