"""What Meridian IT Services runs, and for whom: three customers, twelve services, all invented."""

from dataclasses import dataclass, replace
from datetime import date

from sample_data import public_holidays, subjects
from sample_data.business_time import Hours

SERVICE_DESK = "Service Desk"
AOYAMA_DESK = "ヘルプデスク"

VPN = "VPN access"
EMAIL = "Email and calendar"
HR = "HR system"

SERVICENOW = "servicenow"
AOYAMA_TOOL = "aoyama"


@dataclass(frozen=True, kw_only=True)
class Service:
    """One service as one customer sees it.

    Attributes:
        name: As in the exports; shared services have one spelling everywhere.
        group: The support group that owns it.
        vendor: The supplier behind it.
        cis: Configuration items of the service.
        category: Category of its tickets.
        subcategories: Subcategories of its tickets.
        subjects: Subjects that callers write.
        share: Weight among the customer's services.
        pace: Factor on the time to resolve; 1 is usual.
    """

    name: str
    group: str
    vendor: str
    cis: tuple[str, ...]
    category: str
    subcategories: tuple[str, ...]
    subjects: tuple[str, ...]
    share: float
    pace: float = 1.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Customer:
    """One customer and the rhythm of its tickets.

    Attributes:
        name: As in the exports.
        zone: IANA zone in which its people work and its targets run.
        sites: Where its people sit, largest first.
        people: Style of the names of its people.
        caller_count: How many of its people ever open a ticket.
        desk: First-level group.
        services: What it uses.
        volume: Tickets of an average month in the middle of the two years.
        weekend: Tickets of a weekend day as a share of a weekday.
        season: Factor on the volume by month, January first.
        holidays: Days on which nobody works.
        tool: Whose tool holds the tickets: the provider's ServiceNow or Aoyama's own.
        export_zone: Zone of the naive times in the extracts of that tool.
    """

    name: str
    zone: str
    sites: tuple[str, ...]
    people: str
    caller_count: int
    desk: str
    services: tuple[Service, ...]
    volume: float
    weekend: float
    holidays: frozenset[date]
    season: tuple[float, ...]
    tool: str = SERVICENOW
    export_zone: str = "Europe/Berlin"

    def service(self, name: str) -> Service:
        """The service of this name; StopIteration where the customer has no such service."""
        return next(service for service in self.services if service.name == name)

    def office(self, priority: int) -> Hours:
        """When people work on a ticket: round the clock for priority 1, holidays kept else."""
        return Hours(zone=self.zone, holidays=self.holidays, always=priority == 1)

    def tool_hours(self, priority: int) -> Hours:
        """When the tool's clock runs: as the office, but it knows no holidays."""
        return Hours(zone=self.zone, always=priority == 1)


_VPN = Service(
    name=VPN,
    group="Network",
    vendor="Telvia",
    cis=("vpn-gw-01", "vpn-gw-02"),
    category="Network",
    subcategories=("VPN", "Token"),
    subjects=subjects.VPN,
    share=21,
)
_EMAIL = Service(
    name=EMAIL,
    group="Messaging",
    vendor="Cloudmail",
    cis=("mx-01", "mx-02", "cal-01"),
    category="Software",
    subcategories=("Email", "Calendar"),
    subjects=subjects.EMAIL,
    share=20,
)

NORDLICHT = Customer(
    name="Nordlicht Versicherung AG",
    zone="Europe/Berlin",
    sites=("München", "Köln", "Göttingen"),
    people="german",
    caller_count=150,
    desk=SERVICE_DESK,
    services=(
        _VPN,
        _EMAIL,
        Service(
            name="Prämienrechnung",
            group="Billing Apps",
            vendor="Kalkulo",
            cis=("bill-app-1", "bill-db"),
            category="Software",
            subcategories=("Billing", "Batch"),
            subjects=subjects.BILLING,
            share=17,
        ),
        Service(
            name="Claims portal",
            group="Claims Apps",
            vendor="Portalis",
            cis=("claim-web", "claim-db"),
            category="Software",
            subcategories=("Portal", "Upload"),
            subjects=subjects.CLAIMS,
            share=19,
            pace=0.9,
        ),
        Service(
            name="Workplace",
            group="Workplace",
            vendor="Desktra",
            cis=("nb-fleet", "dock-fleet"),
            category="Hardware",
            subcategories=("Laptop", "Display"),
            subjects=subjects.WORKPLACE,
            share=22,
        ),
        Service(
            name=HR,
            group="HR Apps",
            vendor="Personix",
            cis=("hr-app",),
            category="Software",
            subcategories=("HR",),
            subjects=subjects.HR,
            share=4,
        ),
    ),
    volume=260,
    weekend=0.07,
    season=(1.08, 1.03, 1.02, 0.98, 0.97, 1.0, 0.97, 0.88, 1.02, 1.04, 1.06, 0.95),
    holidays=public_holidays.GERMANY,
)

HALVORSEN = Customer(
    name="Halvorsen Retail Group",
    zone="America/New_York",
    sites=("Newark", "Boston", "Albany"),
    people="american",
    caller_count=160,
    desk=SERVICE_DESK,
    services=(
        Service(
            name="Point of sale",
            group="Retail Stores",
            vendor="Tillworks",
            cis=("pos-hub-1", "pos-hub-2", "pos-pay"),
            category="Hardware",
            subcategories=("Till", "Payment"),
            subjects=subjects.POINT_OF_SALE,
            share=30,
        ),
        Service(
            name="Web shop",
            group="Web Shop",
            vendor="Cartesia",
            cis=("shop-web", "shop-cdn"),
            category="Software",
            subcategories=("Shop", "Checkout"),
            subjects=subjects.WEB_SHOP,
            share=17,
        ),
        Service(
            name="Order API",
            group="Integration",
            vendor="Routewise",
            cis=("api-gw", "order-mq"),
            category="Software",
            subcategories=("API", "Queue"),
            subjects=subjects.ORDER_API,
            share=13,
            pace=0.85,
        ),
        Service(
            name="Data warehouse",
            group="BI Platform",
            vendor="Stratalake",
            cis=("dwh-01", "etl-01"),
            category="Database",
            subcategories=("Load", "Report"),
            subjects=subjects.DATA_WAREHOUSE,
            share=11,
            pace=1.22,
        ),
        replace(_EMAIL, share=17),
        replace(_VPN, share=12),
    ),
    volume=227,
    weekend=0.34,
    season=(0.94, 0.92, 0.95, 0.97, 0.99, 1.0, 0.98, 0.99, 1.0, 1.03, 1.15, 1.12),
    holidays=public_holidays.UNITED_STATES,
)

AOYAMA = Customer(
    name="Aoyama Seimitsu",
    zone="Asia/Tokyo",
    sites=("大阪", "名古屋", "東京"),
    people="japanese",
    caller_count=110,
    desk=AOYAMA_DESK,
    services=(
        Service(
            name="生産管理",
            group="生産システム班",
            vendor="Seisan Soft",
            cis=("seisan-01",),
            category="業務システム",
            subcategories=("生産",),
            subjects=subjects.PRODUCTION,
            share=36,
            pace=0.92,
        ),
        Service(
            name="Printing",
            group="端末班",
            vendor="Inkwell",
            cis=("print-01",),
            category="印刷",
            subcategories=("印刷",),
            subjects=subjects.PRINTING,
            share=22,
        ),
        replace(_EMAIL, group="メール班", category="メール", subjects=subjects.EMAIL_JA, share=24),
        replace(_VPN, group="ネットワーク班", category="通信", subjects=subjects.VPN_JA, share=18),
    ),
    volume=318,
    weekend=0.05,
    season=(0.97, 0.98, 1.08, 1.07, 0.93, 1.0, 1.01, 0.93, 1.02, 1.02, 1.0, 0.96),
    holidays=public_holidays.JAPAN,
    tool=AOYAMA_TOOL,
    export_zone="Asia/Tokyo",
)

CUSTOMERS = (NORDLICHT, HALVORSEN, AOYAMA)
