"""One suite over every export of records that are no tickets: what each must say and hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from slm_analytics.ingest.contract import record_contracts
from slm_analytics.ingest.csv_reader import read_csv
from slm_analytics.ingest.headings import plain
from slm_analytics.ingest.intake import Upload, import_now
from slm_analytics.ingest.loads_in_force import rebuild
from slm_analytics.ingest.mapping import SourceMapping, built_in, canonical_words, check_mapping
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.recognise import recognise
from slm_analytics.ingest.shaping import headed
from slm_analytics.ingest.wide_tables import never
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.archive import RawTable
from slm_analytics.warehouse.generation import current_manifest, files_of
from slm_analytics.warehouse.opening import opened
from tests.ingest.exports import read_export
from tests.ingest.record_exports import as_csv, read_record_sample, records, sample_of
from tests.ingest.stores import work_here

OWN = {form.name for form in record_contracts()}
SOURCES = [each for each in built_in().values() if not each.form.is_tickets]
MOST_ROWS = 60

each_source = pytest.mark.parametrize("mapping", SOURCES, ids=lambda mapping: mapping.name)


def only_named(mapping: SourceMapping) -> bool:
    """Whether a source is taken only when a person names it."""
    return mapping.fits is never


def sample_table(mapping: SourceMapping, folder: Path) -> RawTable:
    path = as_csv(sample_of(mapping.name), mapping, folder)
    return headed(read_csv(path, path.name), built_in().values())


@each_source
def test_mapping_when_the_contract_is_checked(mapping: SourceMapping) -> None:
    check_mapping(mapping)
    form = mapping.form
    told = {*mapping.columns, *mapping.fixed}
    assert set(form.required) <= told
    assert all(told & set(group) for group in form.one_of)
    assert mapping.signature
    assert set(mapping.signature) <= set(mapping.columns)
    assert mapping.epoch <= set(form.instants)
    assert mapping.title
    assert mapping.system
    least = 8 if mapping.name in OWN else 20  # words: a list, a filter, columns and limits
    assert len(mapping.recipe.split()) > least
    assert not mapping.kept
    assert len({each.title for each in built_in().values()}) == len(built_in())


@each_source
def test_headings_when_fields_are_compared(mapping: SourceMapping) -> None:
    """A heading that two fields share would fill both from one column."""
    headings = [each for said in mapping.columns.values() for each in {*map(plain, said)}]
    assert "" not in headings
    assert len(set(headings)) == len(headings)


@each_source
def test_words_when_they_are_looked_up(mapping: SourceMapping) -> None:
    known = canonical_words(mapping.form)
    for name, words in mapping.words().items():
        assert set(words.values()) <= known.get(name, set(words.values())), name
        assert all(word == word.strip().lower() for word in words), name


@each_source
def test_sample_when_its_source_is_looked_for(mapping: SourceMapping, tmp_path: Path) -> None:
    """The sample is the source's own, and that of no other; some are taken only when named.

    What stands in a list of tickets, too, is a second reading of that list.
    """
    raw = sample_table(mapping, tmp_path)
    assert recognise([raw], built_in(), mapping.name).mapping is mapping
    others = {name: each for name, each in built_in().items() if each is not mapping}
    usual = recognise([raw], others).mapping
    if usual is not None:
        assert only_named(mapping)
        assert (usual.form.is_tickets, usual.system) == (True, mapping.system)
    expected = usual if only_named(mapping) else mapping
    assert recognise([raw], built_in()).mapping is expected


@each_source
def test_source_when_only_its_signature_is_there(mapping: SourceMapping, tmp_path: Path) -> None:
    if only_named(mapping):
        return
    raw = sample_table(mapping, tmp_path)
    located = mapping.located(raw.headings)
    places = sorted(located[name] for name in mapping.signature if name in located)
    rows = raw.rows.select([0, *(place + 1 for place in places)])
    told = RawTable(headings=tuple(raw.headings[each] for each in places), rows=rows)
    assert recognise([told], built_in()).mapping is mapping


@pytest.mark.parametrize(
    "mapping",
    [each for each in SOURCES if sample_of(each.name).suffix in (".json", ".ndjson")],
    ids=lambda mapping: mapping.name,
)
def test_sample_when_it_is_read_as_the_tool_wrote_it(
    mapping: SourceMapping, tmp_path: Path
) -> None:
    """A JSON file gives the records that its rows give as CSV."""
    direct = read_export(sample_of(mapping.name), "Europe/Berlin")
    told = read_record_sample(mapping.name, tmp_path, "Europe/Berlin")
    assert (direct.report.source, direct.report.refused) == (mapping.name, False)
    names = [*mapping.form.fields, "flags"]
    assert records(direct, *names) == records(told, *names)


@each_source
def test_sample_when_it_is_read(mapping: SourceMapping, tmp_path: Path) -> None:
    """Every row is loaded, set aside with its reason, or counted as repeated."""
    reading = read_record_sample(mapping.name, tmp_path)
    report = reading.report
    assert not report.refused, report.findings
    assert (report.source, report.contract, report.questions) == (
        mapping.name, mapping.contract, (),
    )  # fmt: skip
    assert 0 < report.rows <= MOST_ROWS
    assert report.loaded + report.set_aside + report.duplicates == report.rows
    assert report.records == report.loaded > 0
    assert reading.rows is not None
    assert reading.rows.records.num_rows == report.loaded
    assert {each.field for each in report.columns} <= set(mapping.form.fields)


@pytest.mark.parametrize(
    "headings",
    [
        "name,start,end",
        "Name,Start,End,Duration,Status",
        "id,name,status,created_at,updated_at",
        "Time,Host,Severity,Message",
        "time,status,message",
        "date,service,value",
        "service,status,start_date,end_date",
        "Id,Subject,Status,Priority,Created at,Updated at",
        "monitor,state,from,to",
        "title,impact,source",
        "component,checked,ok",
        "created_at,ended_at,status,duration",
        "Event,Date-Time,Reason,Duration",
        "time,status,ping",
        "eventid,name,severity,tags",
        "service,checked_at,status",
        "service,from,to,target",
    ],
)
def test_source_when_headings_are_those_of_any_list(headings: str, tmp_path: Path) -> None:
    """A list of common words is nobody's: a person must say what it holds."""
    path = tmp_path / "list.csv"
    path.write_text(f"{headings}\n{','.join(['1'] * (headings.count(',') + 1))}\n")
    known = {each.name: each for each in SOURCES}
    assert recognise([read_csv(path, path.name)], known).mapping is None


def test_store_when_it_is_built_again(
    store: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the archive holds gives the same records; the same files again add none."""
    work_here(monkeypatch)
    paths = [as_csv(sample_of(each.name), each, tmp_path) for each in SOURCES]
    said = [Options(zone="Europe/Berlin", source=each.name if only_named(each) else "")
            for each in SOURCES]  # fmt: skip
    uploads = [Upload(path, path.name, options) for path, options in zip(paths, said, strict=True)]
    reports, _ = import_now(store, uploads, Options(zone="Europe/Berlin"))
    first = {each.name: _records(store, each) for each in SOURCES}
    loaded = {report.source: report.loaded for report in reports}
    assert {each.name: _count(store, each) for each in SOURCES} == loaded
    unknown = {(word.field, word.word) for report in reports for word in report.unknown_words}
    closed = {(name, word) for name, word in unknown if name not in ("service", "customer")}
    assert set(_rows(store, "SELECT field, word FROM unknown_value")) == closed
    rebuild(store)
    assert {each.name: _records(store, each) for each in SOURCES} == first
    import_now(store, uploads, Options(zone="Europe/Berlin"))
    assert {each.name: _count(store, each) for each in SOURCES} == loaded
    assert {each.name: _records(store, each) for each in SOURCES} == first


def _count(store: DataFolder, mapping: SourceMapping) -> int:
    """Count what a source told; what two sources of one tool tell is in force once."""
    table = f"{mapping.form.table}_row"
    ((count,),) = _rows(store, f"SELECT count(*) FROM {table} WHERE source = '{mapping.name}'")
    return int(count)


def _records(store: DataFolder, mapping: SourceMapping) -> list[tuple[Any, ...]]:
    told = f"SELECT * EXCLUDE (load_id) FROM {mapping.form.table}"
    return _rows(store, f"{told} WHERE source = '{mapping.name}' ORDER BY ALL")


def _rows(store: DataFolder, sql: str) -> list[tuple[Any, ...]]:
    manifest = current_manifest(store)
    assert manifest is not None
    with opened(files_of(store, manifest.number).database) as connection:
        return connection.execute(sql).fetchall()
