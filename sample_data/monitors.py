"""What two monitors saw: Upptime's changes of state, and the log of events of UptimeRobot.

Upptime watches three services, UptimeRobot nine components. Both see an outage a little later than
it is written down, miss some of the shortest, and now and then fail on their own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from sample_data import components as on
from sample_data.outage import Outage
from sample_data.outages import FIRST, LAST, Diary
from sample_data.portfolio import VPN
from sample_data.seed import stream
from sample_data.sheet_csv import clock, local, sheet
from sample_data.windows import Window

BEGINNING, EXPORTED = clock("2024-11-01 00:00", "UTC"), clock("2026-10-31 22:00", "UTC")
NORDLICHT_SITES, HALVORSEN_SITES = (on.CLAIMS,), (on.SHOP, on.ORDERS)
MONITORS = (
    "vpn-gw-01", "vpn-gw-02", "mx-01", "mx-02", "pos-pay", "shop-cdn", "net-muc", "plant-net",
    "backup-01",
)  # fmt: skip
_URLS = {
    on.CLAIMS: "https://claims.nordlicht.example",
    on.SHOP: "https://shop.halvorsen.example",
    on.ORDERS: "https://api.halvorsen.example/health",
}
_SITE_HEADINGS = (
    "service", "url", "status", "http_code", "response_time_ms", "checked_at", "monitor_start",
    "commit_subject",
)  # fmt: skip
_EVENT_HEADINGS = (
    "Event", "Monitor", "Monitor URL", "Date-Time", "Reason", "Duration", "Duration (in mins.)",
)  # fmt: skip
_FALSE_ALARMS, _SHORTEST, _DAY = 4, 100, timedelta(days=1)
_STARTS = {"backup-01": clock("2025-09-15 06:00:00", "UTC")}


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A time in which a monitor saw no good answer."""

    start: datetime
    stop: datetime | None
    state: str = "down"


def site_history(services: Sequence[str], outages: Sequence[Outage], diary: Diary) -> bytes:
    """Upptime's checks of some services, as it keeps them: changes of state, and one each day."""
    rows = [row for service in services for row in _checks(service, outages, diary)]
    return sheet(_SITE_HEADINGS, sorted(rows, key=lambda row: str(row["checked_at"])))


def seen_by(name: str, outages: Sequence[Outage], diary: Diary) -> list[Seen]:
    """What a monitor saw of a service or a component, in order and apart."""
    rng = stream("monitor", name)
    mine = [each for each in outages if name in (each.service, each.component) and not each.site]
    found = [seen for each in mine if (seen := _seen(rng, each)) is not None]
    for _ in range(_FALSE_ALARMS):
        start = FIRST + timedelta(seconds=rng.randrange(int((LAST - FIRST).total_seconds())))
        stop = start + timedelta(seconds=rng.randrange(120, 330))
        if diary.is_free([name], start, stop) and start > _STARTS.get(name, FIRST) + _DAY:
            found.append(Seen(start=start, stop=stop))
    return sorted(found, key=lambda seen: seen.start)


def _seen(rng: Random, outage: Outage) -> Seen | None:
    later, longer, luck = rng.randrange(15, 200), rng.randrange(-10, 170), rng.random()
    if outage.seen is not None:
        later, longer, luck = *outage.seen, 0.5
    start = outage.started_at + timedelta(seconds=later)
    state = "degraded" if outage.degree == "degraded" else "down"
    if outage.ended_at is None:
        return Seen(start=start, stop=None, state=state)
    stop = outage.ended_at + timedelta(seconds=longer)
    is_missed = outage.seen is None and ((stop - start).total_seconds() < _SHORTEST or luck > 0.94)
    return None if is_missed else Seen(start=start, stop=stop, state=state)


def _checks(service: str, outages: Sequence[Outage], diary: Diary) -> Iterator[dict[str, object]]:
    seen = seen_by(service, outages, diary)
    rng = stream("upptime", service)
    for each in seen:
        yield _check(service, each.start, each.state, rng)
        if each.stop is not None:
            yield _check(service, each.stop, "up", rng)
    at = BEGINNING + timedelta(seconds=rng.randrange(3600, 7200))
    while at < EXPORTED - timedelta(hours=7):
        if not any(s.start <= at and (s.stop is None or at <= s.stop) for s in seen):
            yield _check(service, at, "up", rng)
        at += _DAY + timedelta(seconds=rng.randrange(-40, 41))


def _check(service: str, at: datetime, state: str, rng: Random) -> dict[str, object]:
    code, length = (0, 0) if state == "down" else (200, rng.randrange(140, 620))
    if state == "degraded":
        length += 6000
    sign = {"up": "🟩", "down": "🟥", "degraded": "🟨"}[state]
    word = {"degraded": "experiencing degraded performance"}.get(state, state)
    checked = at.astimezone(UTC)
    return {
        "service": service,
        "url": _URLS[service],
        "status": state,
        "http_code": code,
        "response_time_ms": length,
        "checked_at": f"{checked:%Y-%m-%dT%H:%M:%S}.000Z",
        "monitor_start": "2024-10-02T10:00:00.000Z",
        "commit_subject": f"{sign} {service} is {word} ({code} in {length} ms)",
    }


@dataclass(frozen=True, kw_only=True)
class Event:
    """One line of the log of events: what a monitor found, from then to the next event."""

    monitor: str
    at: datetime
    state: str
    reason: str


def event_logs(
    outages: Sequence[Outage], windows: Sequence[Window], diary: Diary
) -> Mapping[str, bytes]:
    """The log by half-year, each exported at its end: it begins with what went on at its start."""
    events = {name: _events(name, outages, windows, diary) for name in MONITORS}
    found, begun = {}, BEGINNING
    while begun < EXPORTED:
        year, first = begun.year, begun.month < 7
        end = clock(f"{year}-07-01" if first else f"{year + 1}-01-01", "UTC")
        exported = min(end + timedelta(hours=5), EXPORTED)
        rows = [row for each in events.values() for row in _logged(each, begun, end, exported)]
        rows.sort(key=lambda row: str(row["Date-Time"]), reverse=True)
        found[f"{year}-H{1 if first else 2}"] = sheet(_EVENT_HEADINGS, rows)
        begun = end
    return found


def _events(
    name: str, outages: Sequence[Outage], windows: Sequence[Window], diary: Diary
) -> list[Event]:
    """All events of a monitor in order: it is paused while the gateways are worked on."""
    begun = _STARTS.get(name, BEGINNING)
    found = [Event(monitor=name, at=begun, state="Started", reason="Started")]
    found.append(_up(name, begun + timedelta(seconds=61)))
    for each in seen_by(name, outages, diary):
        found.append(Event(monitor=name, at=each.start, state="Down", reason="Connection Timeout"))
        if each.stop is not None:
            found.append(_up(name, each.stop))
    for window in windows if name.startswith("vpn-gw") else ():
        if window.round.service == VPN:
            found.append(Event(monitor=name, at=window.started_at, state="Paused", reason="Paused"))
            found.append(_up(name, window.ended_at))
    return sorted(found, key=lambda event: event.at)


def _up(name: str, at: datetime) -> Event:
    return Event(monitor=name, at=at, state="Up", reason="OK")


def _logged(
    events: Sequence[Event], begun: datetime, end: datetime, exported: datetime
) -> Iterator[dict[str, object]]:
    for place, event in enumerate(events):
        after = events[place + 1].at if place + 1 < len(events) else exported
        if event.at >= end or after <= begun:
            continue
        minutes = int((min(after, exported) - event.at).total_seconds()) // 60
        yield {
            "Event": event.state,
            "Monitor": event.monitor,
            "Monitor URL": f"{event.monitor}.meridian.example",
            "Date-Time": local(event.at, "UTC"),
            "Reason": event.reason,
            "Duration": f"{minutes // 60} hrs, {minutes % 60} mins",
            "Duration (in mins.)": minutes,
        }
