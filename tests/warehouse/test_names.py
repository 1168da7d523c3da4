"""Names of the register in the figures: spellings that are merged count as one."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from slm_analytics.register.rows import register_from
from slm_analytics.settings import DataFolder
from tests.pages.stores import ticket
from tests.register.registers import OFFICE, OFFICE_HOURS
from tests.warehouse.stores import File, contents, load_under, warehouse_of

_TARGET = {"target_id": "all", "target": "4 h", "calendar_id": "office", "customer": "Contoso"}


def under(
    folder: DataFolder, names: list[tuple[str, str, str]], rows: list[dict[str, str]]
) -> None:
    agreed = register_from(
        {
            "calendars": [OFFICE],
            "hours": [OFFICE_HOURS],
            "targets": [_TARGET],
            "names": [dict(zip(("kind", "written", "name"), each, strict=True)) for each in names],
        }
    )
    load_under(folder, agreed, File(name="a.csv", rows=rows))


def counted(folder: DataFolder, column: str, table: str = "ticket_fact") -> dict[str, int]:
    with closing(warehouse_of(folder)) as warehouse:
        rows = warehouse.query(f"SELECT {column} AS name, count(*) AS n FROM {table} GROUP BY 1")
    return dict(zip(rows["name"], rows["n"], strict=True))


def some() -> list[dict[str, str]]:
    customers = ["Contoso", "CONTOSO", "CONTOSO", "Fabrikam"]
    services = ["Email", "e-mail", "VPN", "VPN"]
    return [
        ticket(at, f"2026-03-0{at + 2}T10:00", 5, customer=customer, service=service)
        for at, (customer, service) in enumerate(zip(customers, services, strict=True))
    ]


def test_tickets_count_under_the_name_that_people_say(store: DataFolder) -> None:
    names = [("customer", "CONTOSO", "Contoso"), ("service", "e-mail", "Email")]
    under(store, names, some())
    assert counted(store, "customer") == {"Contoso": 3, "Fabrikam": 1}
    assert counted(store, "service") == {"Email": 2, "VPN": 2}
    assert counted(store, "customer", "ticket") == {"Contoso": 1, "CONTOSO": 2, "Fabrikam": 1}
    with closing(warehouse_of(store)) as warehouse:
        clocks = warehouse.query("SELECT count(target_id) AS n FROM ticket_clock")
    assert clocks["n"].iloc[0] == 3  # the target of Contoso holds for all its spellings


def test_a_name_is_told_by_its_kind_and_letters(store: DataFolder) -> None:
    under(store, [("service", "CONTOSO", "Email"), ("customer", "contoso", "X")], some())
    assert counted(store, "customer") == {"Contoso": 1, "CONTOSO": 2, "Fabrikam": 1}


def test_nothing_changes_when_no_name_is_called_otherwise(tmp_path: Path) -> None:
    one, other = DataFolder(tmp_path / "one"), DataFolder(tmp_path / "other")
    under(one, [], some())
    under(other, [("customer", "Nobody", "Somebody")], some())
    left, right = contents(one), contents(other)
    assert {name for name in left if left[name] != right[name]} <= {"register_name"}


@settings(max_examples=4, deadline=None)
@given(
    st.lists(st.sampled_from("ABCD"), min_size=1, max_size=12),
    st.dictionaries(st.sampled_from("ABCD"), st.sampled_from("XYZ"), max_size=4),
)
def test_merged_customers_have_the_sum_of_their_tickets(
    written: list[str], called: dict[str, str]
) -> None:
    rows = [ticket(at, "2026-03-02T10:00", 5, customer=each) for at, each in enumerate(written)]
    with TemporaryDirectory() as place:
        folder = DataFolder(Path(place) / "data")
        under(folder, [("customer", each, name) for each, name in called.items()], rows)
        found = counted(folder, "customer")
    expected = Counter(called.get(each, each) for each in written)
    assert found == expected
