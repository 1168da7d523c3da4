"""`import`: a report first, loading with `--accept`, questions, and what comes in twice."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from slm_analytics.settings import DataFolder
from tests.cli.conftest import Imported, Slm
from tests.conftest import ROOT
from tests.ingest.kinds import file_of, packed
from tests.ingest.stores import content, tickets
from tests.ingest.workbooks import saved
from tests.pages.stores import ticket, write_csv
from tests.warehouse.stores import table

HEADS = "ticket_id,opened_at,resolved_at,state"
AMBIGUOUS = ("T1,03/04/2026 10:00,,New", "T2,05/06/2026 09:00,,New")


def text_file(path: Path, lines: Sequence[str], heads: str = HEADS) -> Path:
    path.write_text("\n".join((heads, *lines)) + "\n", encoding="utf-8")
    return path


def the_report(values: Any) -> Any:
    (report,) = values["reports"]
    return report


@pytest.mark.usefixtures("in_process")
class TestLoading:
    """Reading and loading in the test's own process."""

    def test_import_when_not_accepted(self, store: DataFolder, tmp_path: Path, slm: Slm) -> None:
        path = write_csv(tmp_path / "jan.csv", [ticket(1, "2026-01-05 10:00", 2)])
        said = slm("--data", store.root, "import", path, "--timezone", "Asia/Tokyo", "--json")
        assert (said.code, said.err, said.values["generation"]) == (0, "", None)
        report = the_report(said.values)
        assert (report["file"], report["source"], report["rows"]) == ("jan.csv", "tickets", 1)
        assert (report["zone"], report["zone_origin"]) == ("Asia/Tokyo", "given")
        assert report["first_opened_at"] == "2026-01-05T01:00:00Z"
        assert not store.current.exists()

    def test_import_when_the_files_are_of_several_kinds(
        self, store: DataFolder, tmp_path: Path, slm: Slm
    ) -> None:
        january = [("ticket_id", "opened_at"), ("T1", "2026-01-05 10:00:00")]
        february = [("ticket_id", "opened_at"), ("T2", "2026-02-05 10:00:00")]
        book, both = tmp_path / "feb.xls", tmp_path / "both.zip"
        book.write_bytes(file_of("xls", february))
        both.write_bytes(packed({"jan.json": file_of("json", january), "notes.pdf": b"%PDF-1.7"}))
        said = slm("--data", store.root, "import", book, both, "--accept", "--timezone", "UTC")
        assert (said.code, said.err) == (0, "")
        for line in (
            "feb.xls: Tickets (own headings)",
            "both.zip: jan.json: Tickets (own headings)",
            "both.zip: notes.pdf: refused",
            "Loaded: generation 1.",
        ):
            assert line in said.out.splitlines()
        assert "  refused: is a PDF document, not a table of tickets." in said.out
        assert [row[0] for row in tickets(store, "ticket_id")] == ["T1", "T2"]

    def test_lines_when_not_accepted(self, store: DataFolder, tmp_path: Path, slm: Slm) -> None:
        path = write_csv(tmp_path / "jan.csv", [ticket(1, "2026-01-05 10:00", 2)])
        lines = slm("--data", store.root, "import", path).out.splitlines()
        assert lines[0] == "jan.csv: Tickets (own headings)"
        assert lines[1] == "  1 row = 1 loaded + 0 set aside + 0 duplicate; 1 ticket"
        assert lines[-1] == "Nothing is loaded yet: add --accept to load."

    def test_import_when_accepted(self, store: DataFolder, tmp_path: Path, slm: Slm) -> None:
        path = write_csv(tmp_path / "jan.csv", [ticket(1, "2026-01-05 10:00", 2)])
        said = slm("--data", store.root, "import", path, "--timezone", "UTC", "--accept", "--json")
        assert (said.code, said.values["generation"]) == (0, 1)
        assert tickets(store, "ticket_id", "opened_at") == [("T00001", "2026-01-05 10:00:00")]
        told = slm("--data", store.root, "status", "--json").values
        assert (told["generation"], told["loads"], told["tickets"]) == (1, 1, 1)

    def test_import_when_it_is_loaded_already(
        self, store: DataFolder, tmp_path: Path, slm: Slm
    ) -> None:
        path = write_csv(tmp_path / "jan.csv", [ticket(1, "2026-01-05 10:00", 2)])
        given = ("--data", store.root, "import", path, "--timezone", "UTC", "--accept")
        slm(*given)
        before = content(store)
        said = slm(*given, "--json")
        assert (said.code, the_report(said.values)["already_loaded"]) == (0, True)
        assert "loaded already" in slm(*given).out
        assert content(store) == before

    def test_options_when_given(self, store: DataFolder, tmp_path: Path, slm: Slm) -> None:
        path = tmp_path / "list.csv"
        path.write_bytes("ticket_id|opened_at|service\nT1|05.01.2026 10:00|Büro\n".encode("cp1252"))
        options = ("--source", "tickets", "--customer", "Contoso", "--encoding", "cp1252",
                   "--delimiter", "|", "--date-order", "dmy", "--timezone", "UTC")  # fmt: skip
        said = slm("--data", store.root, "import", path, *options, "--accept", "--json")
        assert said.code == 0
        report = the_report(said.values)
        assert (report["encoding"], report["delimiter"]) == ("cp1252", "|")
        assert tickets(store, "customer", "service", "opened_at") == [
            ("Contoso", "Büro", "2026-01-05 10:00:00")
        ]

    def test_sheet_when_named(self, store: DataFolder, tmp_path: Path, slm: Slm) -> None:
        heads = ("ticket_id", "opened_at")
        path = saved(
            tmp_path / "book.xlsx",
            ("January", [heads, ("T1", "2026-01-05")]),
            ("March", [heads, ("T2", "2026-03-05"), ("T3", "2026-03-06")]),
        )
        given = ("import", path, "--sheet", "March", "--timezone", "UTC", "--accept")
        assert slm("--data", store.root, *given).code == 0
        assert tickets(store, "ticket_id") == [("T2",), ("T3",)]

    def test_mapping_when_a_file_gives_it(
        self, store: DataFolder, tmp_path: Path, slm: Slm
    ) -> None:
        """Kept as a source: the next file of that form needs nothing said."""
        columns = {"ticket_id": "Case", "opened_at": "Raised", "state": "Step"}
        mapping = tmp_path / "desk.json"
        mapping.write_text(json.dumps({"name": "desk", "columns": columns}))
        first = text_file(tmp_path / "a.csv", ["C1,2026-01-05 10:00,New"], "Case,Raised,Step")
        second = text_file(tmp_path / "b.csv", ["C2,2026-02-05 10:00,New"], "Case,Raised,Step")
        asked = slm("--data", store.root, "import", first, "--json")
        assert (asked.code, the_report(asked.values)["questions"][0]["kind"]) == (1, "columns")
        given = ("--timezone", "UTC", "--accept")
        assert slm("--data", store.root, "import", first, "--mapping", mapping, *given).code == 0
        assert slm("--data", store.root, "import", second, "--accept").code == 0
        assert tickets(store, "ticket_id") == [("C1",), ("C2",)]

    def test_mapping_when_it_is_of_other_records(
        self, store: DataFolder, tmp_path: Path, slm: Slm
    ) -> None:
        """As docs/mapping.md shows it."""
        shown = (ROOT / "docs" / "mapping.md").read_text("utf-8")
        mapping = tmp_path / "hotline.json"
        mapping.write_text(shown.split("```json")[1].split("```")[0])
        heads = "Interval,Calls offered,Calls answered,Within 20 s"
        path = text_file(tmp_path / "acd.csv", ["2026-06-01 08:00,42,38,31"], heads)
        given = ("--mapping", mapping, "--timezone", "UTC", "--accept", "--json")
        said = slm("--data", store.root, "import", path, *given)
        report = the_report(said.values)
        assert (said.code, report["contract"], report["records"]) == (0, "calls", 1)
        told = table(store, "call_interval")
        wanted = ["queue", "within_seconds", "offered", "answered_within"]
        assert told[wanted].to_numpy().tolist() == [["Desk", 20, 42, 31]]
        july = text_file(tmp_path / "july.csv", ["2026-07-01 08:00,4,3,3"], heads)
        again = slm("--data", store.root, "import", july, "--accept", "--json")
        assert the_report(again.values)["title"] == "Hotline of the service desk"

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ('{"name": "tickets", "columns": {"ticket_id": "A", "opened_at": "B"}}', 2),
            ('{"name": "desk", "columns": {"colour": "A"}}', 1),
            ("[]", 1),
        ],
    )
    def test_mapping_when_it_is_none(
        self, text: str, code: int, store: DataFolder, tmp_path: Path, slm: Slm
    ) -> None:
        mapping = tmp_path / "desk.json"
        mapping.write_text(text)
        path = text_file(tmp_path / "a.csv", ["T1,2026-01-05 10:00,,New"])
        given = ("import", path, "--mapping", mapping, "--accept", "--json")
        said = slm("--data", store.root, *given)
        assert (said.code, said.values["remedy"] != "") == (code, True)
        assert not store.current.exists()

    def test_dates_when_their_order_is_open(
        self, store: DataFolder, tmp_path: Path, slm: Slm
    ) -> None:
        path = text_file(tmp_path / "list.csv", AMBIGUOUS)
        given = ("--data", store.root, "import", path, "--timezone", "UTC", "--accept")
        asked = slm(*given, "--json")
        (question,) = the_report(asked.values)["questions"]
        assert (asked.code, asked.values["generation"]) == (1, None)
        assert (question["kind"], question["column"]) == ("date order", "opened_at")
        assert question["options"] == ["dmy", "mdy"]
        lines = slm(*given).out.splitlines()
        assert lines[:2] == [
            "list.csv: Tickets (own headings)",
            "  2 rows, not read to the end while a question is open",
        ]
        assert lines[-1] == "    Answer with --date-order dmy or mdy."
        assert "opened –" not in "".join(lines)
        assert not store.current.exists()

    @pytest.mark.parametrize(("order", "first"), [("dmy", "2026-04-03"), ("mdy", "2026-03-04")])
    def test_dates_when_their_order_is_given(
        self, order: str, first: str, store: DataFolder, tmp_path: Path, slm: Slm
    ) -> None:
        path = text_file(tmp_path / "list.csv", AMBIGUOUS)
        given = ("import", path, "--timezone", "UTC", "--date-order", order, "--accept")
        assert slm("--data", store.root, *given).code == 0
        assert tickets(store, "opened_at")[0] == (f"{first} 10:00:00",)

    def test_dates_when_the_given_order_does_not_read_them(
        self, store: DataFolder, tmp_path: Path, slm: Slm
    ) -> None:
        """Open in one file, plain in the other: both are said, neither is read as asked."""
        opened = text_file(tmp_path / "open.csv", AMBIGUOUS)
        plain = text_file(tmp_path / "plain.csv", ["T1,13/04/2026,,New", "T2,01/04/2026,,New"])
        said = slm("--data", store.root, "import", opened, plain, "--date-order", "ymd")
        assert "  ? ymd does not read '03/04/2026 10:00'. opened_at:" in said.out
        assert "  ymd does not read Opened: it is read as dd/mm/yyyy (day first)" in said.out
        assert "add --accept" not in said.out
        fits = slm("--data", store.root, "import", plain, "--date-order", "dmy")
        assert "does not read" not in fits.out

    def test_question_when_another_file_is_sound(
        self, store: DataFolder, tmp_path: Path, slm: Slm
    ) -> None:
        asked = text_file(tmp_path / "asked.csv", AMBIGUOUS)
        sound = text_file(tmp_path / "sound.csv", ["T9,2026-01-05 10:00,,New"])
        said = slm("--data", store.root, "import", sound, asked, "--accept", "--json")
        assert (said.code, said.values["generation"]) == (1, None)
        assert not store.current.exists()

    def test_file_when_another_is_refused(
        self, store: DataFolder, tmp_path: Path, slm: Slm
    ) -> None:
        (tmp_path / "empty.csv").write_bytes(b"")
        sound = text_file(tmp_path / "sound.csv", ["T9,2026-01-05 10:00,,New"])
        given = ("import", tmp_path / "empty.csv", sound, "--accept", "--json")
        said = slm("--data", store.root, *given)
        assert (said.code, said.values["generation"]) == (0, 1)
        assert [report["refused"] for report in said.values["reports"]] == [True, False]
        assert tickets(store, "ticket_id") == [("T9",)]

    def test_rows_when_some_cannot_count(self, store: DataFolder, tmp_path: Path, slm: Slm) -> None:
        rows = [
            "T1,1900-01-01 00:00,,New",
            "T2,2026-01-02 10:00,2026-01-01 10:00,Closed",
            "T3,2026-01-02 10:00,2026-01-03 10:00,Closed",
        ]
        path = text_file(tmp_path / "list.csv", rows)
        given = ("--data", store.root, "import", path, "--timezone", "UTC")
        said = slm(*given, "--accept", "--json")
        report = the_report(said.values)
        assert (said.code, report["rows"], report["loaded"], report["set_aside"]) == (0, 3, 1, 2)
        found = {
            each["line"]: (each["column"], each["value"])
            for each in report["findings"]
            if each["severity"] == "set aside"
        }
        assert found == {
            2: ("opened_at", "1900-01-01 00:00"),
            3: ("resolved_at", "2026-01-01 10:00"),
        }
        assert tickets(store, "ticket_id") == [("T3",)]
        assert slm("--data", store.root, "status", "--json").values["set_aside"] == 2

    def test_months_when_they_overlap(self, store: DataFolder, tmp_path: Path, slm: Slm) -> None:
        """The newest row of a ticket wins, whichever file comes first, and the report says so."""
        january = [
            ticket(1, "2026-01-05 10:00"),
            ticket(2, "2026-01-06 10:00") | {"updated_at": "2026-02-20 10:00:00"},
            ticket(3, "2026-01-07 10:00"),
        ]
        february = [
            ticket(1, "2026-01-05 10:00", 800),
            ticket(2, "2026-01-06 10:00", priority="P1"),
            ticket(4, "2026-02-07 10:00"),
        ]
        paths = [
            write_csv(tmp_path / f"{name}.csv", rows)
            for name, rows in (("january", january), ("february", february))
        ]
        given = ("--timezone", "UTC", "--accept")
        assert slm("--data", store.root, "import", paths[0], *given).code == 0
        said = slm("--data", store.root, "import", paths[1], *given, "--json")
        report = the_report(said.values)
        assert report["overlap"] == {"known": 2, "newer": 1, "older": 1, "gone": 1}
        assert tickets(store, "ticket_id", "state", "priority") == [
            ("T00001", "resolved", "P3"),
            ("T00002", "in_progress", "P3"),
            ("T00003", "in_progress", "P3"),
            ("T00004", "in_progress", "P3"),
        ]
        other = DataFolder(tmp_path / "other")
        told = slm("--data", other.root, "import", *reversed(paths), *given).out
        assert tickets(other, "ticket_id", "state") == tickets(store, "ticket_id", "state")
        told = slm("--data", store.root, "import", paths[1], "--timezone", "Asia/Tokyo").out
        assert "tickets were known" in told

    def test_sample_when_own_data_comes(
        self, sample_store: DataFolder, tmp_path: Path, slm: Slm
    ) -> None:
        path = write_csv(tmp_path / "own.csv", [ticket(1, "2026-01-05 10:00", 2)])
        given = ("import", path, "--timezone", "UTC", "--accept", "--json")
        said = slm("--data", sample_store.root, *given)
        assert the_report(said.values)["takes_out_sample"] is True
        told = slm("--data", sample_store.root, "status", "--json").values
        assert (told["sample"], told["tickets"], told["loads"]) == (False, 1, 1)


def test_real_log_when_imported(real: Imported, slm: Slm) -> None:
    """5,998 rows of an audit log made by others, as 890 tickets; 495 of them met, says the tool."""
    report = the_report(real.values)
    assert (real.values["generation"], report["questions"]) == (1, [])
    assert report["source"] == "servicenow_incident_log"
    assert (report["rows"], report["tickets"]) == (5998, 890)
    assert report["rows"] == report["loaded"] + report["set_aside"] + report["duplicates"]
    (opened,) = (each for each in report["columns"] if each["field"] == "opened_at")
    assert opened["read_as"].startswith("dd-mm-yyyy")
    assert any("'?' is read as no value" in each["message"] for each in report["findings"])
    given = ("metric", "source_flag_compliance", "--json")
    (row,) = slm("--data", real.store.root, *given).values
    assert (row["numerator"], row["denominator"]) == (495, 890)
    assert slm("--data", real.store.root, "status", "--json").values["tickets"] == 890


@pytest.mark.usefixtures("in_process")
class TestRepairs:
    """`--repair`: what a person says of a file that is refused."""

    ROWS = ("T1, 2026-01-05 10:00, , New", 'T2, 2026-01-13 10:00, , "New"')

    def test_lines_when_repairs_are_offered(
        self, store: DataFolder, tmp_path: Path, slm: Slm
    ) -> None:
        path = text_file(tmp_path / "jan.csv", self.ROWS, HEADS.replace(",", ", "))
        said = slm("--data", store.root, "import", path)
        assert said.code == 1
        lines = said.out.splitlines()
        place = lines.index(
            "  It loads so: Fields are divided by a comma and a space (4 columns, 2 rows)."
        )
        assert lines[place + 1] == "    --repair 'delimiter=, '"

    def test_import_when_it_is_mended(self, store: DataFolder, tmp_path: Path, slm: Slm) -> None:
        path = text_file(tmp_path / "jan.csv", self.ROWS, HEADS.replace(",", ", "))
        repairs = ("--repair", "delimiter=, ", "--repair", "line=3=T3, 2026-01-14 10:00, , New")
        said = slm("--data", store.root, "import", path, *repairs, "--accept", "--json")
        assert (said.code, said.values["generation"]) == (0, 1)
        assert tickets(store, "ticket_id", "line") == [("T1", "2"), ("T3", "3")]
        (report,) = said.values["reports"]
        words = "fields are divided by a comma and a space; line 3 is mended"
        assert f"Mended: {words}." in [each["message"] for each in report["findings"]]
        assert json.loads(report["recipe"])["repairs"] == {
            "delimiter": ", ", "lines": [[3, "T3, 2026-01-14 10:00, , New"]]
        }  # fmt: skip

    def test_usage_when_a_repair_does_not_exist(
        self, store: DataFolder, tmp_path: Path, slm: Slm
    ) -> None:
        path = text_file(tmp_path / "jan.csv", self.ROWS)
        said = slm("--data", store.root, "import", path, "--repair", "colour=red")
        assert said.code == 2
        assert "'colour=red' is no repair" in said.err
