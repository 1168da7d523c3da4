"""The sheets of the catalogue: services, and the people to talk to about them."""

from __future__ import annotations

from slm_analytics.domain.service_catalogue import Criticality, OfferingPart, ServiceStatus
from slm_analytics.register.sheet import Column, Kind, Sheet, plain

SERVICES = Sheet(
    name="services",
    title="Services",
    table="register_service",
    meaning="One row per service of the catalogue.",
    key=("service",),
    columns=(
        Column(
            name="service",
            meaning="Name of the service, as tickets carry it.",
            required=True,
            example="Email",
        ),
        Column(name="owner", meaning="Who answers for it.", example="Dana Meyer"),
        Column(
            name="customers",
            kind=Kind.NAMES,
            meaning="Customers who use it, as tickets carry them.",
            default="not said",
            example="Contoso; Fabrikam",
        ),
        Column(
            name="criticality",
            kind=Kind.WORD,
            meaning="How much harm it does when it is not there.",
            words=plain(Criticality),
            default="not said",
            example="high",
        ),
        Column(
            name="support_hours",
            meaning="When it is supported: a calendar_id of the sheet calendars, or words.",
            default="not said",
            example="office",
        ),
        Column(
            name="status",
            kind=Kind.WORD,
            meaning="pipeline: to come; live: customers use it; retired: no longer offered.",
            words=plain(ServiceStatus),
            default="live",
            example="live",
        ),
        Column(
            name="parts",
            kind=Kind.WORDS,
            meaning="What the offering is made of. goods: handed over; access: to resources;"
            " actions: that the provider takes.",
            words=plain(OfferingPart),
            default="not said",
            example="access, actions",
        ),
        Column(
            name="description",
            meaning="What the customer gets, in the customer's words.",
            default="not said",
            example="Mailbox, calendar and shared rooms",
        ),
    ),
)
CONTACTS = Sheet(
    name="contacts",
    title="Contacts",
    table="register_contact",
    meaning="One row per person and what they are to be asked about; stakeholders too.",
    key=("person", "customer", "service", "role"),
    columns=(
        Column(name="person", meaning="Name.", required=True, example="Dana Meyer"),
        Column(name="organisation", meaning="Where they work.", example="Contoso"),
        Column(
            name="role",
            meaning="What they are to be asked as.",
            default="contact",
            example="Service owner",
        ),
        Column(
            name="customer",
            meaning="Customer they speak for, or are there for.",
            default="any",
            example="Contoso",
        ),
        Column(
            name="service",
            meaning="Service they know about, as in the catalogue.",
            default="any",
            example="Email",
        ),
        Column(name="email", meaning="How they are reached.", example="dana.meyer@example.com"),
        Column(
            name="since",
            kind=Kind.DATE,
            meaning="First day.",
            default="from the beginning",
            example="2026-01-01",
        ),
        Column(
            name="until",
            kind=Kind.DATE,
            meaning="Last day.",
            default="until further notice",
            example="2026-12-31",
        ),
    ),
)
