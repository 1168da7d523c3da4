"""The sheet of names: what customers and services are called, however an extract writes them."""

from __future__ import annotations

from enum import StrEnum

from slm_analytics.register.sheet import Column, Kind, Sheet, plain


class NameKind(StrEnum):
    """What a name is a name of."""

    CUSTOMER = "customer"
    SERVICE = "service"


NAMES = Sheet(
    name="names",
    title="Names",
    table="register_name",
    meaning="One row per spelling that is called otherwise; it holds for all tickets, from their"
    " beginning.",
    key=("kind", "written"),
    columns=(
        Column(
            name="kind",
            kind=Kind.WORD,
            meaning="Whether it is a customer or a service.",
            words=plain(NameKind),
            required=True,
            example="customer",
        ),
        Column(
            name="written",
            meaning="The name as the extract writes it, letter by letter.",
            required=True,
            example="CONTOSO",
        ),
        Column(
            name="name",
            meaning="The name as people say it; tickets count under it.",
            required=True,
            example="Contoso Ltd",
        ),
    ),
)
