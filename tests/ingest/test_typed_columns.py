"""Reading columns by their kind: what is no value, a count, a verdict, a date of open order."""

from __future__ import annotations

import pytest

from slm_analytics.errors import ExtractError
from slm_analytics.ingest.fields import FIELDS, Kind
from slm_analytics.ingest.mapping import MISSING_WORDS, NO_WORDS, YES_WORDS, SourceMapping
from slm_analytics.ingest.recipe import BEFORE, EVERY
from tests.ingest.raw_tables import LIST_COLUMNS, aside, codes, tickets, understood

OPENED = "2026-01-05 10:00:00"


@pytest.mark.parametrize("word", [*sorted(MISSING_WORDS - {""}), "NULL", "N/A", " ? ", "\u00a0-\t"])
def test_cell_when_a_word_says_that_there_is_no_value(word: str) -> None:
    found = understood("ticket_id opened_at state", ("T1", OPENED, word), ("T2", OPENED, "New"))
    assert tickets(found, "state") == [(None,), ("New",)]
    assert ("note", "no value", 1) in codes(found)
    assert repr(word.strip()) in found.findings[0].message
    assert found.columns.missing["state"] == 1


@pytest.mark.parametrize("word", ["??", "none", "nil", "unknown", "n / a", "#NOT COMPUTED"])
def test_cell_when_a_word_only_looks_like_no_value(word: str) -> None:
    assert tickets(understood("ticket_id opened_at state", ("T1", OPENED, word)), "state") == [
        (word,)
    ]


def test_cell_when_it_is_empty_or_blank() -> None:
    found = understood("ticket_id opened_at state", ("T1", OPENED, ""), ("T2", OPENED, "  "))
    assert tickets(found, "state") == [(None,), (None,)]
    assert found.columns.missing["state"] == 2
    assert codes(found) == []


def test_missing_words_when_measured() -> None:
    """Only distinct texts of up to seven letters are looked at for words that mean no value."""
    assert max(map(len, MISSING_WORDS)) == 7


def test_text_when_white_space_stands_around_it() -> None:
    found = understood(
        "ticket_id opened_at state", (" T1 ", f" {OPENED}\t", "\u00a0In  Progress \n")
    )
    assert tickets(found, "ticket_id", "state") == [("T1", "In  Progress")]


@pytest.mark.parametrize(
    ("text", "wanted"), [("0", 0), ("7", 7), ("007", 7), ("3.0", 3), ("999999999", 999999999)]
)
def test_count_when_it_is_whole(text: str, wanted: int) -> None:
    found = understood("ticket_id opened_at reopen_count", ("T1", OPENED, text))
    assert tickets(found, "reopen_count") == [(wanted,)]


@pytest.mark.parametrize(
    "text", ["-1", "1.5", "1,000", "two", "1e3", "1000000000", "٣", "+1", "0x1"]
)
def test_count_when_it_is_none(text: str) -> None:
    found = understood("ticket_id opened_at reopen_count", ("T1", OPENED, text), ("T2", OPENED, ""))
    assert aside(found) == [(2, "reopen_count", text, "not a count")]
    assert tickets(found, "ticket_id", "reopen_count") == [("T2", None)]


@pytest.mark.parametrize("word", [*sorted(YES_WORDS | NO_WORDS), "TRUE", "False", "Ja", "NEIN"])
def test_verdict_when_the_word_is_known(word: str) -> None:
    found = understood("ticket_id opened_at made_sla", ("T1", OPENED, word))
    assert tickets(found, "made_sla") == [(word.lower() in YES_WORDS,)]


def test_verdict_when_the_word_is_not_known() -> None:
    rows = [
        ("T1", OPENED, "true"),
        ("T2", OPENED, "maybe"),
        ("T3", OPENED, ""),
        ("T4", OPENED, "who"),
    ]
    found = understood("ticket_id opened_at made_sla", *rows)
    assert tickets(found, "made_sla", "flags") == [
        (True, None),
        (None, "word not known (met, says the tool)"),
        (None, None),
        (None, "word not known (met, says the tool)"),
    ]
    (finding,) = found.findings
    assert (finding.count, finding.value, finding.line) == (2, "'maybe', 'who'", 3)


def test_verdict_when_the_mapping_says_what_the_words_mean() -> None:
    own = SourceMapping(
        name="own", title="Own", system="own", columns=LIST_COLUMNS,
        values={"made_sla": {"im ziel": "yes", "verfehlt": "no", "weiß": "yes", "true": "no"}},
    )  # fmt: skip
    rows = [("T1", OPENED, "Im Ziel"), ("T2", OPENED, "VERFEHLT"), ("T3", OPENED, "Weiß"),
            ("T4", OPENED, "true")]  # fmt: skip
    found = understood("ticket_id opened_at made_sla", *rows, mapping=own)
    assert tickets(found, "made_sla") == [(True,), (False,), (True,), (False,)]


@pytest.mark.parametrize("kind", sorted({each.kind for each in FIELDS.values()}))
def test_column_when_no_cell_has_a_value(kind: Kind) -> None:
    name = next(
        each for each, field in FIELDS.items()
        if field.kind is kind and each in LIST_COLUMNS and each not in ("ticket_id", "opened_at")
    )  # fmt: skip
    found = understood(f"ticket_id opened_at {name}", ("T1", OPENED, ""), ("T2", OPENED, "?"))
    assert tickets(found, name) == [(None,), (None,)]
    assert found.columns.missing[name] == 2


def test_serials_when_the_file_is_a_workbook() -> None:
    row = ("T1", "46085.5")
    found = understood("ticket_id opened_at", row, kind="xlsx")
    assert str(tickets(found, "opened_at")[0][0]) == "2026-03-04 12:00:00"
    assert aside(understood("ticket_id opened_at", row)) == [
        (2, "opened_at", "46085.5", "not a date")
    ]


HEADS = "ticket_id opened_at resolved_at closed_at"
OPEN = ("T1", "03/04/2026", "04/05/2026", "05/06/2026")
DAY_FIRST = ("T2", "13/04/2026", "14/05/2026", "05/06/2026")


def test_order_when_another_column_proves_it() -> None:
    found = understood("ticket_id opened_at resolved_at", ("T1", "03/04/2026", "04/04/2026"),
                       ("T2", "04/04/2026", "13/04/2026"))  # fmt: skip
    assert found.columns.orders == {"opened_at": "dmy", "resolved_at": "dmy"}
    assert str(tickets(found, "opened_at")[0][0]) == "2026-04-03 00:00:00"
    (finding,) = found.findings
    assert (finding.code, finding.count) == ("date order", 2)
    assert "read day first, as other dates of the file" in finding.message


def test_order_when_only_dates_that_read_alike_stand_beside_it() -> None:
    """01/01 is 1 January in either order: it proves nothing for the column beside it."""
    found = understood("ticket_id opened_at resolved_at", ("T1", "01/01/2026", "03/04/2026"))
    assert found.columns.questions == {"resolved_at": ("dmy", "mdy")}
    assert found.tickets.num_rows == 0


def test_order_when_two_columns_prove_two() -> None:
    found = understood(HEADS, ("T1", "13/04/2026", "04/14/2026", "05/06/2026"))
    assert found.columns.questions == {"closed_at": ("dmy", "mdy")}


def test_order_when_no_column_proves_it() -> None:
    found = understood(HEADS, OPEN)
    assert set(found.columns.questions) == {"opened_at", "resolved_at", "closed_at"}
    assert found.columns.orders == {}
    said = understood(HEADS, OPEN, date_orders={EVERY: "mdy"})
    assert said.columns.questions == {}
    assert str(tickets(said, "opened_at")[0][0]) == "2026-03-04 00:00:00"
    assert "read month first, as was said" in said.findings[0].message


def test_order_when_the_file_refutes_what_was_answered_last_month() -> None:
    found = understood(HEADS, OPEN, DAY_FIRST, date_orders={BEFORE: "mdy"})
    assert set(found.columns.orders.values()) == {"dmy"}
    assert str(tickets(found, "closed_at")[0][0]) == "2026-06-05 00:00:00"


def test_order_when_one_column_proves_what_a_person_said_of_another() -> None:
    """What was said of one column proves nothing for a third; what the values show does."""
    row = ("T1", "13/04/2026", "03/04/2026", "24-03-05")
    found = understood(HEADS, row, date_orders={EVERY: "mdy"})
    assert found.columns.orders == {"opened_at": "dmy", "resolved_at": "mdy", "closed_at": "dmy"}


def test_order_when_it_was_answered_last_month() -> None:
    found = understood(HEADS, OPEN, date_orders={BEFORE: "dmy"})
    assert set(found.columns.orders.values()) == {"dmy"}
    assert "as in the file before" in found.findings[0].message


def test_order_when_a_column_says_its_own() -> None:
    found = understood(
        HEADS, OPEN, date_orders={"opened_at": "dmy", "resolved_at": "dmy", BEFORE: "dmy"}
    )
    again = understood(HEADS, OPEN, date_orders=found.columns.orders)
    assert found.tickets.equals(again.tickets)


def test_order_when_a_column_mixes_two() -> None:
    with pytest.raises(ExtractError) as caught:
        understood(
            "ticket_id opened_at", ("T1", "01/02/2026"), ("T2", "13/02/2026"), ("T3", "02/13/2026")
        )
    words = str(caught.value)
    assert "tickets.csv, column opened_at" in words
    assert "'13/02/2026' (line 3)" in words
    assert "'02/13/2026' (line 4)" in words
    assert (caught.value.line in (3, 4), caught.value.column) == (True, "opened_at")
    assert caught.value.remedy
