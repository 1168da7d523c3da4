"""One suite over every export format: what each of them must say, and that it is recognised."""

from __future__ import annotations

import importlib
import pkgutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from slm_analytics.errors import UnknownSource
from slm_analytics.ingest import sources
from slm_analytics.ingest.contract import record_contracts
from slm_analytics.ingest.fields import FIELDS, REQUIRED, Kind
from slm_analytics.ingest.headings import plain
from slm_analytics.ingest.mapping import (
    CANONICAL,
    COMMON_VALUES,
    SourceMapping,
    built_in,
    check_mapping,
    mapping_from_json,
)
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.reading import Reading, read_file
from tests.conftest import ROOT
from tests.ingest.csv_texts import written
from tests.ingest.workbooks import saved

ALL = sorted(module.name for module in pkgutil.iter_modules(sources.__path__))
MAPPINGS: list[SourceMapping] = [
    mapping
    for name in ALL
    if (mapping := importlib.import_module(f"{sources.__name__}.{name}").MAPPING).form.is_tickets
]
NAMES = [mapping.name for mapping in MAPPINGS]
SAMPLES = ROOT / "sample_data"
CELLS = {
    Kind.TEXT: ("Word", "Word"),
    Kind.CHOICE: ("New", "New"),
    Kind.INSTANT: ("2026-01-05 10:00:00", "2026-01-06 11:00:00"),
    Kind.COUNT: ("1", "2"),
    Kind.YES_NO: ("true", "false"),
    Kind.DURATION: ("0:30:00", "2 Hours 5 Minutes"),
}

each_mapping = pytest.mark.parametrize("mapping", MAPPINGS, ids=lambda mapping: mapping.name)


def read(path: Path, known: dict[str, SourceMapping] | None = None) -> Reading:
    options = Options(zone="UTC")
    return read_file(path, path.name, options, known or built_in(), {}, intake="i",
                     received_at=datetime(2027, 1, 1, tzinfo=UTC))  # fmt: skip


def made_up(mapping: SourceMapping, alias: int) -> list[list[str]]:
    """Return a small file of the format: headings (each field's first or last alias) and rows."""
    fields = {name: headings[alias] for name, headings in mapping.columns.items()}
    rows = []
    for number in range(4):
        cells = {name: CELLS[FIELDS[name].kind][number % 2] for name in fields}
        if mapping.several in fields:
            cells[mapping.several] = f"Word {number}"
        begun = mapping.numbers[alias] if mapping.numbers else "T"
        ticket = f"{begun}{number // 2 if mapping.history else number}"
        rows.append([*(cells | {"ticket_id": ticket}).values()])
    return [list(fields.values()), *rows]


def test_names_when_all_formats_are_known() -> None:
    known = built_in()
    assert list(known) == [*(form.name for form in record_contracts()), *ALL]
    assert all(name == mapping.name for name, mapping in known.items())
    assert len({mapping.title for mapping in known.values()}) == len(known)


@each_mapping
def test_mapping_when_the_contract_is_checked(mapping: SourceMapping) -> None:
    check_mapping(mapping)
    required = (*REQUIRED, *(("updated_at", "sequence") if mapping.history else ()))
    assert set(required) <= set(mapping.columns)
    assert set(mapping.signature) <= set(mapping.columns)
    assert mapping.signature
    assert mapping.title
    assert mapping.system
    assert mapping.recipe
    assert not mapping.kept


@each_mapping
def test_headings_when_fields_are_compared(mapping: SourceMapping) -> None:
    """A heading that two fields share would fill both from one column."""
    headings = [
        plain(heading) for said in mapping.columns.values() for heading in {*map(plain, said)}
    ]
    assert "" not in headings
    assert len(set(headings)) == len(headings)


@each_mapping
def test_words_when_they_are_looked_up(mapping: SourceMapping) -> None:
    for name, words in mapping.words().items():
        assert set(words.values()) <= CANONICAL[name], name
        assert all(word == word.strip().lower() for word in words), name
    assert all(len(word) <= 7 and word == word.casefold() for word in mapping.missing)


@pytest.mark.parametrize("name", COMMON_VALUES)
def test_words_when_they_are_canonical_already(name: str) -> None:
    common = COMMON_VALUES[name]
    assert {word: common.get(word.lower()) for word in CANONICAL[name]} == {
        word: word for word in CANONICAL[name]
    }


@each_mapping
@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("alias", [0, -1], ids=["first names", "last names"])
def test_source_when_a_file_is_in_its_form(
    tmp_path: Path, mapping: SourceMapping, form: str, alias: int
) -> None:
    table = made_up(mapping, alias)
    path = tmp_path / f"export.{form}"
    if form == "csv":
        path.write_text(
            written(table, ",", "\r\n", last=True, always=True), encoding="cp1252", newline=""
        )
    else:
        saved(path, ("Page 1", table))
    report = read(path).report
    assert (report.source, report.questions) == (mapping.name, ())
    assert (report.rows, report.loaded, report.tickets) == (4, 4, 2 if mapping.history else 4)
    assert {column.field for column in report.columns} == set(mapping.columns)
    assert report.unused_headings == ()


@each_mapping
def test_source_when_only_its_signature_is_there(tmp_path: Path, mapping: SourceMapping) -> None:
    heads, *rows = made_up(mapping, 0)
    keep = [place for place, name in enumerate(mapping.columns) if name in mapping.signature]
    table = [[row[place] for place in keep] for row in (heads, *rows)]
    path = tmp_path / "export.csv"
    path.write_text(written(table, ";", "\n", last=False), encoding="utf-8")
    assert read(path).report.source == mapping.name


@pytest.mark.parametrize("name", ["servicenow_incident", "servicenow_incident_log"])
def test_source_when_the_file_is_sample_data(name: str) -> None:
    files = sorted(path for path in SAMPLES.glob(f"{name}_2*.csv"))
    assert len(files) == 24
    for path in (files[0], files[11], files[-1]):
        report = read(path).report
        assert (report.source, report.questions, report.findings) == (name, (), ())


def test_source_when_the_sample_is_read_by_its_kept_mapping() -> None:
    kept = mapping_from_json((SAMPLES / "aoyama_mapping.json").read_text(encoding="utf-8"))
    path = SAMPLES / "aoyama_tickets_2025-01.xlsx"
    assert read(path, built_in() | {kept.name: kept}).report.source == kept.name
    unknown = read(path).report
    assert [question.kind for question in unknown.questions] == ["columns"]
    assert dict(unknown.proposed_columns)["ticket_id"] == "Ticket No"


@pytest.mark.parametrize(
    ("headings", "source"),
    [
        ("number,opened_at,state,priority", "servicenow_incident"),
        ("Number,Opened,State,Priority,Assignment group", "servicenow_incident"),
        (
            "opened_at,state,priority,assignment_group",
            "servicenow_incident",
        ),  # says what is missing
        ("Number,Task type,Opened,State,Priority,Assignment group", "servicenow_incident"),
        ("Ticket ID,Opened at", "tickets"),
        # Lists of other tools share headings with ours; a person must map them.
        ("Ticket ID,Subject,Status,Priority,Category,Channel,Site,Created", ""),
        ("Ticket Id,Subject,Priority,Status,Category,Group,Vendor,Created Time", ""),
        ("Id,Requester,Subject,Status,Priority,Group,Created at,Updated at", ""),
        ("Key,Summary,Status,Priority,Created,Resolved,Updated", ""),
        ("Issue key,Summary,Status,Priority,Created,Resolved,Updated", "jira_service_management"),
        ("Id,Requester,Subject,Status,Priority,Group,Created at,Solved at", "zendesk_tickets"),
        ("Name,Phone", ""),
    ],
)
def test_source_when_headings_are_of_several_tools(
    tmp_path: Path, headings: str, source: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(headings + "\n" + ",".join(["x"] * (headings.count(",") + 1)) + "\n")
    report = read(path).report
    if report.refused and not report.source:
        assert "'number' is missing" in report.findings[0].message
        assert source == "servicenow_incident"
    else:
        assert report.source == source
        assert bool(report.questions) == (source == "")


OWN = mapping_from_json(
    '{"name": "desk", "columns": {"ticket_id": "Case", "opened_at": "Created", "state": "Status",'
    ' "priority": "Priority", "short_description": "Subject", "assignment_group": "Team"}}'
)


@pytest.mark.parametrize(
    ("headings", "known"),
    [
        ("Case,Created,Status,Priority,Subject,Team", True),
        ("case,CREATED,status,priority,subject,New column", True),
        ("Key,Raised,Status,Priority,Subject,Team", False),
        ("Case,Status,Priority,Subject,Raised", False),
    ],
)
def test_own_mapping_when_a_list_resembles_it(tmp_path: Path, headings: str, known: bool) -> None:
    """Four headings that every tool has do not make a list the one that was mapped."""
    path = tmp_path / "list.csv"
    row = ["T1", "2026-01-05", "New", "P1", "words", "more"][: headings.count(",") + 1]
    path.write_text(headings + "\n" + ",".join(row) + "\n")
    report = read(path, built_in() | {"desk": OWN}).report
    assert not report.refused
    assert report.source == ("desk" if known else "")


def test_own_mapping_when_the_product_knows_the_tool_too(tmp_path: Path) -> None:
    """The same tickets must not become those of another tool when a source is added."""
    own = mapping_from_json(
        '{"name": "our_desk", "columns": {"ticket_id": "Id", "opened_at": "Created at"}}'
    )
    path = tmp_path / "list.csv"
    path.write_text("Id,Created at,Solved at,Status\n1,2026-01-05,2026-01-06,Solved\n")
    assert read(path, built_in() | {"our_desk": own}).report.source == "our_desk"
    assert read(path).report.source == "zendesk_tickets"


@pytest.mark.parametrize(
    ("numbers", "source"), [("11", "servicenow_incident"), ("12", "servicenow_incident_log")]
)
def test_source_when_tickets_repeat(tmp_path: Path, numbers: str, source: str) -> None:
    """Only other updates of a ticket make a log; a list may hold a row twice."""
    path = tmp_path / "list.csv"
    row = "INC1,2026-01-05 10:00:00,New,1 - High,2026-01-06 10:00:00"
    heads = "number,opened_at,state,priority,sys_updated_on,sys_mod_count"
    path.write_text("\n".join([heads, *(f"{row},{number}" for number in numbers), ""]))
    assert read(path).report.source == source


def test_source_when_a_person_names_it(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("ticket_id,opened_at,number,state\nT1,2026-01-05,N1,New\n")
    options = Options(zone="UTC", source="servicenow_incident")
    said = {"intake": "i", "received_at": datetime(2027, 1, 1, tzinfo=UTC)}
    report = read_file(path, path.name, options, built_in(), {}, **said).report
    assert report.source == "servicenow_incident"
    options = Options(zone="UTC", source="nothing")
    report = read_file(path, path.name, options, built_in(), {}, **said).report
    assert "There is no source 'nothing'" in report.findings[0].message
    assert all(name in report.findings[0].remedy for name in NAMES)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "cannot be read"),
        ("[]", "cannot be read"),
        ('{"name": "x"}', "cannot be read"),
        ('{"name": "x", "columns": {"ticket_id": 5}}', "cannot be read"),
        ('{"name": "x", "columns": {"ticket_id": [5]}}', "cannot be read"),
        ('{"name": "x", "columns": {"ticketid": "No"}}', "the field 'ticketid'"),
        ('{"name": "x", "columns": {}, "fixed": {"kind": "a"}}', "the field 'kind'"),
        ('{"name": "x", "columns": {}, "fixed": {"record_type": "order"}}', "'order' as a meaning"),
        ('{"name": "x", "columns": {}, "values": {"priority": {"a": "P9"}}}', "'P9' as a meaning"),
        ('{"name": "x", "columns": {}, "values": {"category": {"a": "b"}}}', "words of the field"),
        ('{"name": "x", "columns": {}, "values": {"vip": {"a": "b"}}}', "'b' as a meaning of vip"),
    ],
)
def test_mapping_when_it_was_written_wrong(text: str, words: str) -> None:
    with pytest.raises(UnknownSource, match=words) as caught:
        mapping_from_json(text)
    assert caught.value.remedy


def test_mapping_when_it_is_kept_and_read_again() -> None:
    text = (SAMPLES / "aoyama_mapping.json").read_text(encoding="utf-8")
    kept = mapping_from_json(text)
    assert mapping_from_json(kept.as_json()).as_json() == kept.as_json()
    assert kept.values["state"]["waiting customer"] == "on_hold/awaiting_customer"
    assert mapping_from_json('{"name": "x", "columns": {"vip": ["", "V"]}}').columns["vip"] == (
        "V",
    )
