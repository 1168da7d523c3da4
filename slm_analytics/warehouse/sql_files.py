"""The SQL files of the warehouse: schema, steps and marts, found by folder scan."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

_FOLDER = Path(__file__).parent
_HEADER = re.compile(r"\A/\*---\n(?P<toml>.*?)\n---\*/\n(?P<sql>.*)\Z", re.DOTALL)
_COLUMN = re.compile(
    r"^ {4}(?P<name>[a-z_0-9]+) +(?P<type>[A-Z]+(?:\[\])?)"
    r"(?P<required> NOT NULL)?,? -- (?P<meaning>.+)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column as its schema file declares it."""

    name: str
    type: str
    required: bool
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mart:
    """A table or view made from others: its grain, what it needs, and its statement."""

    name: str
    title: str
    grain: tuple[str, ...]
    needs: tuple[str, ...]
    sql: str


@cache
def schema_tables() -> dict[str, str]:
    """Return table -> its CREATE statement."""
    return {path.stem: path.read_text("utf-8") for path in sorted(_FOLDER.glob("schema/*.sql"))}


@cache
def schema_columns(table: str) -> tuple[Column, ...]:
    """Return the columns of a table of the schema, in order."""
    matches = (_COLUMN.match(line) for line in schema_tables()[table].splitlines())
    return tuple(
        Column(
            name=match["name"],
            type=match["type"],
            required=match["required"] is not None,
            meaning=match["meaning"],
        )
        for match in matches
        if match
    )


@cache
def step(name: str) -> str:
    """Return the statements of a step."""
    return (_FOLDER / "steps" / f"{name}.sql").read_text("utf-8")


@cache
def marts() -> tuple[Mart, ...]:
    """Return every mart, each after those it needs."""
    found = {path.stem: _read_mart(path) for path in sorted(_FOLDER.glob("marts/*.sql"))}
    order = TopologicalSorter({name: set(mart.needs) for name, mart in found.items()})
    return tuple(found[name] for name in order.static_order() if name in found)


def _read_mart(path: Path) -> Mart:
    match = _HEADER.match(path.read_text("utf-8"))
    if match is None:
        raise ValueError(f"{path.name} does not start with a /*--- header")
    header = tomllib.loads(match["toml"])
    return Mart(
        name=path.stem,
        title=header["title"],
        grain=tuple(header["grain"]),
        needs=tuple(header["needs"]),
        sql=match["sql"],
    )
