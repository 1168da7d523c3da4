"""Maintenance windows, and the calendar of changes they belong to.

Most windows are announced ten days ahead and approved; some were announced too late, some never
approved. In some of them the service was away for part of the time, which the list of outages
holds as planned.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sample_data import components as on
from sample_data.extracts import MONTHS
from sample_data.outage import MINUTE, Outage
from sample_data.portfolio import AOYAMA, EMAIL, HALVORSEN, HR, NORDLICHT, VPN
from sample_data.seed import stream
from sample_data.sheet_csv import local, sheet
from sample_data.stories_of_targets import KEPT, MISSED

TOO_LATE = timedelta(hours=20)
_USUAL_NOTICE = timedelta(days=10)
_HEADINGS = (
    "window_id", "customer", "service", "component", "started_at", "ended_at", "announced_at",
    "approved_at", "approved_by", "notice_hours", "change_id", "description",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Round:
    """Work that comes again and again.

    Attributes:
        every: Months between two.
        nth: The nth such weekday of the month, from 1; Monday is 0.
        hours: How long.
        approver: Who agrees for the customer.
    """

    service: str
    customer: str
    zone: str
    every: int
    nth: int
    weekday: int
    starts: time
    hours: int
    approver: str
    what: str
    since: str = MONTHS[0]


_BERLIN, _NEW_YORK, _TOKYO = NORDLICHT.zone, HALVORSEN.zone, AOYAMA.zone
_N, _H, _A = NORDLICHT.name, HALVORSEN.name, AOYAMA.name
_ALL = "Change board"
_PROPER = {(on.SHOP, MISSED), (on.SHOP, KEPT), (EMAIL, "2025-09")}  # stories stand on them
_ROUNDS = (
    Round(service=VPN, customer="", zone=_BERLIN, every=1, nth=3, weekday=6, starts=time(2),
          hours=2, approver=_ALL, what="Gateways: patches"),
    Round(service=EMAIL, customer="", zone=_BERLIN, every=1, nth=2, weekday=6, starts=time(0),
          hours=4, approver=_ALL, what="Mail servers: patches"),
    Round(service=on.BILLING, customer=_N, zone=_BERLIN, every=2, nth=1, weekday=5,
          starts=time(20), hours=3, approver="Annette Köhler", what="Database: patches"),
    Round(service=on.CLAIMS, customer=_N, zone=_BERLIN, every=2, nth=2, weekday=2,
          starts=time(16), hours=2, approver="Annette Köhler", what="Portal: release"),
    Round(service=on.WORKPLACE, customer=_N, zone=_BERLIN, every=3, nth=2, weekday=4,
          starts=time(17), hours=2, approver="Annette Köhler", what="Profiles: clean-up"),
    Round(service=HR, customer=_N, zone=_BERLIN, every=3, nth=3, weekday=4, starts=time(15),
          hours=3, approver="Bernd Weiß", what="Personix: release"),
    Round(service=on.BACKUP, customer=_N, zone=_BERLIN, every=1, nth=1, weekday=3,
          starts=time(12), hours=1, approver="Bernd Weiß", what="Vault: clean-up", since="2025-10"),
    Round(service=on.TILLS, customer=_H, zone=_NEW_YORK, every=3, nth=2, weekday=0,
          starts=time(1), hours=3, approver="Grace Stone", what="Store hubs: patches"),
    Round(service=on.SHOP, customer=_H, zone=_NEW_YORK, every=1, nth=2, weekday=1,
          starts=time(4), hours=2, approver="Grace Stone", what="Shop: release"),
    Round(service=on.ORDERS, customer=_H, zone=_NEW_YORK, every=2, nth=3, weekday=1,
          starts=time(4), hours=1, approver="Grace Stone", what="Gateway: patches"),
    Round(service=on.WAREHOUSE, customer=_H, zone=_NEW_YORK, every=2, nth=2, weekday=2,
          starts=time(12), hours=2, approver="Paul Jensen", what="Warehouse: model change"),
    Round(service=on.PLANT, customer=_A, zone=_TOKYO, every=3, nth=3, weekday=5, starts=time(22),
          hours=4, approver="山本 誠", what="生産管理: 定期保守"),
    Round(service=on.PRINTING, customer=_A, zone=_TOKYO, every=2, nth=2, weekday=3,
          starts=time(12), hours=1, approver="山本 誠", what="印刷サーバ: 更新"),
)  # fmt: skip


@dataclass(kw_only=True, eq=False)
class Window:
    """One announced piece of work.

    Attributes:
        approved_at: None where the customer never agreed.
        number, change: Given last, in order of start.
    """

    round: Round
    started_at: datetime
    ended_at: datetime
    announced_at: datetime
    approved_at: datetime | None
    number: str = ""
    change: str = ""

    @property
    def is_late(self) -> bool:
        """True where it was announced the day before."""
        return self.started_at - self.announced_at <= TOO_LATE


def windows() -> list[Window]:
    """All windows of the two years, in order."""
    found = sorted(
        (window for each in _ROUNDS for window in _times(each)),
        key=lambda window: (window.started_at, window.round.service),
    )
    for n, window in enumerate(found, start=1):
        window.number = f"MW-{n:03d}"
    return found


def _times(each: Round) -> Iterator[Window]:
    rng = stream("maintenance", each.service)
    for place, month in enumerate(MONTHS):
        chance = rng.random()
        if place % each.every or month < each.since:
            continue
        usual = (each.service, month) in _PROPER
        yield _window(each, month, 0.5 if usual else chance)


def _window(each: Round, month: str, chance: float) -> Window:
    """One window: below 0.07 of a chance it is told too late, above 0.95 not agreed."""
    start = _moment(each, month)
    notice = TOO_LATE if chance < 0.07 else _USUAL_NOTICE
    announced = start - notice
    return Window(
        round=each,
        started_at=start,
        ended_at=start + timedelta(hours=each.hours),
        announced_at=announced,
        approved_at=None if chance > 0.95 else announced + notice * 0.3,
    )


def _moment(each: Round, month: str) -> datetime:
    year, number = (int(part) for part in month.split("-"))
    first = date(year, number, 1)
    ahead = (each.weekday - first.weekday()) % 7 + 7 * (each.nth - 1)
    day = first + timedelta(days=ahead)
    return datetime.combine(day, each.starts, ZoneInfo(each.zone)).astimezone(UTC)


def planned_outages(told: Sequence[Window]) -> list[Outage]:
    """Where the service was away in a window: some, and each window that was told too late."""
    found = []
    for window in told:
        rng = stream("planned outage", window.number, window.round.service)
        doubtful = window.is_late or window.approved_at is None
        by_story = window.round.service in (EMAIL, on.SHOP)
        if not doubtful and (by_story or rng.random() > 0.16):
            continue
        start = window.started_at + rng.randrange(3, 12) * MINUTE
        found.append(
            Outage(
                started_at=start,
                ended_at=start + rng.randrange(12, 40) * MINUTE,
                customer=window.round.customer,
                service=window.round.service,
                kind="planned",
                cause="maintenance",
                what=f"{window.round.what} ({window.number})",
            )
        )
    return found


def window_list(told: Sequence[Window]) -> bytes:
    """The sheet of windows."""
    return sheet(_HEADINGS, (_row(each) for each in told))


def _row(window: Window) -> dict[str, object]:
    notice = window.started_at - window.announced_at
    return {
        "window_id": window.number,
        "customer": window.round.customer,
        "service": window.round.service,
        "started_at": local(window.started_at),
        "ended_at": local(window.ended_at),
        "announced_at": local(window.announced_at),
        "approved_at": local(window.approved_at),
        "approved_by": window.round.approver if window.approved_at else "",
        "notice_hours": int(notice / timedelta(hours=1)),
        "change_id": window.change,
        "description": window.round.what,
    }
