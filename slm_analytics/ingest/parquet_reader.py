"""Reading a Parquet file: every column as text, exactly, with nothing rounded on the way."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from slm_analytics.errors import SlmError, UnreadableFile
from slm_analytics.ingest.parquet_texts import Texts, UnreadableValue, column_texts, is_text
from slm_analytics.ingest.text_columns import check_room
from slm_analytics.ingest.zip_parts import MAX_RATIO, damaged, hostile, protected
from slm_analytics.settings import (
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_UPLOAD_BYTES,
    MEBIBYTE,
)
from slm_analytics.warehouse.archive import ParseFacts, RawTable

_BATCH = 16_384  # rows
_SMALL = 32 * MEBIBYTE
_LONGEST_VALUE = 4 * MAX_CELL_CHARACTERS + 64  # bytes: a character has four at the most


def read_parquet(path: Path, name: str) -> list[RawTable]:
    """Read every value of a Parquet file as text.

    Args:
        path: the bytes.
        name: what to call the file in messages.

    Raises:
        UnreadableFile: it is damaged, has columns that hold lists or records,
            or would take more memory than it may.
    """
    try:
        with path.open("rb") as file:
            schema = _checked(pq.ParquetFile(file), path.stat().st_size, name)
            texts = [each.name for each in schema if is_text(each.type)]
            # As codes a value that stands a million times takes memory once.
            data = pq.ParquetFile(
                file, read_dictionary=texts, page_checksum_verification=True, pre_buffer=False
            )
            return [_table(data, schema, name)]
    except SlmError:
        raise
    except MemoryError:
        raise
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        if "crypt" in str(error):
            raise protected(name) from error
        raise damaged(name, "Parquet file") from error


def _checked(file: pq.ParquetFile, packed: int, name: str) -> pa.Schema:
    """Return the columns of a file whose size and columns may be read."""
    facts, schema = file.metadata, file.schema_arrow
    size = sum(facts.row_group(group).total_byte_size for group in range(facts.num_row_groups))
    if facts.num_columns > MAX_COLUMNS:
        raise hostile(name, f"has {facts.num_columns:,} columns (limit {MAX_COLUMNS})")
    if facts.num_rows > MAX_ROWS:
        raise UnreadableFile(
            f"{name} has {facts.num_rows:,} rows; the limit is {MAX_ROWS:,}.",
            remedy="Export fewer months at a time.",
        )
    if facts.num_rows == 0 or not schema.names:
        raise UnreadableFile(
            f"{name} has no rows.", remedy="Check the filter of the export: it gave an empty list."
        )
    if size > MAX_UPLOAD_BYTES:
        raise _too_much(name, size)
    check_room(name, facts.num_rows, facts.num_columns)
    _check_groups(facts, packed, name)
    for each in schema:
        if pa.types.is_nested(each.type):
            raise UnreadableFile(
                f"{name}: the column {each.name!r} holds lists or records ({each.type}), not one"
                " value a row.",
                remedy="Leave that column out, or write its parts to columns of their own.",
                column=each.name,
            )
    return schema


def _check_groups(facts: pq.FileMetaData, packed: int, name: str) -> None:
    """Check the stretches of rows: what they unpack to, and how long their values can be.

    The facts of single columns are not asked for: where they are damaged, Arrow ends the process.
    """
    for number in range(facts.num_row_groups):
        group = facts.row_group(number)
        size = group.total_byte_size
        if size > MAX_RATIO * packed and size > _SMALL:
            raise hostile(name, f"unpacks {size // packed} to 1")
        if size > _SMALL and size > group.num_rows * group.num_columns * _LONGEST_VALUE:
            raise UnreadableFile(
                f"{name} has a text of over {MAX_CELL_CHARACTERS:,} characters.",
                remedy="Leave the column with the longest texts out of the export.",
            )


def _table(data: pq.ParquetFile, schema: pa.Schema, name: str) -> RawTable:
    chunks: list[list[pa.Array]] = [[] for _ in schema]
    size = rows = 0
    for batch in data.iter_batches(batch_size=_BATCH, use_threads=False):
        for place, each in enumerate(schema):
            texts = _texts(batch.column(place), each.name, rows, name)
            size += texts.size
            if size > MAX_UPLOAD_BYTES:
                raise _too_much(name, size)
            chunks[place].append(texts.array())
        rows += batch.num_rows
    if rows != data.metadata.num_rows:
        raise damaged(name, "Parquet file")
    columns = {"line": pa.array(np.arange(1, rows + 1, dtype=np.int32))}
    for place, column in enumerate(chunks):
        columns[f"c{place}"] = pa.chunked_array(column, pa.string())
    return RawTable(
        headings=tuple(schema.names), rows=pa.table(columns), facts=ParseFacts(kind="parquet")
    )


def _texts(values: pa.Array, heading: str, before: int, name: str) -> Texts:
    """Return a stretch of a column as texts; `before` are the rows before it."""
    try:
        return column_texts(values)
    except UnreadableValue as fault:
        row = None if fault.row is None else before + fault.row + 1
        where = f", row {row}" if row else ""
        raise UnreadableFile(
            f"{name}{where}: the column {heading!r} {fault.what}.",
            remedy="Leave that column out of the export, or write it as text.",
            column=heading,
        ) from fault


def _too_much(name: str, size: int) -> UnreadableFile:
    limit = MAX_UPLOAD_BYTES // MEBIBYTE
    return hostile(name, f"unpacks to {size // MEBIBYTE:,} MB or more (limit {limit:,} MB)")
