"""Records other than tickets: from a file into the store, and what is refused of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from slm_analytics.ingest.contract import contracts, record_contracts
from slm_analytics.ingest.fields import Kind
from slm_analytics.ingest.intake import Upload, import_now, rebuild, withdraw
from slm_analytics.ingest.numbers import read_numbers
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.report import LoadReport
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.generation import current_manifest, files_of

NUMERIC = (Kind.COUNT, Kind.NUMBER, Kind.DURATION)
HEADS = "outage_id,service,started_at,ended_at,kind,impact_percent,excluded"


def load(store: DataFolder, tmp_path: Path, name: str, *lines: str) -> LoadReport:
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (report,), _ = import_now(store, [Upload(path, name)], Options(zone="Europe/Berlin"))
    return report


def rows(store: DataFolder, sql: str) -> list[tuple[Any, ...]]:
    manifest = current_manifest(store)
    assert manifest is not None
    with duckdb.connect(str(files_of(store, manifest.number).database), read_only=True) as opened:
        return opened.execute(sql).fetchall()


def test_outages_when_they_are_loaded_seen_again_and_taken_out(
    store: DataFolder, tmp_path: Path
) -> None:
    first = load(
        store, tmp_path, "june.csv", HEADS,
        "O1,Mail,2026-06-01 10:00,2026-06-01 11:00,Unplanned,50,no",
        "O2,Mail,2026-06-01 10:30,2026-06-01 12:00,scheduled,,yes",
        "O3,Web,2026-06-02 10:00,2026-06-02 09:00,planned,,",
        "O4,Web,2026-06-03 10:00,,glitch,12.5,",
        "O5,Web,,2026-06-03 10:00,planned,,",
        "O6,Web,2026-06-04 10:00,2026-06-04 11:00,planned,150,",
        "O1,Mail,2026-06-01 10:00,2026-06-01 11:00,Unplanned,50,no",
    )  # fmt: skip
    assert (first.contract, first.rows, first.loaded, first.records) == ("outages", 7, 3, 3)
    assert (first.set_aside, first.duplicates) == (3, 1)
    assert {each.code for each in first.findings if each.severity.value == "set aside"} == {
        "end before start", "no start", "too large",
    }  # fmt: skip
    assert [(word.field, word.word) for word in first.unknown_words] == [("kind", "glitch")]
    seen = (
        "SELECT outage_id, kind, started_at::VARCHAR, impact_percent, excluded, flags FROM outage"
    )
    assert rows(store, f"{seen} ORDER BY 1") == [
        ("O1", "unplanned", "2026-06-01 08:00:00", 50.0, False, None),
        ("O2", "planned", "2026-06-01 08:30:00", None, True, "overlaps another (start)"),
        ("O4", "glitch", "2026-06-03 08:00:00", 12.5, None, "word not known (kind)"),
    ]
    assert rows(store, "SELECT field, word, tickets FROM unknown_value") == [("kind", "glitch", 1)]
    assert rows(store, "SELECT as_of FROM generation") == [(None,)]
    second = load(
        store, tmp_path, "july.csv", HEADS,
        "O4,Web,2026-06-03 10:00,2026-06-03 12:00,unplanned,12.5,",
    )  # fmt: skip
    ended = "SELECT ended_at::VARCHAR FROM outage WHERE outage_id = 'O4'"
    assert rows(store, ended) == [("2026-06-03 10:00:00",)]
    rebuild(store)
    assert rows(store, ended) == [("2026-06-03 10:00:00",)]
    withdraw(store, second.load_id)
    assert rows(store, ended) == [(None,)]


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (["1", "2.5", "-3e2", ".5"], [1, 2.5, -300, 0.5]),
        (["12,5", "1,234", "7"], [12.5, 1.234, 7]),
        (["1,234,567", "1,234", "7.25"], [1234567, 1234, 7.25]),
        (["1.234,5", "3"], [1234.5, 3]),
        (["95 %", "99.5%"], [95, 99.5]),
        (["1,234", "7"], [None, 7]),
        (["1,2", "1,234,567"], [None, None]),
        (["NaN", "inf", "1e999", "abc", None], [None] * 5),
    ],
)
def test_numbers_when_commas_mean_this_or_that(
    texts: list[str | None], values: list[float | None]
) -> None:
    read = read_numbers(pa.array(texts, pa.string()))
    found = [None if gone else value for gone, value in zip(read.absent, read.values, strict=True)]
    assert found == values
    wrong = [text is not None and value is None for text, value in zip(texts, values, strict=True)]
    assert read.wrong.tolist() == wrong


@pytest.mark.parametrize("form", record_contracts(), ids=lambda form: form.name)
def test_contract_when_it_is_declared(form: Any) -> None:
    fields = set(form.fields)
    assert form.needed
    assert form.key
    assert form.signature
    for names in (form.needed, form.key, form.signature, form.ahead, tuple(form.words)):
        assert set(names) <= fields
    assert set(form.enough) <= set(form.key)
    assert {name for group in form.one_of for name in group} <= fields
    assert {form.last} <= {"", *form.instants}
    for rule in form.rules:
        assert set(rule.fields) <= fields
        assert all(form.fields[name].kind in NUMERIC for name in rule.of)
        assert rule.least is not None or rule.most is not None
    for period in form.periods:
        assert {period.start, period.end} <= set(form.instants)
        assert not period.length or form.fields[period.length].kind is Kind.DURATION
        assert set(period.apart) <= fields
    assert form.at == "" or form.at in form.instants
    assert set(form.words) <= set(form.choices)
    assert all(word == word.strip().lower() for words in form.words.values() for word in words)
    assert not fields & {"system", "source", "line", "flags", "load_id", "load_number"}
    assert len({each.table for each in contracts().values()}) == len(contracts())
