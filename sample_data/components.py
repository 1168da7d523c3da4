"""What the services stand on: components, which stand in for each other, and which are shared.

A component of two services takes both down. Each service has two to five, besides the Order API,
which is a service itself and which the web shop needs.
"""

from dataclasses import dataclass

from sample_data.agreements import BACKUP
from sample_data.portfolio import EMAIL, HR, VPN
from sample_data.sheet_csv import sheet

BILLING, CLAIMS, WORKPLACE = "Prämienrechnung", "Claims portal", "Workplace"
TILLS, SHOP, ORDERS, WAREHOUSE = "Point of sale", "Web shop", "Order API", "Data warehouse"
PLANT, PRINTING = "生産管理", "Printing"

_HEADINGS = (
    "service", "component", "group_id", "logic", "needed", "redundancy", "valid_from", "valid_to",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Link:
    """A component of a service.

    Attributes:
        group: Components of one group stand in for each other; blank: all are needed.
        needed: How many of a group must work; 1 is parallel.
        since: First day, for what was added later.
    """

    service: str
    component: str
    group: str = ""
    needed: int = 1
    redundancy: str = ""
    since: str = ""


def _needs(service: str, *components: str) -> list[Link]:
    return [Link(service=service, component=each) for each in components]


def _either(service: str, group: str, *components: str, needed: int = 1, how: str) -> list[Link]:
    return [
        Link(service=service, component=each, group=group, needed=needed, redundancy=how)
        for each in components
    ]


LINKS = (
    *_either(VPN, "vpn-gw", "vpn-gw-01", "vpn-gw-02", how="Second gateway in Köln"),
    *_needs(VPN, "auth-01", "link-telvia"),
    *_either(EMAIL, "mx", "mx-01", "mx-02", how="Both take mail"),
    *_needs(EMAIL, "cal-01", "store-01", "auth-01"),
    *_either(BILLING, "bill-app", "bill-app-1", "bill-app-2", how="Second node, cold"),
    *_needs(BILLING, "bill-db", "net-muc"),
    *_either(
        CLAIMS, "claim-web", "claim-web", "claim-web-2", "claim-web-3",
        needed=2, how="Two of three carry the load",
    ),
    *_needs(CLAIMS, "claim-db", "net-muc"),
    *_either(WORKPLACE, "file", "file-01", "file-02", how="Mirrored"),
    *_needs(WORKPLACE, "profile-01"),
    *_needs(HR, "hr-app", "hr-db"),
    *_either(TILLS, "pos-hub", "pos-hub-1", "pos-hub-2", how="Hubs in two halls"),
    *_needs(TILLS, "pos-pay", "store-net"),
    *_either(
        SHOP, "shop-web", "shop-web-1", "shop-web-2", "shop-web-3",
        needed=2, how="Two of three carry the load",
    ),
    *_needs(SHOP, "shop-cdn", "pos-pay", ORDERS),
    *_needs(ORDERS, "api-gw", "order-mq"),
    *_needs(WAREHOUSE, "dwh-01", "etl-01"),
    *_either(WAREHOUSE, "bi", "bi-01", "bi-02", how="Report servers side by side"),
    *_needs(PLANT, "seisan-01", "seisan-db", "plant-net"),
    *_either(PRINTING, "print", "print-01", "print-02", how="予備サーバ"),
    *_needs(PRINTING, "plant-net"),
    Link(service=BACKUP, component="backup-01", since="2025-09-15"),
    Link(service=BACKUP, component="vault-01", since="2025-09-15"),
)  # fmt: skip


def services_on(component: str) -> tuple[str, ...]:
    """The services that are down with a component: each that needs it, and who needs those."""
    direct = [link.service for link in LINKS if link.component == component and not link.group]
    return tuple(dict.fromkeys(up for each in direct for up in (each, *services_on(each))))


def alone(service: str) -> tuple[str, ...]:
    """The components without which a service is down, other services not among them."""
    services = {link.service for link in LINKS}
    return tuple(
        link.component
        for link in LINKS
        if link.service == service and not link.group and link.component not in services
    )


def groups() -> dict[str, tuple[str, ...]]:
    """The components that stand in for each other, by group."""
    names = dict.fromkeys(link.group for link in LINKS if link.group)
    return {name: tuple(link.component for link in LINKS if link.group == name) for name in names}


def dependency_list() -> bytes:
    """The list of what stands on what."""
    return sheet(
        _HEADINGS,
        (
            {
                "service": link.service,
                "component": link.component,
                "group_id": link.group,
                "logic": _logic(link),
                "needed": link.needed if link.needed > 1 else "",
                "redundancy": link.redundancy,
                "valid_from": link.since,
            }
            for link in LINKS
        ),
    )


def _logic(link: Link) -> str:
    if not link.group:
        return "series"
    return "k of n" if link.needed > 1 else "parallel"
