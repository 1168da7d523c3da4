"""What to tell a person when the data folder could not be written to."""

from __future__ import annotations

import shutil

from slm_analytics.errors import StoreError
from slm_analytics.settings import MEBIBYTE, DataFolder

_LEAST_FREE = 50 * MEBIBYTE  # what a small import takes


def write_fault(folder: DataFolder, error: Exception) -> StoreError:
    """Return what to tell a person when writing to the data folder failed."""
    text = str(error)
    if "No space left" in text or getattr(error, "errno", None) == 28:
        return StoreError(
            f"The disk that holds {folder.root.name} is full; the store was left as it was.",
            remedy=f"Free about {_missing(folder):,} MB more and import again.",
        )
    return StoreError(
        f"The store could not be written: {text.splitlines()[0][:200] if text else 'no reason'}.",
        remedy="Check that the data folder can be written to and try again.",
    )


def _missing(folder: DataFolder) -> int:
    """Return how many MB an import would need beyond what is free.

    It writes the store anew beside the one in force, and the file as it was read.
    """
    largest = max((path.stat().st_size for path in folder.generations.glob("[0-9]*.duckdb")),
                  default=0)  # fmt: skip
    left = sum(path.stat().st_size for path in folder.generations.glob(".building-*"))
    free = shutil.disk_usage(folder.root).free + left
    return max(2 * largest + _LEAST_FREE - free, MEBIBYTE) // MEBIBYTE
