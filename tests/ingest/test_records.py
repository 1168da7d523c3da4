"""Records other than tickets: from a file into the store, and what is refused of them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from slm_analytics.errors import UnknownSource
from slm_analytics.ingest.contract import contracts, record_contracts
from slm_analytics.ingest.fields import Kind
from slm_analytics.ingest.guess import RECORD_WORDS, guessed_columns, likely_contract
from slm_analytics.ingest.headings import plain
from slm_analytics.ingest.intake import Upload, import_now
from slm_analytics.ingest.loads_in_force import rebuild, withdraw
from slm_analytics.ingest.mapping import SourceMapping, check_mapping, mapping_from_json
from slm_analytics.ingest.numbers import read_numbers
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.own_lists import keep_own_mapping
from slm_analytics.ingest.report import LoadReport
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.generation import current_manifest, files_of
from slm_analytics.warehouse.opening import opened

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
    with opened(files_of(store, manifest.number).database) as connection:
        return connection.execute(sql).fetchall()


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
    latest = datetime(2026, 6, 3, 8)  # noqa: DTZ001  UTC; no ticket tells another time
    assert rows(store, "SELECT as_of FROM generation") == [(latest,)]
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


def test_mapping_when_it_is_of_other_records(store: DataFolder, tmp_path: Path) -> None:
    """Kept with what every row has; instants may be seconds since 1970."""
    own = SourceMapping(
        name="probes", title="Probes", system="probes", contract="samples", kept=True,
        columns={"sampled_at": ("t",), "value": ("v",)},
        fixed={"resource": "{file}", "metric": "load", "unit": "%", "capacity": "80"},
    )  # fmt: skip
    kept = mapping_from_json(own.as_json())
    assert (kept.contract, dict(kept.fixed), kept.epoch) == ("samples", own.fixed, {"sampled_at"})
    keep_own_mapping(store, kept)
    load(store, tmp_path, "web-01 2026-06.csv", "t,v", "1780300800,71.5", "1780304400000,90")
    told = "SELECT resource, metric, sampled_at::VARCHAR, value, unit, flags FROM sample ORDER BY 3"
    assert rows(store, told) == [
        ("web-01", "load", "2026-06-01 08:00:00", 71.5, "%", None),
        ("web-01", "load", "2026-06-01 09:00:00", 90, "%", "more than the capacity (value)"),
    ]
    rebuild(store)
    assert len(rows(store, told)) == 2


@pytest.mark.parametrize(
    ("fixed", "words"),
    [
        ({"sampled_at": "2026-06-01"}, "for every row as Time"),
        ({"capacity": "much"}, "for every row as Capacity"),
        ({"measured": "few"}, "for every row as Measured"),
        ({"kind": "unheard of"}, "as a meaning of kind"),
        ({"colour": "red"}, "the field 'colour'"),
    ],
)
def test_mapping_when_a_value_of_every_row_cannot_be(fixed: dict[str, str], words: str) -> None:
    own = SourceMapping(name="p", title="P", system="p", contract="samples", fixed=fixed,
                        columns={"sampled_at": ("t",), "value": ("v",)})  # fmt: skip
    with pytest.raises(UnknownSource, match=words):
        check_mapping(own)


@pytest.mark.parametrize(
    ("contract", "headings", "found"),
    [
        ("calls", "Queue;Interval;Calls offered;Calls answered;Abandoned",
         {"queue", "started_at", "offered", "answered", "abandoned"}),
        ("samples", "Host;Counter;Timestamp;Average;Unit",
         {"resource", "metric", "sampled_at", "value", "unit"}),
        ("survey_responses", "Ticket;Rating;Response date;Comments",
         {"ticket_id", "score", "answered_at", "comment"}),
        ("tickets", "Case id;Created on;Prio;Status",
         {"ticket_id", "opened_at", "priority", "state"}),
        ("outages", "Down at;Up at;System;Why",
         {"started_at", "ended_at", "service", "cause_code"}),
        ("tickets", "Name;Start;End;Status", {"state"}),
        ("tickets", "A;B;C", set()),
        ("tickets", "Number;Date;Description", {"ticket_id", "short_description"}),
        ("feedback", "Feedback id;Type;Raised;Passed on;Owner;Acted on;Customer",
         {"feedback_id", "kind", "raised_at", "shared_at", "owner", "acted_at", "customer"}),
    ],
)  # fmt: skip
def test_guess_when_headings_are_usual_ones(contract: str, headings: str, found: set[str]) -> None:
    told = tuple(headings.split(";"))
    assert likely_contract(told) == contract
    assert set(guessed_columns(told, contract)) == found


@pytest.mark.parametrize("form", contracts().values(), ids=lambda form: form.name)
def test_guess_when_headings_are_the_fields_own(form: Any) -> None:
    assert guessed_columns(tuple(form.fields), form.name) == {name: name for name in form.fields}
    titles = tuple(each.title for each in form.fields.values())
    if not form.is_tickets:
        assert len(set(titles)) == len(titles)
        assert set(guessed_columns(titles, form.name)) == set(form.fields)
    assert set(form.said_once) <= set(form.fields)


def test_guess_when_its_words_are_looked_at() -> None:
    """Words are of fields that exist, and of one field of a kind alone."""
    for contract, usual in RECORD_WORDS.items():
        assert set(usual) <= set(contracts()[contract].fields), contract
        words = [plain(word) for said in usual.values() for word in said]
        assert len(set(words)) == len(words), contract
