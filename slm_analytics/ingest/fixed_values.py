"""What every row of a list has though no cell says it: filled in as its source says."""

from __future__ import annotations

import re
from pathlib import PurePath

import pyarrow as pa
import pyarrow.compute as pc

from slm_analytics.ingest.fields import Kind
from slm_analytics.ingest.mapping import YES_WORDS, SourceMapping
from slm_analytics.ingest.recipe import Recipe
from slm_analytics.ingest.typed_columns import TypedColumns

ARROW = {
    Kind.INSTANT: pa.timestamp("s"),
    Kind.COUNT: pa.int32(),
    Kind.YES_NO: pa.bool_(),
    Kind.DURATION: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.DAY: pa.date32(),
}
FILE = "{file}"
_ENDINGS = frozenset(
    {".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".parquet", ".xlsx", ".xlsm", ".xls",
     ".ods", ".gz", ".zip"}
)  # fmt: skip
_DATED_END = re.compile(r"[-_. ]*(?:19|20)[0-9]{2}(?:[-_]?[0-9]{2}){0,2}$")


def fill_fixed(
    columns: TypedColumns, mapping: SourceMapping, recipe: Recipe, name: str, count: int
) -> None:
    """Fill in what every row of a list has and no cell says; `{file}` is the file's name."""
    said = dict(mapping.fixed)
    if recipe.customer and "customer" in mapping.form.fields:
        said["customer"] = recipe.customer
    for field, text in said.items():
        told = text.replace(FILE, name_of_file(name))
        kind = mapping.form.fields[field].kind
        if field not in columns.values:
            columns.values[field] = _constant(told, kind, count)
        elif kind in (Kind.TEXT, Kind.CHOICE):
            texts = columns.values[field].cast(pa.string())
            columns.values[field] = pc.fill_null(texts, told)


def name_of_file(name: str) -> str:
    """Return what a file is about by its name: without folder, ending, and month or day."""
    path = PurePath(name.replace("\\", "/"))
    while path.suffix.casefold() in _ENDINGS:
        path = path.with_suffix("")
    return _DATED_END.sub("", path.name) or path.name


def _constant(text: str, kind: Kind, count: int) -> pa.Array:
    if kind is Kind.YES_NO:
        return pa.repeat(pa.scalar(text.casefold() in YES_WORDS), count)
    if kind in ARROW:
        number = int(float(text)) if kind in (Kind.COUNT, Kind.DURATION) else float(text)
        return pa.repeat(pa.scalar(number, ARROW[kind]), count)
    codes = pa.repeat(pa.scalar(0, pa.int32()), count)
    return pa.DictionaryArray.from_arrays(codes, pa.array([text], pa.string()))
