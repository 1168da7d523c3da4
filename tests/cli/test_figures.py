"""`metrics` and `metric`: every option over four tickets, worked out by hand."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from slm_analytics.domain.scope import Dimension
from slm_analytics.ingest.fields import CHOICES
from slm_analytics.ingest.mapping import CANONICAL
from slm_analytics.metrics.catalogue import catalogue
from slm_analytics.metrics.statement import dimensions_of
from slm_analytics.settings import DataFolder
from tests.cli.conftest import Slm

SHARE = ("numerator", "denominator", "value", "low", "high", "answer")


@pytest.fixture
def figure(desk_folder: DataFolder, slm: Slm) -> Any:
    """Return the rows of a metric over the four tickets."""

    def asked(*given: str) -> Any:
        said = slm("--data", desk_folder.root, "--json", "metric", *given)
        assert (said.code, said.err) == (0, "")
        return said.values

    return asked


@pytest.fixture
def in_tokyo() -> Iterator[None]:
    """Let the machine's own clock be Tokyo's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        yield
    time.tzset()


def test_metrics_when_listed(store: DataFolder, slm: Slm) -> None:
    listed = {each["name"]: each for each in slm("--data", store.root, "metrics", "--json").values}
    assert set(listed) == set(catalogue())
    for name, declared in catalogue().items():
        assert listed[name]["definition"] == declared.definition
        assert (listed[name]["unit"], listed[name]["month_of"]) == (declared.unit, declared.event)
        assert listed[name]["additive"] is declared.additive


def test_share_when_over_all(figure: Any) -> None:
    (row,) = figure("source_flag_compliance")
    assert tuple(row) == SHARE
    assert (row["numerator"], row["denominator"], row["answer"]) == (2, 3, "figure")
    assert row["value"] == pytest.approx(2 / 3)
    assert (row["low"], row["high"]) == (  # Wilson, 95 %, as in any table of it
        pytest.approx(0.2077, abs=1e-4), pytest.approx(0.9385, abs=1e-4)
    )  # fmt: skip


def test_count_when_by_month_and_priority(figure: Any) -> None:
    """T1 opened on 31 January and T4 on 1 March of Berlin's calendar, not of that of UTC."""
    rows = figure("tickets_opened", "--by", "month,priority")
    assert [(row["month"], row["priority"], row["value"]) for row in rows] == [
        ("2026-01", "P1", 1), ("2026-02", "P2", 1), ("2026-02", "P3", 1), ("2026-03", "P3", 1)
    ]  # fmt: skip
    assert tuple(rows[0]) == ("month", "priority", *SHARE)
    assert (rows[0]["numerator"], rows[0]["denominator"], rows[0]["low"]) == (1, None, None)


def test_value_when_a_ticket_has_none(figure: Any) -> None:
    rows = figure("tickets_opened", "--by", "service")
    assert [(row["service"], row["value"]) for row in rows] == [("Email", 2), ("VPN", 1), (None, 1)]


def test_quantile_when_it_does_not_add_up(figure: Any) -> None:
    """Two, four and ten hours, in hours."""
    (row,) = figure("time_to_resolve_median")
    assert list(row.items()) == [("value", 4.0), ("n", 3), ("answer", "figure")]
    assert figure("time_to_resolve_mean")[0]["numerator"] == 16


@pytest.mark.parametrize(
    ("given", "value"),
    [
        (("--from", "2026-02"), 3),
        (("--until", "2026-02"), 3),
        (("--from", "2026-02", "--until", "2026-02"), 2),
        (("--customer", "Fabrikam"), 1),
        (("--customer", "Fabrikam", "--customer", "Contoso"), 4),
        (("--service", "Email"), 2),
        (("--service", "—"), 1),
        (("--priority", "P3", "--customer", "Contoso"), 1),
        (("--month-of", "resolved", "--from", "2026-02", "--until", "2026-02"), 2),
        (("--month-of", "due", "--from", "2026-02", "--until", "2026-02"), 1),
        (("--month-of", "opened", "--from", "2026-03", "--until", "2026-03"), 1),
    ],
)
def test_count_when_limited(figure: Any, given: tuple[str, ...], value: int) -> None:
    assert figure("tickets_opened", *given)[0]["value"] == value


@pytest.mark.parametrize(
    ("as_of", "value"),
    [
        ("2026-02-10T10:00:00Z", 1),
        ("2026-02-10T13:30:00+01:00", 1),
        ("2026-02-10T14:30:00+01:00", 0),
        ("2026-03-01T08:00:00", 2),
        ("2026-03-01T09:20:00", 1),
        ("2026-03-01", 2),
        (None, 1),
    ],
)
@pytest.mark.usefixtures("in_tokyo")
def test_backlog_when_seen_from_an_instant(figure: Any, as_of: str | None, value: int) -> None:
    """Without an offset the instant is in UTC, wherever the machine stands."""
    given = ("--as-of", as_of) if as_of else ()
    assert figure("backlog", *given)[0]["value"] == value


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_value_when_there_is_no_data(name: str, figure: Any) -> None:
    (row,) = figure(name, "--from", "2031-01")
    assert row["value"] is None
    assert row["answer"] == "no data"


@pytest.mark.usefixtures("in_process")
def test_values_when_nothing_is_loaded(store: DataFolder, slm: Slm) -> None:
    for name in catalogue():
        said = slm("--data", store.root, "metric", name, "--json")
        assert said.code == 0
        assert [(row["value"], row["answer"]) for row in said.values] == [(None, "no data")]


@pytest.mark.parametrize("dimension", dimensions_of(catalogue()["tickets_opened"]))
def test_split_when_by_any_dimension(
    dimension: Dimension, sample_folder: DataFolder, slm: Slm
) -> None:
    """Over a month of the sample: what adds up, adds up again to the figure of the whole."""
    limits = ("--from", "2026-02", "--until", "2026-02", "--json")
    for name, sums in (("time_to_resolve_mean", "numerator"), ("time_to_resolve_median", "n")):
        given = ("--data", sample_folder.root, "metric", name, *limits)
        (whole,) = slm(*given).values
        rows = slm(*given, "--by", dimension).values
        assert tuple(rows[0]) == (dimension.value, *whole)
        assert sum(row[sums] for row in rows) == pytest.approx(whole[sums])


def test_months_when_split_by_month(sample_folder: DataFolder, slm: Slm) -> None:
    given = ("--by", "month", "--from", "2025-11", "--until", "2026-01", "--json")
    rows = slm("--data", sample_folder.root, "metric", "tickets_opened", *given).values
    assert [row["month"] for row in rows] == ["2025-11", "2025-12", "2026-01"]


def test_receipt_when_asked(figure: Any) -> None:
    told = figure("source_flag_compliance", "--receipt", "--customer", "Contoso")
    assert (told["numerator"], told["denominator"], told["period"]) == (2, 3, "all time")
    assert told["limits"] == {"customer": ["Contoso"]}
    assert (told["as_of"], told["generation"]) == ("2026-03-05T11:00:00Z", 1)
    assert told["definition"] == catalogue()["source_flag_compliance"].definition
    assert figure("source_flag_compliance", "--receipt")["left_out"] == {
        "no verdict in the export": 1
    }


def test_lines_when_people_read_them(desk_folder: DataFolder, slm: Slm) -> None:
    said = slm("--data", desk_folder.root, "metric", "tickets_opened", "--by", "service")
    assert [line.split()[:2] for line in said.out.splitlines()] == [
        ["service", "numerator"], ["Email", "2"], ["VPN", "1"], ["–", "1"]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("source_flag_compliance", "--as-of", "2026-02-10"), "the tool's verdict is known only"),
        (("reopen_rate", "--as-of", "2026-02-10", "--receipt"), "number of reopenings is known"),
        (("tickets_opened", "--as-of", "2026-02-10", "--by", "state"), "state of a ticket"),
        (("backlog", "--month-of", "due"), "not by the month of an event"),
    ],
)
def test_figure_when_it_cannot_be_given_so(
    given: tuple[str, ...], words: str, desk_folder: DataFolder, slm: Slm
) -> None:
    said = slm("--data", desk_folder.root, "metric", *given)
    assert (said.code, said.out) == (2, "")
    assert words in said.err


def test_receipt_when_seen_from_an_instant(figure: Any) -> None:
    """On 10 February at noon UTC: T1 and T2 are there, T1 is resolved."""
    given = ("--as-of", "2026-02-10T12:00:00Z", "--from", "2026-01", "--until", "2026-02")
    for name, value in (("tickets_opened", 2), ("tickets_resolved", 1)):
        told = figure(name, "--receipt", *given)
        assert (told["value"], told["as_of"]) == (value, "2026-02-10T12:00:00Z")


def test_name_when_no_ticket_has_it(desk_folder: DataFolder, slm: Slm) -> None:
    given = ("--customer", "Nope", "--customer", "Contoso", "--by", "service")
    said = slm("--data", desk_folder.root, "metric", "tickets_opened", *given, "--json")
    assert (said.code, said.err) == (0, "no ticket has customer 'Nope'\n")
    assert said.values
    nobody = slm("--data", desk_folder.root, "metric", "backlog", "--service", "x", "--receipt")
    assert nobody.err == "no ticket has service 'x'\n"


def test_tickets_without_a_service_when_the_name_is_empty(figure: Any) -> None:
    assert figure("tickets_opened", "--service", "")[0]["value"] == 1
    assert figure("tickets_opened", "--service", "", "--service", "VPN")[0]["value"] == 2


def test_receipt_when_it_is_one_ticket(desk_folder: DataFolder, slm: Slm) -> None:
    given = ("--priority", "P1", "--receipt")
    for name, words in (
        ("tickets_opened", "1 ticket"), ("time_to_resolve_mean", "2 hours in 1 ticket")
    ):  # fmt: skip
        out = slm("--data", desk_folder.root, "metric", name, *given).out
        counts = [line for line in out.splitlines() if line.startswith("Counted")]
        assert [line.removeprefix("Counted").strip() for line in counts] == [words]


def test_help_when_a_word_is_to_be_mapped(slm: Slm) -> None:
    told = " ".join(slm("map", "--help").out.split())
    for field in CHOICES:
        assert f"{field}: " in told
        assert all(meaning in told for meaning in CANONICAL.get(field, ()))
    assert "fictional sample data" in " ".join(slm("init", "--help").out.split())
    assert '"" stands for tickets without one' in " ".join(slm("metric", "--help").out.split())
