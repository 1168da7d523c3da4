"""Bringing a table with one column per resource or measure into one row per value."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from slm_analytics.ingest.mapping import MISSING_WORDS, SourceMapping
from slm_analytics.warehouse.archive import RawTable

UNMEASURED = MISSING_WORDS | {"nan", "+inf", "-inf", "inf"}  # what stands for no value
TIME, NAME, VALUE, UNIT = "time", "column", "value", "unit"
_CHOOSE = "Choose this form under Read it in another way: it is never taken by itself."
_UNIT = re.compile(r"^(?P<name>.*?)\s*[(\[](?P<unit>[^()\[\]]{1,12})[)\]]$")
_PERCENT = re.compile(r"^(?P<name>.*?)\s*(?P<unit>%)$")


def samples_by(column: str, *, of_file: str, recipe: str) -> SourceMapping:
    """Return the source of a list whose first column is the time and whose others are one each.

    Args:
        column: what every other column is, `metric` or `resource`.
        of_file: what all the columns are of; it is called as the file is.
        recipe: how such a list is made.
    """
    word = "measure" if column == "metric" else column
    return SourceMapping(
        name=f"samples_by_{word}",
        title=f"Utilisation, one column per {word}",
        system="samples",
        columns={"sampled_at": (TIME,), column: (NAME,), "value": (VALUE,), "unit": (UNIT,)},
        signature=("sampled_at", column, "value"),
        fixed={of_file: "{file}"},
        missing=UNMEASURED,
        contract="samples",
        epoch=frozenset({"sampled_at"}),
        shape=melted,
        fits=never,
        recipe=f"{recipe} {_CHOOSE}",
    )


def melted(raw: RawTable) -> RawTable:
    """Return a row per value of a table whose first column is the time of all others.

    Headings: time, column, value, unit. The unit is what stands in brackets at the end of a
    column's heading. A blank cell is no value; a row keeps its line of the file.
    """
    lines, times = raw.rows.column("line"), raw.column(0)
    pieces = [
        _piece(lines, times, raw.column(place), heading)
        for place, heading in enumerate(raw.headings)
        if place > 0
    ]
    empty = pa.schema([("line", pa.int32()), *((f"c{place}", pa.string()) for place in range(4))])
    rows = pa.concat_tables([empty.empty_table(), *pieces]).sort_by("line")
    return RawTable(headings=(TIME, NAME, VALUE, UNIT), rows=rows, facts=raw.facts)


def _piece(
    lines: pa.ChunkedArray, times: pa.ChunkedArray, values: pa.ChunkedArray, heading: str
) -> pa.Table:
    said = _UNIT.match(heading.strip()) or _PERCENT.match(heading.strip())
    name, unit = (said["name"], said["unit"]) if said else (heading.strip(), "")
    told = pc.not_equal(pc.utf8_trim_whitespace(values), "")
    count = len(values)
    table = pa.table(
        {
            "line": lines.cast(pa.int32()),
            "c0": times.cast(pa.string()),
            "c1": pa.array([name] * count, pa.string()),
            "c2": values.cast(pa.string()),
            "c3": pa.array([unit] * count, pa.string()),
        }
    )
    return table.filter(told)


def never(headings: Sequence[str]) -> bool:
    """Say that a file is of a source only where a person names the source."""
    del headings
    return False


def only(*wanted: str) -> Callable[[Sequence[str]], bool]:
    """Return whether a file has these headings and no other."""
    known = sorted(wanted)

    def fits(headings: Sequence[str]) -> bool:
        return sorted(heading.strip().casefold() for heading in headings) == known

    return fits
