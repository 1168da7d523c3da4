"""Bringing a table into one row per record, and its headings, where a tool writes it otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.compute as pc

from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.warehouse.archive import RawTable

_MILLISECONDS = 100_000_000_000  # a later second is in the year 5138
_EPOCH = r"^[0-9]{9,13}(?:\.[0-9]+)?$"


def shaped(raw: RawTable, mapping: SourceMapping) -> RawTable:
    """Return the table as the mapping reads it: one row per record, dates, words for numbers."""
    table = mapping.shape(raw) if mapping.shape else raw
    places = mapping.located(table.headings)
    for name in sorted(mapping.rewritten.keys() & places.keys()):
        table = recoded(table, places[name], mapping.rewritten[name])
    for name in sorted(mapping.epoch & places.keys()):
        table = recoded(table, places[name], _date)
    for name in sorted(mapping.codes.keys() & places.keys()):
        table = recoded(table, places[name], _word_of(mapping.codes[name]))
    return table


def _word_of(codes: Mapping[str, str]) -> Callable[[str], str]:
    """Return what puts a number into its word; anything else stays as it is."""
    return lambda text: codes.get(text.strip(), text)


def recoded(raw: RawTable, place: int, change: Callable[[str], str]) -> RawTable:
    """Return the table with each text of the column at `place` changed."""
    encoded = raw.column(place).combine_chunks().dictionary_encode()
    words = pa.array([change(word) for word in encoded.dictionary.to_pylist()], pa.string())
    texts = pa.chunked_array([words.take(encoded.indices)])
    named = raw.rows.column_names[place + 1]
    return replace(raw, rows=raw.rows.set_column(place + 1, named, texts))


def with_column(raw: RawTable, heading: str, texts: pa.ChunkedArray) -> RawTable:
    """Return the table with one more column of texts at its end."""
    rows = raw.rows.append_column(f"c{len(raw.headings)}", texts)
    return replace(raw, headings=(*raw.headings, heading), rows=rows)


def _date(text: str) -> str:
    """Return seconds or milliseconds since 1970 as a date; what is none of them stays as it is."""
    whole = text.strip().partition(".")[0]
    if not pc.match_substring_regex(pa.scalar(text.strip()), _EPOCH).as_py():
        return text
    seconds = int(whole)
    seconds = seconds // 1000 if seconds >= _MILLISECONDS else seconds
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"


def headed(raw: RawTable, sources: Iterable[SourceMapping]) -> RawTable:
    """Return the table with headings where a source knows its files to have none."""
    for mapping in sources:
        headings = mapping.first_row(raw.headings) if mapping.first_row else None
        if headings is not None:
            first = table_of(headings, [raw.headings], [raw.facts.header_line], raw)
            rows = pa.concat_tables([first.rows, raw.rows.cast(first.rows.schema)])
            facts = replace(raw.facts, header_line=0)
            return RawTable(headings=headings, rows=rows, facts=facts)
    return raw


def table_of(
    headings: Sequence[str], rows: Sequence[Sequence[str]], lines: Sequence[int], like: RawTable
) -> RawTable:
    """Return a table of texts that stood on `lines` of the file that `like` was read from."""
    columns: dict[str, pa.Array] = {"line": pa.array(lines, pa.int32())}
    for place in range(len(headings)):
        columns[f"c{place}"] = pa.array([row[place] for row in rows], pa.string())
    return RawTable(headings=tuple(headings), rows=pa.table(columns), facts=like.facts)


def records_of(raw: RawTable) -> list[Mapping[str, str]]:
    """Return the rows as heading -> text; of a heading that stands twice, the first."""
    texts = [raw.column(place).to_pylist() for place in range(len(raw.headings))]
    names = list(reversed(raw.headings))
    return [dict(zip(names, reversed(cells), strict=True)) for cells in zip(*texts, strict=True)]
