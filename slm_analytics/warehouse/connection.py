"""The one way to ask for data: a statement and its parameters in, a table out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import duckdb
import pandas as pd

from slm_analytics.domain.rules import Rules
from slm_analytics.errors import DamagedStore
from slm_analytics.warehouse.clock.answers import show_clocks
from slm_analytics.warehouse.opening import opened

_DAMAGE = (duckdb.IOException, duckdb.FatalException, duckdb.SerializationException)


class Warehouse(Protocol):
    """Anything that can answer a statement; DuckDB today, another engine later."""

    def query(self, statement: str, parameters: Mapping[str, object] | None = None) -> pd.DataFrame:
        """Return the rows of `statement`, with `$name` bound from `parameters`."""

    def query_under(
        self,
        rules: Rules,
        statement: str,
        parameters: Mapping[str, object] | None = None,
        *,
        only: str = "",
        limits: Mapping[str, object] | None = None,
    ) -> pd.DataFrame:
        """Return the rows of `statement` as they would be if other rules had been agreed.

        Nothing is stored: while it runs, `ticket_clock` and `clock_fact` are
        those of `rules`.

        Args:
            rules: the calendars and targets to answer by.
            statement: any statement over the marts, with `$name` from `parameters`.
            parameters: what its names stand for.
            only: a condition on rows of `ticket_fact`: clocks of other tickets
                are left out, which saves their computation.
            limits: what the `$names` of that condition stand for.
        """


class DuckDbWarehouse:
    """One generation, opened read-only; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Open the file of a generation.

        Raises:
            DamagedStore: the file is missing or damaged.
        """
        self._name = path.name
        try:
            self._connection = opened(path)
        except duckdb.Error as error:
            raise self._damaged("cannot be opened") from error

    def query(self, statement: str, parameters: Mapping[str, object] | None = None) -> pd.DataFrame:
        """Return the rows of `statement`, on a cursor of this call's own.

        Raises:
            DamagedStore: a part of the file that is needed is damaged.
        """
        try:
            with self._connection.cursor() as cursor:
                return cursor.execute(statement, dict(parameters or {})).df()
        except duckdb.Error as error:
            # A block that is not what its checksum promises is told by words, not by a kind.
            if isinstance(error, _DAMAGE) or "Corrupt database" in str(error):
                raise self._damaged("cannot be read") from error
            raise

    def query_under(
        self,
        rules: Rules,
        statement: str,
        parameters: Mapping[str, object] | None = None,
        *,
        only: str = "",
        limits: Mapping[str, object] | None = None,
    ) -> pd.DataFrame:
        """Return the rows of `statement` under other rules: see `Warehouse`.

        Raises:
            DamagedStore: a part of the file that is needed is damaged.
        """
        try:
            with self._connection.cursor() as cursor:
                show_clocks(cursor, rules, scope=only, parameters=limits)
                return cursor.execute(statement, dict(parameters or {})).df()
        except duckdb.Error as error:
            if isinstance(error, _DAMAGE) or "Corrupt database" in str(error):
                raise self._damaged("cannot be read") from error
            raise

    def _damaged(self, what: str) -> DamagedStore:
        return DamagedStore(
            f"The store file {self._name} {what}: it is missing or damaged.",
            remedy="Run `slm verify`, then `slm rebuild`: it is made again from the archive.",
        )

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()
