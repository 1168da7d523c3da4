"""The agreements of Meridian IT Services, its catalogue, and whom to ask; all invented.

The stories, true on every day from November 2026 on: the SLA of the web shop has run out and is
lived by, that of printing was never signed, that of the stores is past its review, the HR system
has none, and the catalogue has no Order API, which tickets carry.
"""

from sample_data.portfolio import AOYAMA, HALVORSEN, HR, NORDLICHT, VPN, Customer

Rows = list[dict[str, str]]

EMAIL = "Email and calendar"
BACKUP = "Managed backup"
_PROVIDER = "Meridian IT Services"
_YEARLY, _EVERY_THREE_YEARS = "12", "36"


def agreements() -> Rows:
    """All agreements, with the versions of those that were agreed anew."""
    return [*_nordlicht(), *_halvorsen(), *_aoyama(), *_with_groups(), *_with_suppliers()]


def _live(agreement_id: str, kind: str, title: str, **more: str) -> dict[str, str]:
    usual = {"status": "in force", "review_months": _EVERY_THREE_YEARS, "owner": "Ines Carvalho"}
    return {"agreement_id": agreement_id, "kind": kind, "title": title} | usual | more


def _of(customer: Customer, short: str, title: str, **more: str) -> dict[str, str]:
    kind = short.split("-")[1]
    return _live(short, kind, title, customer=customer.name, provider=_PROVIDER) | more


def _services(*names: str) -> str:
    return "; ".join(names)


def _nordlicht() -> Rows:
    workplace = _services(VPN, EMAIL, "Prämienrechnung", "Claims portal", "Workplace", BACKUP)
    sla = _of(NORDLICHT, "N-SLA", "SLA Nordlicht", parent="N-MSA", document="MIT-N-2024-02")
    return [
        _of(
            NORDLICHT, "N-MSA", "Frame contract Nordlicht", signed_on="2024-09-17",
            starts_on="2024-10-01", last_review_on="2026-09-15", document="MIT-N-2024-01",
        ),
        sla | {
            "version": "1", "status": "ended", "services": workplace, "signed_on": "2024-10-21",
            "starts_on": "2024-11-01", "ends_on": "2026-06-30",
        },
        sla | {
            "version": "2", "services": workplace, "signed_on": "2026-06-22",
            "starts_on": "2026-07-01", "notice_on": "2027-02-12",
        },
        _of(
            NORDLICHT, "N-SLR-CLAIMS", "Claims portal around the clock", services="Claims portal",
            status="assessed", owner="Jonas Ahlers",
        ),
        _of(
            NORDLICHT, "N-SLR", "What Nordlicht asks for", services=workplace, status="agreed",
            starts_on="2026-05-11", document="MIT-N-2026-05",
        ),
    ]  # fmt: skip


def _halvorsen() -> Rows:
    return [
        _of(
            HALVORSEN, "H-MSA", "Frame contract Halvorsen", signed_on="2024-10-04",
            starts_on="2024-11-01", last_review_on="2026-10-07", document="MIT-H-2024-01",
        ),
        _of(
            HALVORSEN, "H-SLA-STORES", "SLA stores", parent="H-MSA", services="Point of sale",
            signed_on="2024-10-28", starts_on="2024-11-01", last_review_on="2025-05-12",
            review_months=_YEARLY, document="MIT-H-2024-02",
        ),
        _of(
            HALVORSEN, "H-SLA-SHOP", "SLA web shop", parent="H-MSA", services="Web shop",
            signed_on="2024-10-28", starts_on="2024-11-01", notice_on="2026-05-31",
            ends_on="2026-08-31", last_review_on="2026-04-20", document="MIT-H-2024-03",
        ),
        _of(
            HALVORSEN, "H-SLA-PLATFORM", "SLA platform", parent="H-MSA",
            services=_services("Data warehouse", EMAIL, VPN), status="prolonged",
            signed_on="2026-10-19", starts_on="2024-11-01", notice_on="2027-09-30",
            ends_on="2036-12-31", last_review_on="2026-10-07", document="MIT-H-2024-04",
        ),
        _of(
            HALVORSEN, "H-SLR-POS", "Tills on public holidays", services="Point of sale",
            status="requested", owner="Jonas Ahlers",
        ),
    ]  # fmt: skip


def _aoyama() -> Rows:
    return [
        _of(
            AOYAMA, "A-SLA", "SLA 青山精密", services=_services("生産管理", EMAIL, VPN),
            signed_on="2025-12-15", starts_on="2026-01-01", last_review_on="2026-10-01",
            document="MIT-A-2025-01",
        ),
        _of(
            AOYAMA, "A-SLA-PRINT", "SLA printing", services="Printing", starts_on="2026-04-01",
            last_review_on="2026-09-10", document="MIT-A-2026-02",
        ),
    ]  # fmt: skip


def _with_groups() -> Rows:
    """OLAs: what groups of the provider agreed among themselves."""
    dates = {"signed_on": "2025-12-10", "starts_on": "2026-01-01", "last_review_on": "2026-10-12"}
    groups = (
        ("Network", VPN, "2027-01-18"),
        ("Messaging", EMAIL, ""),
        ("Billing Apps", "Prämienrechnung", "2027-04-12"),
        ("Claims Apps", "Claims portal", "2027-07-05"),
        ("Workplace", "Workplace", ""),
        ("Retail Stores", "Point of sale", "2027-10-11"),
        ("Web Shop", "Web shop", ""),
        ("生産システム班", "生産管理", ""),
    )
    return [
        _live(f"OLA-{number}", "OLA", f"OLA {group}", provider=group, services=services)
        | dates
        | {"next_review_on": review}
        for number, (group, services, review) in enumerate(groups, start=1)
    ]


def _with_suppliers() -> Rows:
    """UCs: what suppliers agreed with the provider."""
    return [
        _live(
            "UC-TELVIA", "UC", "Contract Telvia", provider="Telvia", services=VPN,
            signed_on="2024-10-30", starts_on="2024-11-01", notice_on="2027-06-30",
            ends_on="2036-12-31", last_review_on="2026-08-24", document="PO-4471",
        ),
        _live(
            "UC-CLOUDMAIL", "UC", "Contract Cloudmail", provider="Cloudmail", services=EMAIL,
            signed_on="2025-02-11", starts_on="2025-03-01", last_review_on="2026-10-20",
            next_review_on="2026-12-15", document="PO-4502",
        ),
        _live(
            "UC-TILLWORKS", "UC", "Contract Tillworks", provider="Tillworks",
            services="Point of sale", status="under review", signed_on="2024-12-02",
            starts_on="2025-01-01", last_review_on="2026-09-01", document="PO-4478",
        ),
        _live(
            "UC-PERSONIX", "UC", "Contract Personix", provider="Personix", services=HR,
            status="negotiated",
        ),
    ]  # fmt: skip


def catalogue() -> Rows:
    """The services; two entries are not complete, and the Order API is not among them."""
    around = {"support_hours": "24x7", "criticality": "critical"}
    office = {"support_hours": "nordlicht-office", "criticality": "high"}
    all_three = _services(NORDLICHT.name, HALVORSEN.name, AOYAMA.name)
    return [
        _service(VPN, "Mara Lindqvist", all_three, "access, actions", "Work from anywhere")
        | around,
        _service(EMAIL, "Mara Lindqvist", all_three, "access, actions", "Mailbox, calendar, rooms")
        | around,
        _service("Prämienrechnung", "Felix Brandt", NORDLICHT.name, "actions", "Premium billing")
        | office,
        _service("Claims portal", "Felix Brandt", NORDLICHT.name, "access", "Claims online")
        | office,
        _service("Workplace", "Tove Nilsen", NORDLICHT.name, "goods, actions", "Laptop and screen")
        | office,
        {"service": HR, "customers": NORDLICHT.name, "status": "live", "criticality": "medium"},
        _service(BACKUP, "Tove Nilsen", NORDLICHT.name, "actions", "Nightly copies, kept a year")
        | office,
        _service("Point of sale", "Renee Okafor", HALVORSEN.name, "goods, actions", "Tills")
        | around,
        _service("Web shop", "Renee Okafor", HALVORSEN.name, "access, actions", "Shop and checkout")
        | around,
        _service(
            "Data warehouse", "Renee Okafor", HALVORSEN.name, "access", "Reports every morning"
        )
        | {"support_hours": "halvorsen-office", "criticality": "medium"},
        _service("生産管理", "Kenji Mori", AOYAMA.name, "access, actions", "生産計画と実績")
        | {"support_hours": "aoyama-office", "criticality": "critical"},
        {"service": "Printing", "customers": AOYAMA.name, "status": "live", "criticality": "low"}
        | {"owner": "Kenji Mori", "support_hours": "aoyama-office", "description": "印刷"},
        {"service": "Chat assistant", "status": "pipeline", "owner": "Mara Lindqvist"},
        {"service": "Fax gateway", "status": "retired", "owner": "Tove Nilsen"},
    ]


def _service(name: str, owner: str, customers: str, parts: str, text: str) -> dict[str, str]:
    return {
        "service": name,
        "owner": owner,
        "customers": customers,
        "status": "live",
        "parts": parts,
        "description": text,
    }


def contacts() -> Rows:
    """Whom to ask; nobody of them exists."""
    return [
        _contact("Ines Carvalho", "Service level manager", organisation=_PROVIDER),
        _contact("Mara Lindqvist", "Service owner", organisation=_PROVIDER, service=VPN),
        _contact("Mara Lindqvist", "Service owner", organisation=_PROVIDER, service=EMAIL),
        _contact("Paulo Teixeira", "Account manager", organisation="Telvia", service=VPN),
        _contact(
            "Greta Sommer", "Head of IT", organisation=NORDLICHT.name,
            customer=NORDLICHT.name,
        ),
        _contact(
            "Henrik Vogt", "Key user", organisation=NORDLICHT.name, customer=NORDLICHT.name,
            service="Claims portal", since="2025-03-01",
        ),
        _contact(
            "Dwayne Porter", "Stores operations", organisation=HALVORSEN.name,
            customer=HALVORSEN.name, service="Point of sale",
        ),
        _contact(
            "Alicia Romero", "Head of e-commerce", organisation=HALVORSEN.name,
            customer=HALVORSEN.name, until="2026-09-30",
        ),
        _contact("青木 翔", "情報システム部", organisation=AOYAMA.name, customer=AOYAMA.name),
    ]  # fmt: skip


def _contact(person: str, role: str, **more: str) -> dict[str, str]:
    first, _, last = person.lower().partition(" ")
    email = f"{first}.{last}@example.com" if person.isascii() else ""
    return {"person": person, "role": role, "email": email} | more
