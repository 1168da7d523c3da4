"""The Data page: a file is read, reported, asked about, loaded, taken out and brought back."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from slm_analytics.review.coverage import coverage
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.generation import current_number
from tests.conftest import SHARED
from tests.pages.conftest import Copy, Open, calm, texts
from tests.pages.stores import Row, one, store_of, ticket, unknown_words
from tests.pages.test_pages import warehouse_of

_BAD_FILES = SHARED / "data" / "badinput" / "pollock" / "csv"
_TRACE = ("Traceback", 'File "', "pyarrow.", "openpyxl.", "NoneType", "duckdb.")

# Not where a file is read beside a store that the page has open: that takes two processes.
here = pytest.mark.usefixtures("in_process")


@pytest.fixture
def empty(copy_of: Copy) -> DataFolder:
    return copy_of("empty")


def csv_of(rows: Sequence[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def upload(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    app.file_uploader[0].set_value([(name, content, "text/csv") for name, content in files])
    return app.run()


def faulty() -> list[Row]:
    rows = [ticket(number, f"2026-01-{number + 1:02d}T09:00", 5) for number in range(12)]
    rows[3]["opened_at"] = "1900-01-01 00:00:00"
    rows[4]["resolved_at"] = "2020-01-01 00:00:00"
    return [*rows, dict(rows[0])]


@here
def test_report_accounts_for_every_row_before_anything_is_loaded(
    empty: DataFolder, open_app: Open
) -> None:
    before = current_number(empty)
    app = upload(open_app(empty, "data"), ("faulty.csv", csv_of(faulty())))
    calm(app)
    shown = texts(app)
    for part in ("<b>13</b> <span>rows in", "<b>10</b> <span>loaded", "<b>2</b> <span>set aside",
                 "<b>1</b> <span>duplicate", "10 tickets"):  # fmt: skip
        assert part in shown
    assert "Opened 01 Jan 2026 to 12 Jan 2026" in shown
    assert app.button(key="accept").label == "Load 1 file: 10 tickets"
    assert current_number(empty) == before


@here
def test_assumed_zone_is_a_warning_with_the_choice_beside_it(
    empty: DataFolder, open_app: Open
) -> None:
    app = upload(open_app(empty, "data"), ("faulty.csv", csv_of(faulty())))
    assert "Times carry no zone; UTC is assumed" in app.warning[0].value
    notes = next(table.value for table in app.dataframe if "Kind" in table.value)
    whole = notes[notes["What"].str.contains("zone")]
    assert whole["Rows"].isna().all()  # it is about the file, not about one row
    app.selectbox(key="zone_0").select("Europe/Berlin").run()
    calm(app)
    assert "times read in Europe/Berlin (given)" in texts(app)
    assert not app.warning


@here
def test_accepting_changes_the_figures_and_says_so(empty: DataFolder, open_app: Open) -> None:
    app = upload(open_app(empty, "data"), ("faulty.csv", csv_of(faulty())))
    app.button(key="accept").click().run()
    calm(app)
    assert "1 file with 10 tickets loaded" in app.success[0].value.replace("\\", "")
    assert coverage(warehouse_of(empty)).tickets == 10
    assert "1 file loaded" in texts(app)
    assert "2 rows set aside" in texts(app)
    assert "10" in texts(open_app(empty, "overview", month="2026-01"))


@here
def test_undo_take_out_and_start_empty_are_said_and_can_be_undone(
    copy_of: Copy, open_app: Open
) -> None:
    folder = copy_of("one")
    app = open_app(folder, "data")
    app.button(key="empty").click().run()
    assert coverage(warehouse_of(folder)).tickets == 0
    assert "Nothing is loaded now" in app.success[0].value
    app.button(key="undo").click().run()
    assert coverage(warehouse_of(folder)).tickets == 1
    assert "Undone" in app.success[0].value
    calm(app)


def test_sample_gives_way_to_the_first_own_file(sample_store: DataFolder, open_app: Open) -> None:
    app = upload(open_app(sample_store, "data"), ("own.csv", csv_of(faulty())))
    assert any("takes the sample data out" in each.value for each in app.info)
    app.button(key="accept").click().run()
    assert coverage(warehouse_of(sample_store)).tickets == 10
    assert not coverage(warehouse_of(sample_store)).is_sample


def ambiguous() -> bytes:
    days = [(day, month) for day in range(1, 13) for month in (2, 5)]
    lines = [f"T{place},{day:02d}/{month:02d}/2026 10:00" for place, (day, month) in
             enumerate(days)]  # fmt: skip
    return "\n".join(["ticket_id,opened_at", *lines]).encode()


@here
@pytest.mark.parametrize(("order", "first"), [("dmy", "2026-02"), ("mdy", "2026-01")])
def test_ambiguous_dates_are_asked_on_a_value_of_the_file(
    empty: DataFolder, open_app: Open, order: str, first: str
) -> None:
    app = upload(open_app(empty, "data"), ("dates.csv", ambiguous()))
    assert app.button(key="accept").disabled
    assert "rows in" not in texts(app)  # nothing is counted on a guess
    box = app.radio[0]
    assert {"Day first: 01/02/2026 is 1 Feb", "Month first: 01/02/2026 is 2 Jan"} == {
        label.replace("\\", "") for label in box.options
    }
    box.set_value(order).run()
    calm(app)
    app.button(key="accept").click().run()
    assert str(coverage(warehouse_of(empty)).first) == first


def test_unknown_list_is_mapped_once_and_known_next_month(
    empty: DataFolder, open_app: Open
) -> None:
    content = b"Ours;Created on;Prio\nC-1;2026-03-01 09:00;High\nC-2;2026-03-02 09:00;Low\n"
    app = upload(open_app(empty, "data"), ("list.csv", content))
    assert "Not known yet" in texts(app)
    press(app, "Save and read")
    assert "Still needed: Ticket, a name." in app.error[0].value
    app.text_input[0].set_value("Acme desk")
    app.selectbox(key="map_0_ticket_id").select("Ours")
    app.selectbox(key="map_0_priority").select("Prio")
    press(app, "Save and read")
    calm(app)
    assert "<b>2</b> <span>loaded" in texts(app)
    app.button(key="accept").click().run()
    again = upload(open_app(empty, "data"), ("next.csv", content.replace(b"C-", b"D-")))
    assert "Acme desk" in texts(again)
    assert not again.button(key="accept").disabled


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


@here
def test_words_not_known_are_given_a_meaning(copy_of: Copy, open_app: Open) -> None:
    folder = copy_of("unknown_words")
    app = open_app(folder, "data")
    assert "2 words not known" in texts(app)
    press(app, "Save meanings")
    assert "Nothing is said yet" in app.info[0].value
    boxes = {box.label.split(" · ")[0]: box for box in app.selectbox if " · " in box.label}
    assert "On hold: awaiting customer" in boxes["State Zombie"].options
    boxes["State Zombie"].set_value("closed")
    boxes["Priority Mega"].set_value("P1")
    press(app, "Save meanings")
    calm(app)
    assert "2 words given a meaning" in app.success[0].value.replace("\\", "")
    assert "words not known" not in texts(app)
    assert "T00003" in "".join(
        open_app(folder, "tickets", all_months="yes", priority="P1").dataframe[0].value["ticket_id"]
    )


@here
def test_words_that_look_like_markdown_are_shown_as_they_are(
    empty: DataFolder, open_app: Open
) -> None:
    rows = unknown_words()
    rows[3]["priority"] = "**bold** :red[x] <b>"
    store_of(empty, rows)
    app = open_app(empty, "data")
    label = next(box.label for box in app.selectbox if box.label.startswith("Priority"))
    assert r"\*\*bold\*\* \:red\[x\] \<b\>" in label


def test_same_file_twice_is_said(copy_of: Copy, open_app: Open) -> None:
    app = upload(open_app(copy_of("one"), "data"), ("again.csv", csv_of(one())))
    assert any("loaded already" in each.value for each in app.info)
    assert app.button(key="accept").disabled


@here
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("noise.csv", bytes(range(256)) * 40),
        ("zeros.csv", b"\0" * 5000),
        ("fake.xlsx", b"PK\x03\x04" + b"x" * 400),
        ("quote.csv", b'ticket_id,opened_at\n"A,2026-01-01 10:00:00\n'),
        ("one.csv", b"x"),
        ("<b>*name*</b>.csv", b""),
    ],
)
def test_bad_file_is_refused_in_plain_words_and_changes_nothing(
    empty: DataFolder, open_app: Open, name: str, content: bytes
) -> None:
    before = current_number(empty)
    app = upload(open_app(empty, "data"), (name, content))
    assert not app.exception
    said = " ".join(each.value for each in [*app.error, *app.warning])
    assert said
    assert not [word for word in _TRACE if word in said + texts(app)]
    assert "<b>*name" not in texts(app)
    assert app.button(key="accept").disabled
    assert current_number(empty) == before


def test_many_bad_files_at_once_show_no_stack_trace(empty: DataFolder, open_app: Open) -> None:
    if not _BAD_FILES.is_dir():
        pytest.skip("the shared bad files are not present beside the project")
    files: list[Path] = sorted(_BAD_FILES.glob("*.csv"))[::6]
    app = upload(open_app(empty, "data"), *((path.name, path.read_bytes()) for path in files))
    assert not app.exception
    said = " ".join(each.value for each in [*app.error, *app.warning]) + texts(app)
    assert not [word for word in _TRACE if word in said]
    assert all(path.name in said.replace("\\", "") for path in files)


def spaced(*rows: Row) -> bytes:
    """Return an export whose fields are divided by a comma and a space."""
    lines = [list(rows[0]), *([f'"{cell}"' for cell in row.values()] for row in rows)]
    return "\n".join(", ".join(line) for line in lines).encode() + b"\n"


def mended(app: AppTest) -> str:
    """Return what is said of the repairs of the file that is shown."""
    found = [each.label for each in app.expander if each.label.startswith("Mended: ")]
    return "".join(found).replace("\\", "")


def test_refused_file_is_mended_by_the_choice_of_an_offer(
    empty: DataFolder, open_app: Open
) -> None:
    rows = [ticket(number, f"2026-01-{number + 1:02d} 09:00", 5) for number in range(3)]
    app = upload(open_app(empty, "data"), ("spaced.csv", spaced(*rows)))
    assert not app.exception
    assert "a quote stands inside a field" in app.error[0].value
    assert app.button(key="accept").disabled
    offers = app.radio(key="offer_0")
    assert offers.options == ["Fields are divided by a comma and a space"]
    shown = next(each.value for each in app.dataframe if "ticket_id" in each.value)
    assert list(shown["ticket_id"]) == ["T00000", "T00001", "T00002"]
    assert "1  ticket_id, customer, service" in app.code[0].value
    app.button(key="mend_0").click().run()
    calm(app)
    assert not app.error
    assert app.button(key="accept").label == "Load 1 file: 3 tickets"
    assert "Refused: spaced.csv, line 2" in texts(app)
    app.button(key="unmend_0").click().run()
    assert app.button(key="accept").disabled
    app.button(key="mend_0").click().run()
    app.button(key="accept").click().run()
    calm(app)
    assert coverage(warehouse_of(empty)).tickets == 3


def test_refused_line_is_mended_by_hand(empty: DataFolder, open_app: Open) -> None:
    content = csv_of([ticket(1, "2026-01-05 09:00", 5, short_description="sound")])
    app = upload(open_app(empty, "data"), ("line.csv", content.replace(b",sound", b',so"und')))
    assert "line 2" in app.error[0].value
    (box,) = [each for each in app.text_area if each.label == "Line 2"]
    assert 'so"und' in box.value
    box.set_value(box.value.replace('"', ""))
    next(each for each in app.button if each.form_id.startswith("line_form_0")).click().run()
    calm(app)
    assert app.button(key="accept").label == "Load 1 file: 1 ticket"
    assert "Mended: Line 2 is mended" in mended(app)


def test_file_without_headings_is_named_by_hand(empty: DataFolder, open_app: Open) -> None:
    row = ticket(1, "2026-01-05 09:00", 5)
    content = csv_of([row, row | {"ticket_id": "T2"}]).split(b"\r\n", 1)[1]
    app = upload(open_app(empty, "data"), ("bare.csv", content))
    calm(app)
    next(each for each in app.selectbox if each.label == "The headings").select("none")
    names = next(each for each in app.text_input if each.label.startswith("Names of the columns"))
    names.set_value(", ".join(row))
    next(each for each in app.button if each.form_id.startswith("repairs_0")).click().run()
    calm(app)
    assert app.button(key="accept").label == "Load 1 file: 2 tickets"
    assert mended(app).startswith("Mended: It has no headings; the columns are ticket")


def test_repair_that_does_not_fit_says_so(empty: DataFolder, open_app: Open) -> None:
    rows = [ticket(1, "2026-01-05 09:00", 5)]
    app = upload(open_app(empty, "data"), ("spaced.csv", spaced(*rows)))
    next(each for each in app.number_input if each.label.startswith("Last lines")).set_value(9)
    next(each for each in app.button if each.form_id.startswith("repairs_0")).click().run()
    assert not app.exception
    assert "Nothing is left of the file" in app.error[0].value
    assert "it is still refused" in app.warning[0].value


CALLS = (
    b"Hotline;Interval;Calls offered;Calls answered;Within 20 s\nDesk;2026-06-01 08:00;42;38;31\n"
)


def test_list_of_other_records_is_mapped_once_and_known_next_month(
    empty: DataFolder, open_app: Open
) -> None:
    """The headings tell what it most likely holds; what no column says is said once."""
    app = upload(open_app(empty, "data"), ("acd.csv", CALLS))
    assert app.selectbox(key="holds_0").value == "calls"
    assert app.selectbox(key="map_0_calls_offered").value == "Calls offered"
    app.selectbox(key="map_0_calls_answered_within").select("Within 20 s")
    app.text_input(key="once_0_within_seconds").set_value("twenty")
    app.text_input[0].set_value("Hotline")
    press(app, "Save and read")
    assert "says 'twenty' for every row as Agreed time to answer" in app.error[0].value
    app.text_input(key="once_0_within_seconds").set_value("20")
    press(app, "Save and read")
    calm(app)
    assert "<b>1</b> <span>loaded" in texts(app)
    assert app.button(key="accept").label == "Load 1 file: 1 interval"
    app.button(key="accept").click().run()
    told = warehouse_of(empty).query(
        "SELECT queue, answered_within, within_seconds FROM call_interval"
    )
    assert told.to_numpy().tolist() == [["Desk", 31, 20]]
    again = upload(open_app(empty, "data"), ("july.csv", CALLS.replace(b"06-01", b"07-01")))
    assert "Hotline" in texts(again)
    assert not again.button(key="accept").disabled


def test_list_is_of_what_a_person_says(empty: DataFolder, open_app: Open) -> None:
    """Scores without scale or instrument: both are needed, and said once."""
    content = b"Ticket;Rating;Comment\nT1;4;Fine\nT2;9;\n"
    app = upload(open_app(empty, "data"), ("csat.csv", content))
    app.selectbox(key="holds_0").select("survey_responses").run()
    app.text_input[0].set_value("Survey")
    press(app, "Save and read")
    assert "Still needed: Instrument, Lowest score, Highest score." in app.error[0].value
    app.selectbox(key="once_0_instrument").select("csat")
    app.text_input(key="once_0_scale_min").set_value("1")
    app.text_input(key="once_0_scale_max").set_value("5")
    press(app, "Save and read")
    calm(app)
    for part in ("<b>2</b> <span>rows in", "<b>1</b> <span>loaded", "<b>1</b> <span>set aside"):
        assert part in texts(app)


def test_source_is_named_by_a_person(empty: DataFolder, open_app: Open) -> None:
    """A wide list looks like any table of numbers: a person says what it is."""
    content = b"Time;web-01 (%);web-02 (%)\n2026-06-01 08:00;71;12\n2026-06-01 09:00;;13\n"
    app = upload(open_app(empty, "data"), ("CPU_2026-06.csv", content))
    assert "Not known yet" in texts(app)
    app.selectbox(key="source_0").select("samples_by_resource")
    press(app, "Read again")
    calm(app)
    assert app.button(key="accept").label == "Load 1 file: 3 samples"
    app.button(key="accept").click().run()
    told = warehouse_of(empty).query(
        "SELECT DISTINCT resource, metric, unit FROM sample ORDER BY 1"
    )
    assert told.to_numpy().tolist() == [["web-01", "CPU", "%"], ["web-02", "CPU", "%"]]
