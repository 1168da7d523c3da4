"""What backs the promises of Meridian IT Services: lines of its groups and suppliers.

The story: nobody backs the promise for the data warehouse of Halvorsen, and what backs the VPN of
Nordlicht takes longer than was promised for P1 to P3.
"""

from sample_data.portfolio import (
    AOYAMA,
    AOYAMA_DESK,
    HALVORSEN,
    HR,
    NORDLICHT,
    VPN,
    Customer,
    Service,
)

Rows = list[dict[str, str]]

_UNBACKED = "Data warehouse"
_NETWORK, _TELVIA = "OLA Network VPN", "UC Telvia VPN"
_ANSWERS = f"OLA {AOYAMA_DESK} answers"
_GENERAL = ("P1", "P2", "P3", "P4", "quarter", "P3 average", "P2 percentile")


def lines_behind() -> Rows:
    """The lines of groups and suppliers; for the VPN of Nordlicht the time they hold tickets."""
    both = {"clock": "holding", "customer": NORDLICHT.name, "services": VPN}
    held = [
        both | {"level_id": _NETWORK, "name": "VPN handed on in time", "kind": "OLA"}
        | {"provider": "Network", "conditions": "90 %", "valid_from": "2025-01-01"},
        both | {"level_id": _TELVIA, "name": "VPN mended in time", "kind": "UC"}
        | {"provider": "Telvia", "conditions": "95 %", "valid_from": "2024-12-01"},
    ]  # fmt: skip
    return [*held, _answers(), *(_line(customer, service) for customer, service in _backed())]


def _answers() -> dict[str, str]:
    return {
        "level_id": _ANSWERS,
        "name": "Answered by the desk in time",
        "kind": "OLA",
        "provider": AOYAMA_DESK,
        "customer": AOYAMA.name,
        "clock": "response",
        "conditions": "85 %",
    }


def _backed() -> list[tuple[Customer, Service]]:
    return [
        (customer, service)
        for customer in (NORDLICHT, HALVORSEN, AOYAMA)
        for service in customer.services
        if service.name not in (HR, _UNBACKED) and (customer, service.name) != (NORDLICHT, VPN)
    ]


def _line(customer: Customer, service: Service) -> dict[str, str]:
    return {
        "level_id": _id(customer, service),
        "name": f"{service.name}: what {service.group} resolves",
        "kind": "OLA",
        "provider": service.group,
        "customer": customer.name,
        "services": service.name,
        "groups": service.group,
        "conditions": "85 %",
    }


def _id(customer: Customer, service: Service) -> str:
    return f"OLA {service.group} {customer.name.split()[0]}"


def supports() -> Rows:
    """Which of them back which promise: for the VPN the supplier first, then the group."""
    vpn = f"Nordlicht {VPN}"
    rows = [
        {"level_id": vpn, "supported_by": _TELVIA, "step": "1"},
        {"level_id": vpn, "supported_by": _NETWORK, "step": "2"},
    ]
    for customer, service in _backed():
        short = customer.name.split()[0]
        promises = [f"{short} {service.name}", *(f"{short} {about}" for about in _GENERAL)]
        rows += [
            {"level_id": each, "supported_by": _id(customer, service), "step": "1"}
            for each in promises
        ]
    return [
        *rows,
        *(
            {"level_id": f"{AOYAMA.name.split()[0]} {priority} answer", "supported_by": _ANSWERS}
            for priority in ("P1", "P2", "P3", "P4")
        ),
    ]
