"""The record: register changes with who, when and why; and answers kept for next month.

The register is a journal. A version is its parent's content with some rows
changed; going back to an earlier generation goes back to its version, and
a later change starts from there. Nothing is ever overwritten.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from slm_analytics.errors import DamagedStore, StoreBusy, StoreError

_WAIT_SECONDS = 30.0
_SCHEMA = """
CREATE TABLE IF NOT EXISTS register_version (
    number INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    why TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS register_change (
    version INTEGER NOT NULL REFERENCES register_version (number),
    sheet TEXT NOT NULL,
    key TEXT NOT NULL,
    content TEXT,
    PRIMARY KEY (version, sheet, key)
);
CREATE TABLE IF NOT EXISTS kept (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (kind, key)
);
"""
_LINEAGE = """
WITH RECURSIVE lineage (number, parent) AS (
    SELECT number, parent FROM register_version WHERE number = :version
    UNION ALL
    SELECT v.number, v.parent FROM register_version AS v JOIN lineage ON v.number = lineage.parent
)
SELECT c.key, c.content
FROM register_change AS c
JOIN lineage ON lineage.number = c.version
WHERE c.sheet = :sheet
ORDER BY c.version
"""


_AFTER = """
WITH RECURSIVE lineage (number, parent) AS (
    SELECT number, parent FROM register_version WHERE number = :version
    UNION ALL
    SELECT v.number, v.parent FROM register_version AS v JOIN lineage ON v.number = lineage.parent
),
known (number, parent) AS (
    SELECT number, parent FROM register_version WHERE number = :base
    UNION ALL
    SELECT v.number, v.parent FROM register_version AS v JOIN known ON v.number = known.parent
)
SELECT c.sheet, c.key, v.who, v.at
FROM register_change AS c
JOIN register_version AS v ON v.number = c.version
JOIN lineage ON lineage.number = c.version
WHERE c.version NOT IN (SELECT number FROM known)
ORDER BY c.version
"""
_HISTORY = """
WITH RECURSIVE lineage (number, parent) AS (
    SELECT number, parent FROM register_version WHERE number = :version
    UNION ALL
    SELECT v.number, v.parent FROM register_version AS v JOIN lineage ON v.number = lineage.parent
)
SELECT v.number, v.at, v.who, v.why, count(c.key)
FROM register_version AS v
JOIN lineage ON lineage.number = v.number
LEFT JOIN register_change AS c ON c.version = v.number
GROUP BY v.number, v.at, v.who, v.why
ORDER BY v.number DESC
LIMIT :latest
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterChange:
    """One row of a register sheet, new or changed; without content it is taken out."""

    sheet: str
    key: str
    content: dict[str, str] | None


class Record:
    """The record file of a data folder; every call opens and closes it."""

    def __init__(self, path: Path) -> None:
        """Name the file; it is made at the first write."""
        self._path = path

    def change_register(
        self, parent: int, changes: Sequence[RegisterChange], *, who: str, why: str
    ) -> int:
        """Write a new version of the register on top of `parent`; return its number."""
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")  # two writers are not to take one number
            last = connection.execute("SELECT max(number) FROM register_version").fetchone()[0]
            number = (last or 0) + 1
            connection.execute(
                "INSERT INTO register_version VALUES (?, ?, ?, ?, ?)",
                (number, parent, _now(), who, why),
            )
            connection.executemany(
                "INSERT OR REPLACE INTO register_change VALUES (?, ?, ?, ?)",
                [
                    (
                        number,
                        change.sheet,
                        change.key,
                        None if change.content is None else _json(change.content),
                    )
                    for change in changes
                ],
            )
            return int(number)

    def register(self, version: int, sheet: str) -> dict[str, dict[str, str]]:
        """Return the rows of a sheet as of a version, by key."""
        if not self._path.exists():
            return {}
        rows: dict[str, dict[str, str]] = {}
        with self._open() as connection:
            for key, content in connection.execute(_LINEAGE, {"version": version, "sheet": sheet}):
                if content is None:
                    rows.pop(key, None)
                else:
                    rows[key] = json.loads(content)
        return rows

    def changed_by(self, version: int, base: int) -> dict[tuple[str, str], tuple[str, str]]:
        """Return (sheet, key) -> who changed the row last, and when (UTC), from `base` on."""
        if not self._path.exists():
            return {}
        with self._open() as connection:
            rows = connection.execute(_AFTER, {"version": version, "base": base})
            return {(sheet, key): (who, at) for sheet, key, who, at in rows}

    def history(self, version: int, latest: int) -> list[tuple[int, str, str, str, int]]:
        """Return the latest versions up to one: number, when (UTC), who, why, rows changed."""
        if not self._path.exists():
            return []
        with self._open() as connection:
            rows = connection.execute(_HISTORY, {"version": version, "latest": latest})
            return [
                (int(number), str(at), str(who), str(why), int(count))
                for number, at, who, why, count in rows
            ]

    def keep(self, kind: str, key: str, value: str) -> None:
        """Keep an answer for next time."""
        with self._open() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", (kind, key, value, _now())
            )

    def keep_new(self, kind: str, key: str, value: str) -> bool:
        """Keep an answer unless there is one; return whether it was kept."""
        with self._open() as connection:
            done = connection.execute(
                "INSERT OR IGNORE INTO kept VALUES (?, ?, ?, ?)", (kind, key, value, _now())
            )
            return done.rowcount == 1

    def forget(self, kind: str, key: str) -> None:
        """Keep an answer no longer."""
        if not self._path.exists():
            return
        with self._open() as connection:
            connection.execute("DELETE FROM kept WHERE kind = ? AND key = ?", (kind, key))

    def kept(self, kind: str) -> dict[str, str]:
        """Return the answers of a kind, by key."""
        if not self._path.exists():
            return {}
        with self._open() as connection:
            rows = connection.execute("SELECT key, value FROM kept WHERE kind = ?", (kind,))
            return {str(key): str(value) for key, value in rows}

    def check(self) -> None:
        """Read the whole file.

        Raises:
            DamagedStore: a part of it is damaged.
        """
        if not self._path.exists():
            return
        with self._open() as connection:
            if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise _damaged(self._path)
            for table in ("register_version", "register_change", "kept"):
                connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608  own names

    def copy_to(self, target: Path) -> None:
        """Write a copy that is whole, also while others write."""
        with self._open() as connection, closing(sqlite3.connect(target)) as copy:
            connection.backup(copy)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with closing(sqlite3.connect(self._path, timeout=_WAIT_SECONDS)) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
                connection.executescript(_SCHEMA)
                with connection:
                    yield connection
        except sqlite3.DatabaseError as error:
            raise _fault(self._path, error) from error


def _fault(path: Path, error: sqlite3.DatabaseError) -> StoreError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the primary code of an extended one
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusy(
            f"Another process is writing to the record file {path.name}.",
            remedy="Wait until it is done, then try again.",
        )
    if code == sqlite3.SQLITE_FULL:
        return StoreError(
            f"The disk that holds the record file {path.name} is full; it was left as it was.",
            remedy="Free some space and try again.",
        )
    return _damaged(path)


def _damaged(path: Path) -> DamagedStore:
    return DamagedStore(
        f"The record file {path.name} cannot be read or written.",
        remedy="Restore it from a backup; the loads are not affected.",
    )


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _json(content: dict[str, str]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True)
