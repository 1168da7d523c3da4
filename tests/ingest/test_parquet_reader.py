"""Parquet: every value as the text that says exactly it."""

from __future__ import annotations

import datetime as dt
import decimal
import math
import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_analytics.errors import UnreadableFile
from slm_analytics.ingest import parquet_reader
from slm_analytics.ingest.parquet_reader import read_parquet


def read(folder: Path, table: pa.Table, **said: Any) -> dict[str, list[str]]:
    path = folder / "list.parquet"
    pq.write_table(table, path, **said)
    (raw,) = read_parquet(path, "list.parquet")
    assert raw.rows.column("line").to_pylist() == list(range(1, table.num_rows + 1))
    assert raw.facts.kind == "parquet"
    return {heading: raw.column(place).to_pylist() for place, heading in enumerate(raw.headings)}


def cells(folder: Path, values: pa.Array, **said: Any) -> list[str]:
    return read(folder, pa.table({"v": values}), **said)["v"]


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        (pa.array(["a", "", None, " ä\n"]), ["a", "", "", " ä\n"]),
        (pa.array(["x", "y", "x", None]).dictionary_encode(), ["x", "y", "x", ""]),
        (pa.array([b"abc", "ü".encode()]), ["abc", "ü"]),
        (pa.array(["long"], pa.large_string()), ["long"]),
        (pa.array([1, -(2**63), None]), ["1", "-9223372036854775808", ""]),
        (pa.array([2**64 - 1], pa.uint64()), ["18446744073709551615"]),
        (pa.array([0.1, 5.0, -0.0, 1e22, None]), ["0.1", "5.0", "-0.0", "1e+22", ""]),
        (pa.array([0.1, None, 3.3], pa.float32()), ["0.1", "", "3.3"]),
        (pa.array([math.nan, math.inf]), ["nan", "inf"]),
        (pa.array([True, False, None]), ["true", "false", ""]),
        (pa.array([dt.date(2026, 2, 28), None]), ["2026-02-28", ""]),
        (pa.array([1_767_607_200, None], pa.timestamp("s")), ["2026-01-05 10:00:00", ""]),
        (pa.array([1_767_607_200_500_000], pa.timestamp("us")), ["2026-01-05 10:00:00.5"]),
        (pa.array([1_767_607_200_000], pa.timestamp("ms", "Europe/Berlin")),
         ["2026-01-05 10:00:00Z"]),
        (pa.array([1_767_607_200_000_000_001], pa.timestamp("ns", "+05:30")),
         ["2026-01-05 10:00:00.000000001Z"]),
        (pa.array([36_000_000], pa.time32("ms")), ["10:00:00"]),
        (pa.array([1500, -1, 0], pa.duration("ms")), ["1.5", "-0.001", "0"]),
        (pa.array([decimal.Decimal("1.50"), None]), ["1.50", ""]),
        (pa.array([decimal.Decimal("0.000000001")]), ["0.000000001"]),
        (pa.nulls(2), ["", ""]),
    ],
    ids=lambda each: str(each.type) if isinstance(each, pa.Array) else "",
)  # fmt: skip
def test_values_when_they_are_of_any_type(
    tmp_path: Path, values: pa.Array, texts: list[str]
) -> None:
    assert cells(tmp_path, values) == texts


@given(st.lists(st.floats() | st.none(), min_size=1))
def test_number_when_it_is_any(
    tmp_path_factory: pytest.TempPathFactory, numbers: list[float | None]
) -> None:
    texts = cells(tmp_path_factory.mktemp("n"), pa.array(numbers, pa.float64(), from_pandas=False))
    assert texts == ["" if each is None else repr(each) for each in numbers]


@pytest.mark.parametrize("kind", ["list", "struct", "map"])
def test_column_when_it_is_nested(tmp_path: Path, kind: str) -> None:
    nested = {
        "list": pa.array([["x"]]),
        "struct": pa.array([{"a": 1}]),
        "map": pa.array([[("k", 1)]], pa.map_(pa.string(), pa.int64())),
    }
    with pytest.raises(UnreadableFile, match="the column 'tags' holds lists or records") as caught:
        read(tmp_path, pa.table({"id": ["a"], "tags": nested[kind]}))
    assert caught.value.column == "tags"


def test_headings_when_one_stands_twice(tmp_path: Path) -> None:
    table = pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"])], names=["x", "x"])
    path = tmp_path / "twice.parquet"
    pq.write_table(table, path)
    (raw,) = read_parquet(path, "twice.parquet")
    assert raw.headings == ("x", "x")
    assert [raw.column(place).to_pylist() for place in (0, 1)] == [["a"], ["b"]]


def test_rows_when_they_are_many(tmp_path: Path) -> None:
    texts = [f"T{number % 7}" for number in range(50_000)]
    found = cells(tmp_path, pa.array(texts), row_group_size=20_001)
    assert found == texts


def test_place_when_a_value_is_too_long(tmp_path: Path) -> None:
    texts = ["short"] * 40_000 + ["ü" * 140_000]
    with pytest.raises(UnreadableFile, match=r"row 40001: the column 'v' is a text of 140,000"):
        cells(tmp_path, pa.array(texts))


def test_text_when_it_is_more_than_fits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_reader, "MAX_UPLOAD_BYTES", 2 << 20)
    assert len(cells(tmp_path, pa.array(["x" * 100] * 10_000))) == 10_000
    with pytest.raises(UnreadableFile, match="unpacks to 3 MB or more"):
        cells(tmp_path, pa.array(["x" * 100] * 30_000))


def test_file_when_any_byte_is_damaged(tmp_path: Path) -> None:
    """Refused in words or read; a page that was changed is never read as another text."""
    texts = [f"ticket {number}" for number in range(500)]
    path = tmp_path / "damaged.parquet"
    pq.write_table(pa.table({"v": texts}), path, write_page_checksum=True, use_dictionary=False)
    whole, chance = path.read_bytes(), random.Random(11)
    for _ in range(150):
        content = bytearray(whole)
        content[chance.randrange(4, len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        try:
            (raw,) = read_parquet(path, "damaged.parquet")
        except (UnreadableFile, MemoryError):
            continue
        assert raw.column(0).to_pylist() == texts
