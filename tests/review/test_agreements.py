"""Agreements and catalogue as the pages tell them: counts, order, words, rows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_analytics.domain.agreement import Agreement, AgreementKind, LifeCycle, Standing
from slm_analytics.domain.service_catalogue import CatalogueService, FoundName, ServiceStatus
from slm_analytics.review.agreement_words import cell_words, days_words, headline
from slm_analytics.review.agreements import Agreements, agreement_rows, agreements_of, due_rows
from slm_analytics.review.services import service_rows, services_of, stranger_rows

ON = date(2026, 11, 22)
MAIL = CatalogueService(name="Mail", customers=("A", "B"))
VPN = CatalogueService(name="VPN", customers=("A",))
_LINES = iter(range(2, 10_000))


def live(**said: Any) -> Agreement:
    usual: dict[str, Any] = {
        "agreement_id": "S", "title": "SLA", "status": LifeCycle.IN_FORCE, "signed_on": ON,
        "starts_on": ON, "customer": "A", "line": next(_LINES),
    }  # fmt: skip
    return Agreement(**usual | said)


def of(*found: Agreement, services: tuple[CatalogueService, ...] = (MAIL, VPN)) -> Agreements:
    return agreements_of(found, services, ON, 30)


def test_services_are_counted_with_all_their_customers() -> None:
    told = of(live())
    assert (told.covered, len(told.by_service)) == (1, 2)
    assert [service.name for service, _ in told.without] == ["Mail"]
    assert told.headline == "1 of 2 live services has an up-to-date SLA"
    assert told.subline == "On 22 November 2026: without an SLA: Mail."


def test_what_needs_a_hand_comes_first_and_is_counted_by_what_lacks() -> None:
    both = live(title="both", signed_on=None, ends_on=ON - timedelta(days=1), starts_on=None)
    over = live(title="over", status=LifeCycle.ENDED)
    told = of(over, live(title="good"), both)
    assert [each.title for each in told.shown] == ["both", "good", "over"]
    assert told.lacks(Standing.EXPIRED) == told.lacks(Standing.UNSIGNED) == (both,)
    assert told.lacks(Standing.REVIEW_OVERDUE) == ()
    assert dict(told.life)[LifeCycle.ENDED] == 1
    frame = agreement_rows(told.shown, ON).frame
    assert list(frame["Standing"]) == ["expired but live, unsigned", "up to date", "over"]


def test_figures_look_further_ahead_than_the_list() -> None:
    soon, later = live(ends_on=ON + timedelta(days=30)), live(ends_on=ON + timedelta(days=90))
    told = of(soon, later, live(ends_on=ON + timedelta(days=91)))
    assert [told.due_in(days) for days in (29, 30, 60, 90)] == [0, 1, 1, 2]
    assert [each.agreement for each in told.due] == [soon]
    assert list(due_rows(told.due).frame["Days left"]) == [30]


@pytest.mark.parametrize(
    ("covered", "live_services", "agreements", "words"),
    [
        (0, 0, 0, "No agreement is in the register yet"),
        (0, 0, 2, "2 agreements, and no live service in the catalogue"),
        (3, 3, 2, "All 3 live services have an up-to-date SLA"),
        (2, 3, 2, "2 of 3 live services have an up-to-date SLA"),
    ],
)
def test_headlines(covered: int, live_services: int, agreements: int, words: str) -> None:
    assert headline(covered, live_services, agreements) == words


def test_days_in_words() -> None:
    assert [days_words(days) for days in (0, 1, 12, -1, -3)] == [
        "today", "in 1 day", "in 12 days", "1 day ago", "3 days ago",
    ]  # fmt: skip


def test_a_catalogue_is_shown_with_what_lacks_first() -> None:
    retired = CatalogueService(name="Fax", status=ServiceStatus.RETIRED)
    ola = live(kind=AgreementKind.OLA, customer="", provider="Desk", services=("Mail",))
    seen = [FoundName(name="Mail", tickets=3), FoundName(name="mail", tickets=1, customers=("A",))]
    told = services_of([retired, VPN, MAIL], [live(), ola], seen, ON)
    assert [line.service.name for line in told.lines] == ["Mail", "VPN", "Fax"]
    mail = told.lines[0]
    words = {kind.value: cell_words(cell) for kind, cell in mail.cells}
    assert words == {
        "SLR": "none; up to date for 0 of 2 customers",
        "SLA": "none; up to date for 1 of 2 customers",
        "OLA": "up to date",
        "UC": "none",
    }
    assert (mail.tickets, mail.filled) == (3, 1)
    assert told.headline == "0 of 3 services in the catalogue are complete"
    assert told.subline == (
        "3 of 4 tickets with a service carry one of the catalogue; not in it: mail."
    )
    frame = service_rows(told.lines).frame
    assert list(frame["SLA"]) == [words["SLA"], "up to date", "up to date"]
    assert stranger_rows(told.mapping.strange).frame.values.tolist() == [["mail", 1, "A"]]


@given(
    st.lists(
        st.builds(
            live,
            customer=st.sampled_from(["", "A", "B"]),
            services=st.sampled_from([(), ("Mail",), ("VPN",), ("Mail", "VPN")]),
            status=st.sampled_from(LifeCycle),
            signed_on=st.none() | st.just(ON),
        ),
        max_size=6,
    )
)
def test_another_agreement_never_covers_fewer_services(found: list[Agreement]) -> None:
    counts = [of(*found[:end]).covered for end in range(len(found) + 1)]
    assert counts == sorted(counts)
    told = of(*found)
    assert told.covered + sum(not cell.is_covered for _, cell in told.by_service) == 2
