"""The upload box takes files of every kind, several at once, and archives of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from slm_analytics.ingest.file_kind import ENDINGS
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.generation import current_number
from tests.ingest.kinds import KINDS, file_of, packed
from tests.ingest.stores import tickets
from tests.pages.conftest import Open, Stores, calm, texts
from tests.pages.test_data import upload

HEADS = ("ticket_id", "opened_at", "state")


@pytest.fixture
def empty(stores: Stores, tmp_path: Path) -> DataFolder:
    shutil.copytree(stores("empty").root, tmp_path / "empty")
    return DataFolder(tmp_path / "empty")


def month(number: int) -> list[tuple[str, ...]]:
    return [HEADS, (f"T{number}", f"2026-{number:02}-05 10:00:00", "new")]


def test_every_kind_is_offered() -> None:
    assert set(KINDS) <= set(ENDINGS)


def test_files_of_several_kinds_are_loaded_at_once(empty: DataFolder, open_app: Open) -> None:
    two = packed(
        {"c.parquet": file_of("parquet", month(3)), "<b>.jsonl": file_of("jsonl", month(2))}
    )
    files = [
        ("april.xls", file_of("xls", month(4))),
        ("two.zip", two),
        ("jan.ods", file_of("ods", month(1))),
    ]
    app = upload(open_app(empty, "data"), *files)
    calm(app)
    shown = texts(app)
    for name in (
        "april.xls, sheet Tickets",
        "two.zip: c.parquet",
        "two.zip: &lt;b&gt;.jsonl",
        "jan.ods",
    ):
        assert name in shown
    assert app.button(key="accept").label == "Load 4 files: 4 tickets"
    app.button(key="accept").click().run()
    calm(app)
    assert [row[0] for row in tickets(empty, "ticket_id")] == ["T1", "T2", "T3", "T4"]


def test_question_is_answered_for_one_file_of_an_archive(empty: DataFolder, open_app: Open) -> None:
    asked = [HEADS, *((f"A{day}", f"0{day}/02/2026 09:00", "new") for day in range(1, 5))]
    two = packed({"a.csv": file_of("csv", asked), "b.csv": file_of("csv", month(3))})
    app = upload(open_app(empty, "data"), ("two.zip", two))
    assert app.button(key="accept").disabled
    app.radio[0].set_value("dmy").run()
    calm(app)
    assert app.button(key="accept").label == "Load 2 files: 5 tickets"
    app.button(key="accept").click().run()
    opened = tickets(empty, "ticket_id", "opened_at")
    assert opened[0] == ("A1", "2026-02-01 09:00:00")
    assert len(opened) == 5


def test_archive_built_to_harm_is_refused_in_words(empty: DataFolder, open_app: Open) -> None:
    before = current_number(empty)
    app = upload(open_app(empty, "data"), ("bomb.zip", packed({"a.csv": b" " * 20_000_000})))
    assert not app.exception
    assert "bomb\\.zip unpacks" in app.error[0].value
    assert app.button(key="accept").disabled
    assert current_number(empty) == before
