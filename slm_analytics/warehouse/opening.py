"""Opening the file of a generation to read it: always the same way.

DuckDB refuses a second connection of a process to a file under other settings than the first.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2,
    "memory_limit": "2GB",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "python_enable_replacements": "false",
    "lock_configuration": "true",
}


def opened(database: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection to a generation that can only read.

    Raises:
        duckdb.Error: the file is missing or damaged.
    """
    return duckdb.connect(str(database), read_only=True, config=_SETTINGS)
