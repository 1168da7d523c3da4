"""The sheet of agreements: who agreed what with whom, and how far it has come."""

from __future__ import annotations

from slm_analytics.domain.agreement import AgreementKind, LifeCycle
from slm_analytics.register.sheet import Column, Kind, Sheet, plain

_WHAT = (
    Column(
        name="agreement_id",
        meaning="Name of the agreement; its versions share it.",
        required=True,
        example="N-SLA-1",
    ),
    Column(
        name="version",
        meaning="Which version; one that follows another has a row of its own.",
        default="the only one",
        example="2",
    ),
    Column(
        name="kind",
        kind=Kind.WORD,
        meaning="SLR: what a customer asks for; SLA: with a customer; OLA: with a group of one's"
        " own; UC: with a supplier; MSA: the frame that others stand in.",
        words=plain(AgreementKind),
        required=True,
        example="SLA",
    ),
    Column(name="title", meaning="What people call it.", default="its id", example="SLA workplace"),
    Column(
        name="customer",
        meaning="Of an SLR, SLA or MSA: the customer.",
        default="any",
        example="Contoso",
    ),
    Column(
        name="provider",
        meaning="Who provides: of an OLA the group, of a UC the supplier.",
        default="the provider itself",
        example="Network",
    ),
    Column(
        name="services",
        kind=Kind.NAMES,
        meaning="Services it is about, as in the catalogue.",
        default="every service of the customer",
        example="Email; VPN access",
    ),
    Column(
        name="parent",
        meaning="The agreement (agreement_id) in whose frame it stands.",
        default="none",
        example="N-MSA",
    ),
)
_WHEN = (
    Column(
        name="status",
        kind=Kind.WORD,
        meaning="How far it has come in its life.",
        words=plain(LifeCycle),
        required=True,
        example="in force",
    ),
    Column(
        name="signed_on",
        kind=Kind.DATE,
        meaning="Day on which the last party signed.",
        default="not signed",
        example="2025-12-12",
    ),
    Column(
        name="starts_on",
        kind=Kind.DATE,
        meaning="First day it holds.",
        default="since it was signed",
        example="2026-01-01",
    ),
    Column(
        name="ends_on",
        kind=Kind.DATE,
        meaning="Last day it holds.",
        default="until further notice",
        example="2026-12-31",
    ),
    Column(
        name="notice_on",
        kind=Kind.DATE,
        meaning="Last day on which notice can be given.",
        default="not watched",
        example="2026-09-30",
    ),
    Column(
        name="last_review_on",
        kind=Kind.DATE,
        meaning="Day of the last review.",
        default="not reviewed yet",
        example="2026-03-02",
    ),
    Column(
        name="review_months",
        kind=Kind.NUMBER,
        meaning="How often it is to be reviewed, in months; counted from the last review, else from"
        " the start.",
        default="12",
        example="12",
    ),
    Column(
        name="next_review_on",
        kind=Kind.DATE,
        meaning="Day the next review is set for, where that is earlier.",
        default="as the interval says",
        example="2027-03-01",
    ),
    Column(name="owner", meaning="Who looks after it.", example="Dana Meyer"),
    Column(
        name="document",
        meaning="Where its text lies: a reference, a path or a link.",
        example="CON-2026-017",
    ),
)
AGREEMENTS = Sheet(
    name="agreements",
    title="Agreements",
    table="register_agreement",
    meaning="One row per agreement and version.",
    key=("agreement_id", "version"),
    columns=(*_WHAT, *_WHEN),
)
