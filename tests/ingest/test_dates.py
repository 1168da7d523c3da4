"""Reading columns of dates: the form from all values, the instant to the second, or a question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_analytics.domain import zone as zones
from slm_analytics.ingest import dates
from slm_analytics.ingest.date_order import DateOrder
from slm_analytics.ingest.date_parts import days_of
from slm_analytics.ingest.dates import Fault, Instants, read_instants
from slm_analytics.ingest.local_time import to_local, to_utc

DMY, MDY, YMD = DateOrder.DMY, DateOrder.MDY, DateOrder.YMD
BERLIN = "Europe/Berlin"
ZONES = (
    BERLIN, "UTC", "America/Sao_Paulo", "America/New_York", "Asia/Tokyo", "Asia/Kathmandu",
    "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Kiritimati", "Africa/Casablanca",
    "America/St_Johns", "Europe/Dublin", "Antarctica/Troll", "Asia/Pyongyang", "America/Caracas",
)  # fmt: skip


def read(
    texts: Sequence[str | None],
    zone: str = "UTC",
    *,
    order: DateOrder | None = None,
    serials: bool = False,
) -> Instants:
    return read_instants(pa.chunked_array([pa.array(texts, pa.string())]), zone, order=order,
                         serials=serials)  # fmt: skip


def instants(found: Instants) -> list[str | None]:
    """Return the instants as texts, None where a cell gave none."""
    return [
        str(np.datetime64(int(second), "s")).replace("T", " ") if fault == Fault.NONE else None
        for second, fault in zip(found.utc, found.fault, strict=True)
    ]


def faults(found: Instants) -> list[Fault]:
    return [Fault(fault) for fault in found.fault]


@pytest.mark.parametrize(
    ("text", "wanted", "form"),
    [
        ("2026-02-25", "2026-02-25 00:00:00", "yyyy-mm-dd, no time of day"),
        ("2026-02-25 22:17", "2026-02-25 22:17:00", "yyyy-mm-dd hh:mm"),
        ("2026-02-25 22:17:59", "2026-02-25 22:17:59", "yyyy-mm-dd hh:mm:ss"),
        ("2026-02-25T22:17:59", "2026-02-25 22:17:59", "yyyy-mm-dd hh:mm:ss"),
        ("2026-02-25T22:17:59Z", "2026-02-25 22:17:59", "yyyy-mm-dd hh:mm:ss with offset"),
        ("2026-02-25 22:17:59 UTC", "2026-02-25 22:17:59", "yyyy-mm-dd hh:mm:ss with offset"),
        ("2026-02-25T22:17:59+05:45", "2026-02-25 16:32:59", "yyyy-mm-dd hh:mm:ss with offset"),
        ("2026-02-25 22:17:59 -0330", "2026-02-26 01:47:59", "yyyy-mm-dd hh:mm:ss with offset"),
        ("2026-02-25T22:17:59.999Z", "2026-02-25 22:17:59", "yyyy-mm-dd hh:mm:ss with offset"),
        ("2026/2/5 9:07", "2026-02-05 09:07:00", "yyyy-mm-dd hh:mm"),
        ("25/02/2026 22:17", "2026-02-25 22:17:00", "dd/mm/yyyy (day first) hh:mm"),
        ("25.2.2026, 9:17:05", "2026-02-25 09:17:05", "dd.mm.yyyy (day first) hh:mm:ss"),
        ("25-02-2026 22:17", "2026-02-25 22:17:00", "dd-mm-yyyy (day first) hh:mm"),
        ("2/25/2026 9:17 PM", "2026-02-25 21:17:00", "mm/dd/yyyy (month first) hh:mm AM/PM"),
        ("25/Feb/26 10:17 PM", "2026-02-25 22:17:00", "dd-Mon-yy hh:mm AM/PM"),
        ("25-Feb-2026", "2026-02-25 00:00:00", "dd-Mon-yyyy, no time of day"),
        ("25. März 2026 22:17", "2026-03-25 22:17:00", "dd-Mon-yyyy hh:mm"),
        ("25 december 2026", "2026-12-25 00:00:00", "dd-Mon-yyyy, no time of day"),
        ("Feb 25, 2026 10:17:01 p.m.", "2026-02-25 22:17:01", "Mon dd, yyyy hh:mm:ss AM/PM"),
        ("31/12/99 22:17", "2099-12-31 22:17:00", "dd/mm/yy (day first) hh:mm"),
        ("12-31-99", "2099-12-31 00:00:00", "mm-dd-yy (month first), no time of day"),
        ("99.12.31", "2099-12-31 00:00:00", "yy.mm.dd (year first), no time of day"),
    ],
)
def test_instant_when_written_in_one_form(text: str, wanted: str, form: str) -> None:
    found = read([text])
    assert instants(found) == [wanted]
    assert found.forms == [form]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("12:00 AM", "00:00:00"),
        ("12:59:59 AM", "00:59:59"),
        ("1:00 AM", "01:00:00"),
        ("11:59 am", "11:59:00"),
        ("12:00 PM", "12:00:00"),
        ("12:30 p.m.", "12:30:00"),
        ("11:59:59 PM", "23:59:59"),
        ("00:00:00", "00:00:00"),
        ("23:59:59", "23:59:59"),
        ("9:05", "09:05:00"),
    ],
)
def test_time_of_day_when_it_exists(text: str, wanted: str) -> None:
    assert instants(read([f"2026-02-25 {text}"])) == [f"2026-02-25 {wanted}"]


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-25 24:00", "2026-02-25 10:60", "2026-02-25 10:00:60", "2026-02-25 0:30 AM",
        "2026-02-25 13:00 PM", "2026-02-25 10:7", "2026-02-25 10", "2026-02-25 10:00 XM",
        "2026-02-25T10:00+15:00", "2026-02-25T10:00+05:75", "2026-02-25T10:00+5",
        "2026-02-30", "2025-02-29", "30/02/2026", "31/04/2026", "29/02/2025 10:00",
        "2026-13-01", "2026-00-10", "2026-01-00", "32/01/2026", "45/45/2026", "25/Foo/2026",
        "Feb 30, 2026", "yesterday", "25", "2026", "2026-02", "20260225", "46085", "46085.5",
        "２０２６-02-25", "2026-02-25 10:00 Berlin", "Wed 25 Feb 2026 10:00",
    ],
)  # fmt: skip
def test_cell_when_it_is_no_date(text: str) -> None:
    found = read([text, "2026-02-25 10:00:00"])
    assert faults(found) == [Fault.UNREADABLE, Fault.NONE]
    assert found.utc[0] == 0


def test_cell_when_it_is_empty() -> None:
    assert faults(read([None, "2026-02-25", None])) == [Fault.MISSING, Fault.NONE, Fault.MISSING]
    assert faults(read([None])) == [Fault.MISSING]
    assert faults(read([])) == []


@pytest.mark.parametrize(
    ("text", "serials"),
    [
        ("1900-01-01", False), ("1970-01-01 00:00:00", False), ("1989-12-31", False),
        ("2100-01-01", False), ("9999-12-31 23:59:59", False), ("0001-01-01", False),
        ("0000-00-00 00:00:00", False), ("01/01/1900", False), ("31/12/9999", False),
        ("01-Jan-1900", False), ("Dec 31, 9999", False), ("1900-01-01T00:00:00Z", False),
        ("32873", True), ("20000.5", True),
    ],
)  # fmt: skip
def test_cell_when_the_date_stands_for_none(text: str, serials: bool) -> None:
    assert faults(read([text], serials=serials)) == [Fault.SENTINEL]


def test_cell_when_the_date_is_the_first_or_last_that_counts() -> None:
    assert instants(read(["1990-01-01", "2099-12-31 23:59:59"])) == [
        "1990-01-01 00:00:00",
        "2099-12-31 23:59:59",
    ]
    assert instants(read(["32873.9", "32874"], serials=True)) == [None, "1990-01-01 00:00:00"]


def test_order_when_one_value_of_the_column_proves_it() -> None:
    assert instants(read(["03/04/2026", "13/04/2026"])) == [
        "2026-04-03 00:00:00",
        "2026-04-13 00:00:00",
    ]
    found = read(["03/04/2026", None, "04/13/2026", "12/12/2026"])
    assert instants(found)[0] == "2026-03-04 00:00:00"
    assert (found.order, found.order_said, found.open_orders) == (MDY, False, ())


@pytest.mark.parametrize(
    ("texts", "orders"),
    [
        (["03/04/2026", "05/05/2026"], (DMY, MDY)),
        (["03.04.2026 10:00", "2026-01-13 10:00"], (DMY, MDY)),
        (["03-04-05", "01-02-03"], (DMY, MDY, YMD)),
        (["24-03-05"], (DMY, YMD)),
        (["01-02-31"], (DMY, MDY, YMD)),
        (["03/04/2026", "99/99/2026"], (DMY, MDY)),
    ],
)
def test_order_when_every_value_leaves_it_open(
    texts: list[str], orders: tuple[DateOrder, ...]
) -> None:
    found = read(texts)
    assert found.open_orders == orders
    assert found.order is None
    assert Fault(found.fault[0]) is Fault.UNREADABLE


@pytest.mark.parametrize(
    ("order", "wanted"),
    [(DMY, "2005-04-03"), (MDY, "2005-03-04"), (YMD, "2003-04-05")],
)
def test_order_when_a_person_says_it(order: DateOrder, wanted: str) -> None:
    found = read(["03-04-05 10:00"], order=order)
    assert instants(found) == [f"{wanted} 10:00:00"]
    assert (found.order, found.order_said, found.open_orders) == (order, True, ())


def test_order_when_a_person_says_what_the_values_refute() -> None:
    found = read(["13/04/2026", "03/04/2026"], order=MDY)
    assert instants(found)[1] == "2026-04-03 00:00:00"
    assert (found.order, found.order_said) == (DMY, False)
    assert read(["24-03-05"], order=MDY).open_orders == (DMY, YMD)


@pytest.mark.parametrize(
    "texts", [["05/05/2026"], ["01/01/2026", "12/12/2025 10:00"], ["05/05/2026", "77/88/2026"]]
)
def test_order_when_it_makes_no_difference(texts: list[str]) -> None:
    """Days equal to their month prove nothing, so nothing is asked, and nothing is learnt."""
    for said in (None, MDY):
        found = read(texts, order=said)
        assert instants(found)[0] is not None
        assert (found.order, found.order_said, found.open_orders) == (None, False, ())
        assert "any order" in found.forms[0]


@pytest.mark.parametrize(
    ("texts", "rows"),
    [
        (["01/01/2026", "13/04/2026", "01/02/2026", "04/13/2026"], {1, 3}),
        (["04/13/2026", None, "13/04/2026"], {0, 2}),
        (["13-04-26", "04-13-26"], {0, 1}),
        (["99/01/02", "01/02/13", "13/01/99", "02/31/99"], {0, 2}),
    ],
)
def test_order_when_two_values_clash(texts: list[str], rows: set[int]) -> None:
    found = read(texts)
    assert found.clash is not None
    assert set(found.clash) == rows


def test_order_when_another_way_of_writing_proves_it() -> None:
    for texts in (["03/04/2026", "13-04-2026"], ["03-04-2026", "13/04/2026"]):
        found = read(texts)
        assert instants(found)[0] == "2026-04-03 00:00:00"
        assert (found.order, found.open_orders) == (DMY, ())


def test_order_when_two_ways_of_writing_prove_two() -> None:
    texts = ["13/04/2026", "04-13-2026", "03.04.2026"]
    found = read(texts)
    assert found.open_orders == (DMY, MDY)
    said = read(texts, order=MDY)
    assert instants(said) == ["2026-04-13 00:00:00", "2026-04-13 00:00:00", "2026-03-04 00:00:00"]
    assert (said.order, said.order_said) == (MDY, True)
    assert read(texts[:2]).order is None


def test_forms_when_a_column_mixes_them() -> None:
    texts = ["2026-02-25 10:00", "2026-02-26", "25-Feb-2026 10:00", "2026-02-27T10:00:00Z"]
    found = read(texts)
    assert instants(found) == [
        "2026-02-25 10:00:00",
        "2026-02-26 00:00:00",
        "2026-02-25 10:00:00",
        "2026-02-27 10:00:00",
    ]
    assert found.forms == ["yyyy-mm-dd hh:mm:ss with offset", "dd-Mon-yyyy hh:mm"]
    assert found.with_offset == 1


def test_fractions_when_they_are_cut_off() -> None:
    found = read(["2026-02-25 10:00:59.999", "2026-02-25 10:00:59,000", "2026-02-25 10:00:58.5"])
    assert [str(text)[-2:] for text in instants(found)] == ["59", "59", "58"]
    assert found.cut_fractions == 2


@pytest.mark.parametrize(
    ("serial", "wanted"),
    [
        ("46085", "2026-03-04 00:00:00"),
        ("46085.5", "2026-03-04 12:00:00"),
        ("46085.428472222", "2026-03-04 10:17:00"),
        ("46085.4284722222", "2026-03-04 10:17:00"),
        ("46085.99999999999", "2026-03-05 00:00:00"),
        ("46085.999988426", "2026-03-04 23:59:59"),
    ],
)
def test_instant_when_it_is_an_excel_day_number(serial: str, wanted: str) -> None:
    found = read([serial, "2026-03-04 10:17"], serials=True)
    assert instants(found)[0] == wanted
    assert "Excel day number" in found.forms


@pytest.mark.parametrize("text", ["4608", "460855", "-46085", "1e5", "46085,5", "61000"])
def test_cell_when_it_is_no_excel_day_number(text: str) -> None:
    assert faults(read([text], serials=True)) == [Fault.UNREADABLE]


def test_local_time_when_the_clock_was_put_back() -> None:
    found = read(["2025-10-26 01:59:59", "2025-10-26 02:00:00", "2025-10-26 02:59:59",
                  "2025-10-26 03:00:00", "2025-10-26T02:30:00+01:00"], BERLIN)  # fmt: skip
    assert instants(found) == [
        "2025-10-25 23:59:59",
        "2025-10-26 00:00:00",
        "2025-10-26 00:59:59",
        "2025-10-26 02:00:00",
        "2025-10-26 01:30:00",
    ]
    assert found.fold.tolist() == [False, True, True, False, False]


def test_local_time_when_the_clock_was_put_forward() -> None:
    found = read(["2025-03-30 01:59:59", "2025-03-30 02:00:00", "2025-03-30 02:59:59",
                  "2025-03-30 03:00:00", "2025-03-30T02:30:00Z"], BERLIN)  # fmt: skip
    assert faults(found) == [Fault.NONE, Fault.GAP, Fault.GAP, Fault.NONE, Fault.NONE]
    assert instants(found)[3:] == ["2025-03-30 01:00:00", "2025-03-30 02:30:00"]


def test_civil_day_when_the_cell_says_its_own_offset() -> None:
    found = read(["2025-06-30T23:30:00Z", "2025-06-30 23:30:00", None, "x"], BERLIN)
    days = [date(1970, 1, 1) + timedelta(days=int(day)) for day in found.local_day]
    assert days == [date(2025, 7, 1), date(2025, 6, 30), date(1970, 1, 1), date(1970, 1, 1)]


_moments = st.datetimes(datetime(1990, 1, 1), datetime(2079, 12, 30))  # noqa: DTZ001  clock faces


@settings(max_examples=60, deadline=None)
@given(st.lists(_moments, min_size=1, max_size=20), st.sampled_from(ZONES))
def test_to_utc_when_compared_with_the_zone_database(moments: list[datetime], zone: str) -> None:
    faces = [int(moment.replace(tzinfo=UTC).timestamp()) for moment in moments]
    utc, fold, gap = to_utc(np.array(faces, np.int64), zone)
    known = ZoneInfo(zone)
    for face, moment, second, twice, never in zip(faces, moments, utc, fold, gap, strict=True):
        plain, reading = zones.to_utc(face, zone)
        assert (int(second), bool(twice), bool(never)) == (
            plain, reading is zones.Reading.FOLD, reading is zones.Reading.GAP
        )  # fmt: skip
        earlier = moment.replace(microsecond=0, tzinfo=known)
        assert int(second) == int(earlier.timestamp())
        later = earlier.replace(fold=1)
        assert bool(twice or never) == (earlier.utcoffset() != later.utcoffset())
        if not never:
            assert int(to_local(np.array([second]), zone)[0]) == face


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ZONES), st.integers(0, 10_000), st.integers(-7200, 7200))
def test_to_utc_when_near_a_change_of_the_clock(zone: str, pick: int, shift: int) -> None:
    parts = zones.stretches(zone)
    part = parts[pick % len(parts)]
    utc = min(max(part.until + shift, 631_152_000), 3_471_292_799)  # 1990 to 2079
    moment = datetime.fromtimestamp(utc, ZoneInfo(zone))
    face = int(moment.replace(tzinfo=UTC).timestamp())
    assert int(to_local(np.array([utc]), zone)[0]) == face
    found, twice, never = to_utc(np.array([face], np.int64), zone)
    assert not never[0]
    assert int(found[0]) == int(moment.replace(fold=0).timestamp())
    assert bool(twice[0]) == (
        moment.utcoffset() != moment.replace(fold=1 - moment.fold).utcoffset()
    )


_FORMS = (
    "%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ",
    "%d/%m/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%d-%m-%Y", "%d.%m.%Y %H:%M", "%d/%m/%y %H:%M",
    "%m-%d-%y", "%y.%m.%d %H:%M:%S", "%d/%b/%y %I:%M %p", "%b %d, %Y %I:%M:%S %p",
    "%Y/%m/%d %H:%M", "%d %B %Y %H:%M:%S",
)  # fmt: skip


def _order_of(form: str) -> DateOrder:
    letters = [letter.lower() for letter in form if letter in "dmyY"][:3]
    return DateOrder("".join(letters)) if "".join(letters) in ("dmy", "mdy", "ymd") else YMD


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(_FORMS), st.lists(_moments, min_size=1, max_size=8), st.sampled_from(ZONES))
def test_instants_when_a_column_is_written_in_one_form(
    form: str, moments: list[datetime], zone: str
) -> None:
    if "%y" in form:  # a year of 2000 to 2068: Python's own window for two digits
        moments = [moment.replace(year=2000 + moment.year % 17 * 4) for moment in moments]
    texts = [moment.strftime(form) for moment in moments]
    found = read(texts, zone, order=_order_of(form))
    for text, second, fault in zip(texts, found.utc, found.fault, strict=True):
        face = datetime.strptime(text, form)  # noqa: DTZ007  a clock face
        aware = face.replace(tzinfo=UTC if form.endswith("Z") else ZoneInfo(zone))
        gap = aware.astimezone(UTC).astimezone(aware.tzinfo).replace(tzinfo=None) != face
        assert Fault(fault) is (Fault.GAP if gap else Fault.NONE)
        assert gap or int(second) == int(aware.timestamp())


_years, _months, _days = st.integers(1985, 2105), st.integers(0, 13), st.integers(0, 32)
_hours, _minutes = st.integers(0, 25), st.integers(0, 61)
_columns = [
    st.builds("{:04}-{:02}-{:02} {:02}:{:02}:{:02}".format, _years, _months, _days, _hours,
              _minutes, _minutes),
    st.builds("{:02}/{:02}/{:04} {:02}:{:02}".format, _days, _months, _years, _hours, _minutes),
    st.builds("{:02}/{:02}/{:04}".format, _months, _months, _years),
    st.builds("{:02}.{:02}.{:02}".format, _days, _days, st.integers(0, 99)),
    st.builds("{:04}-{:02}-{:02}T{:02}:00:00Z".format, _years, _months, _days, _hours),
]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(_columns).flatmap(lambda cells: st.lists(cells, min_size=1, max_size=6)),
    st.sampled_from([None, DMY, MDY]),
)
def test_fixed_reading_when_compared_with_the_patterns(
    texts: list[str], order: DateOrder | None
) -> None:
    column = pa.chunked_array([pa.array(texts)])
    fast = read_instants(column, BERLIN, order=order)
    slow = dates._Reader(column, order)
    for family in dates._FAMILIES:
        slow.take(family)
    slow.settle_open()
    wanted = slow.result(BERLIN)
    for name in ("utc", "local_day", "fault", "fold"):
        assert getattr(fast, name).tolist() == getattr(wanted, name).tolist(), name
    for name in ("forms", "order", "order_said", "open_orders", "clash", "with_offset"):
        assert getattr(fast, name) == getattr(wanted, name), name


@pytest.mark.parametrize(
    "text", ["2026-01-2:", "2026-01-2/", "2026-0a-25", "2026:02-25", "２026-25"]
)
def test_fixed_reading_when_a_cell_only_has_the_width(text: str) -> None:
    assert faults(read(["2026-02-25", text])) == [Fault.NONE, Fault.UNREADABLE]


def test_fixed_reading_when_the_column_is_cut_from_a_longer_one() -> None:
    column = pa.array(["x", "longer", "2026-02-25 10:00:00", None, "2026-02-26 11:00:00", "y"])
    found = read_instants(pa.chunked_array([column.slice(2, 3)]), "UTC")
    assert instants(found) == ["2026-02-25 10:00:00", None, "2026-02-26 11:00:00"]


@settings(max_examples=60, deadline=None)
@given(st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_days_when_the_date_is_real(day: date) -> None:
    parts = (np.array([day.year]), np.array([day.month]), np.array([day.day]))
    days, real = days_of(*parts)
    assert (int(days[0]), bool(real[0])) == ((day - date(1970, 1, 1)).days, True)


@pytest.mark.parametrize(
    ("year", "leap"), [(2024, True), (2023, False), (2000, True), (1900, False), (2100, False)]
)
def test_days_when_the_year_may_be_a_leap_year(year: int, leap: bool) -> None:
    assert days_of(np.array([year]), np.array([2]), np.array([29]))[1].tolist() == [leap]
