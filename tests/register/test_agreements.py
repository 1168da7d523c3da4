"""Agreements, catalogue, contacts and supports as cells: what is understood, what is said of it."""

from __future__ import annotations

from datetime import date

import pytest

from slm_analytics.domain.agreement import AgreementKind, LifeCycle
from slm_analytics.domain.finding import Severity
from slm_analytics.domain.service_catalogue import Criticality, OfferingPart, ServiceStatus
from slm_analytics.register.agreements import agreement_of, contact_of, service_of, support_of
from slm_analytics.register.check import check
from slm_analytics.register.check_strangers import KnownNames
from slm_analytics.register.reading import read_rows
from slm_analytics.register.rows import Register, register_from

Row = dict[str, str]
SLA = {"agreement_id": "S", "kind": "SLA", "customer": "A", "status": "in force"}
SIGNED = SLA | {"signed_on": "2026-01-01", "starts_on": "2026-01-01", "ends_on": "2026-12-31"}
LINES = [
    {"level_id": "sla", "conditions": "95 %"},
    {"level_id": "ola", "conditions": "90 %", "kind": "OLA", "provider": "Desk"},
    {"level_id": "uc", "conditions": "90 %", "kind": "UC", "provider": "Acme"},
]


def told(
    sheets: dict[str, list[Row]], known: KnownNames | None = None
) -> list[tuple[str, str, str]]:
    found = check(register_from(sheets), known or KnownNames())
    return [(each.code, each.severity.value, each.message.partition(":")[0]) for each in found]


@pytest.mark.parametrize(
    ("row", "code", "severity", "place"),
    [
        ({"ends_on": "2025-12-31"}, "ends_before_it_begins", "refused", "agreements!L2"),
        ({"notice_on": "2027-01-01"}, "notice_after_end", "refused", "agreements!M2"),
        ({"parent": "M"}, "unknown_agreement", "refused", "agreements!H2"),
        ({"parent": "S"}, "parent_circle", "refused", "agreements!H2"),
        ({"review_months": "0"}, "out_of_range", "refused", "agreements!O2"),
        ({"signed_on": ""}, "not_signed", "flag", "agreements!J2"),
        ({"signed_on": "", "status": "under review"}, "not_signed", "flag", "agreements!J2"),
        ({"last_review_on": "2025-12-31"}, "review_before_start", "flag", "agreements!N2"),
        ({"next_review_on": "2025-12-31"}, "review_before_start", "flag", "agreements!P2"),
        ({"last_review_on": "2026-05-01", "next_review_on": "2026-05-01"},
         "review_set_for_the_past", "flag", "agreements!P2"),
        ({"status": "drafted"}, "signed_too_early", "flag", "agreements!I2"),
        ({"status": "ended", "ends_on": ""}, "ended_without_end", "flag", "agreements!L2"),
        ({"status": "prolonged", "ends_on": ""}, "prolonged_without_end", "flag", "agreements!L2"),
        ({"customer": ""}, "no_customer", "flag", "agreements!E2"),
        ({"kind": "UC"}, "no_provider", "flag", "agreements!F2"),
        ({"customer": "Nobody"}, "unknown_name", "flag", "agreements!E2"),
        ({"services": "Mail; Fax"}, "not_in_catalogue", "flag", "agreements!G2"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_agreement_is_said(
    row: Row, code: str, severity: str, place: str
) -> None:
    sheets = {"agreements": [SIGNED | row], "services": [{"service": "Mail"}]}
    known = KnownNames(customers=frozenset({"A"}))
    signed_late = ("signed_after_end", "flag", "agreements!J2")
    found = [each for each in told(sheets, known) if each != signed_late]
    assert found == [(code, severity, place)]


def test_a_signature_after_the_end_is_flagged() -> None:
    row = SIGNED | {"signed_on": "2027-01-01"}
    assert told({"agreements": [row]}) == [("signed_after_end", "flag", "agreements!J2")]


def test_nothing_is_said_of_a_sound_agreement_and_of_what_a_customer_asks_for() -> None:
    asked = {"agreement_id": "R", "kind": "SLR", "customer": "A", "status": "agreed"}
    assert told({"agreements": [SIGNED, asked]}) == []


def test_services_are_not_strange_while_there_is_no_catalogue() -> None:
    assert told({"agreements": [SIGNED | {"services": "Mail"}]}) == []


def test_versions_may_follow_one_another_and_not_overlap() -> None:
    first = SIGNED | {"version": "1", "ends_on": "2026-06-30"}
    second = SIGNED | {"version": "2", "starts_on": "2026-07-01"}
    assert told({"agreements": [first, second]}) == []
    late = second | {"starts_on": "2026-06-30"}
    code = ("in_force_twice", "refused", "agreements!B3")
    assert told({"agreements": [first, late]}) == [code]
    assert told({"agreements": [first | {"status": "ended"}, late]}) == []
    endless = first | {"ends_on": ""}
    assert told({"agreements": [endless, second | {"status": "under review"}]}) == [code]


def test_frames_must_not_stand_in_each_other() -> None:
    rows = [
        SIGNED | {"agreement_id": name, "parent": parent} for name, parent in ("AB", "BC", "CA")
    ]
    assert [each[0] for each in told({"agreements": rows})] == ["parent_circle"] * 3
    rows[2]["parent"] = ""
    assert told({"agreements": rows}) == []


@pytest.mark.parametrize("cell", ["kind", "status", "agreement_id"])
def test_cells_that_are_needed_are_asked_for(cell: str) -> None:
    row = {name: value for name, value in SIGNED.items() if name != cell}
    found = told({"agreements": [row]})
    assert [each[:2] for each in found] == [("missing_cell", "refused")]


def test_the_catalogue_and_its_contacts_are_checked() -> None:
    sheets = {
        "calendars": [{"calendar_id": "always", "timezone": "UTC", "always_open": "yes"}],
        "services": [
            {"service": "Mail", "support_hours": "always"},
            {"service": "Fax", "support_hours": "when somebody is there"},
        ],
        "contacts": [
            {"person": "Ann", "service": "Telex"},
            {"person": "Bob", "since": "2026-02-01", "until": "2026-01-31"},
        ],
    }
    assert told(sheets) == [
        ("ends_before_it_begins", "refused", "contacts!H3"),
        ("not_in_catalogue", "flag", "contacts!E2"),
        ("hours_in_words", "note", "services!E2"),
    ]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (("sla", "uc", "2"), []),
        (("sla", "sla", ""), [("supports_itself", "supports!B2")]),
        (("sla", "nothing", ""), [("unknown_line", "supports!B2")]),
        (("nothing", "uc", ""), [("unknown_line", "supports!A2")]),
        (("ola", "uc", ""), [("wrong_kind", "supports!A2")]),
        (("uc", "sla", ""), [("wrong_kind", "supports!A2"), ("wrong_kind", "supports!B2")]),
        (("sla", "ola", "0"), [("out_of_range", "supports!C2")]),
    ],
)
def test_what_backs_a_line_is_checked(row: Row, found: list[tuple[str, str]]) -> None:
    supports = dict(zip(("level_id", "supported_by", "step"), row, strict=True))
    said = told({"service_levels": LINES, "supports": [supports]})
    assert [(code, place) for code, _, place in said] == found


def test_circles_of_supports_are_refused() -> None:
    rows = [
        {"level_id": "ola", "supported_by": "uc"},
        {"level_id": "uc", "supported_by": "ola"},
    ]
    said = told({"service_levels": LINES, "supports": rows})
    assert {each[:2] for each in said} == {("wrong_kind", "refused")}


def test_time_held_is_a_line_of_groups_and_suppliers_only() -> None:
    held = {"level_id": "H", "conditions": "90 %", "clock": "holding"}
    code = [("holding_with_a_customer", "refused", "service_levels!N2")]
    assert told({"service_levels": [held]}) == code
    ola = held | {"kind": "OLA", "provider": "Desk"}
    assert told({"service_levels": [ola]}) == [("nobody_is_timed", "flag", "service_levels!D2")]
    sheets = {
        "calendars": [{"calendar_id": "always", "timezone": "UTC", "always_open": "yes"}],
        "targets": [{"target_id": "T", "clock": "holding", "holder": "Desk", "target": "8 h",
                     "calendar_id": "always"}],
        "service_levels": [ola],
    }  # fmt: skip
    assert told(sheets) == []


def test_cells_become_agreements() -> None:
    rows, findings = read_rows(
        "agreements",
        [
            {
                "agreement_id": "S", "version": 2.0, "kind": "sla", "services": "Mail;VPN",
                "status": "In Force", "signed_on": "12.01.2026", "review_months": 6,
            }
        ],
    )  # fmt: skip
    assert findings == []
    one = agreement_of(rows.rows[0])
    assert (one.version, one.kind, one.status) == ("2", AgreementKind.SLA, LifeCycle.IN_FORCE)
    assert (one.services, one.signed_on) == (("Mail", "VPN"), date(2026, 1, 12))
    assert (one.title, one.review_months) == ("S", 6)


def test_words_of_no_list_are_refused_with_the_words_there_are() -> None:
    row = {"agreement_id": "S", "kind": "contract", "status": "soon", "signed_on": "yesterday"}
    _, findings = read_rows("agreements", [row])
    assert [each.column for each in findings] == ["kind", "status", "signed_on"]
    assert {each.severity for each in findings} == {Severity.REFUSED}
    assert "SLR, SLA, OLA, UC, MSA" in findings[0].remedy


def test_cells_become_services_contacts_and_supports() -> None:
    register: Register = register_from(
        {
            "services": [
                {"service": "Mail", "customers": "A; B", "criticality": "high",
                 "parts": "goods, actions", "status": "pipeline"},
                {"service": "VPN"},
            ],
            "contacts": [{"person": "Ann", "until": "2026-01-31"}],
            "supports": [{"level_id": "L", "supported_by": "O"}],
        }
    )  # fmt: skip
    mail, vpn = (service_of(row) for row in register["services"])
    assert (mail.customers, mail.criticality) == (("A", "B"), Criticality.HIGH)
    assert mail.parts == (OfferingPart.GOODS, OfferingPart.ACTIONS)
    assert (mail.status, vpn.status) == (ServiceStatus.PIPELINE, ServiceStatus.LIVE)
    (ann,) = (contact_of(row) for row in register["contacts"])
    assert (ann.is_there(date(2026, 1, 31)), ann.is_there(date(2026, 2, 1))) == (True, False)
    (link,) = (support_of(row) for row in register["supports"])
    assert (link.supported_by, link.step) == ("O", 1)
