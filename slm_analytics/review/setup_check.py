"""The question that proves a set-up: when is a ticket that is opened on Friday at 16:00 due?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from slm_analytics.domain.rules import Rules
from slm_analytics.domain.target import ClockKind, Keys
from slm_analytics.domain.zone import local_seconds
from slm_analytics.review.agreed import agreed, instant_on
from slm_analytics.review.calendar_year import version_on

_FRIDAY, _AT = 4, time(16)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_VERBS = {ClockKind.RESPONSE: "has to be answered by", ClockKind.RESOLUTION: "is due on"}
_WEEKS = 8  # how far a Friday without holidays around it is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A sentence about one priority, with the zone of its times."""

    priority: str
    words: str
    zone: str


def questions(
    rules: Rules, customer: str, priorities: tuple[str, ...], after: date
) -> list[Question]:
    """Return a sentence per priority that has a target for a customer.

    The Friday is the first after a day that has no holiday on it or on the days next to it.
    """
    found = [_question(rules, customer, priority, after) for priority in priorities]
    return [each for each in found if each is not None]


def _question(rules: Rules, customer: str, priority: str, after: date) -> Question | None:
    keys = Keys(customer=customer, priority=priority)
    calendar = _calendar(rules, keys, after)
    if calendar is None:
        return None
    friday = _friday(rules, calendar, after)
    version = version_on(rules, calendar, "", friday)
    zone = version.calendar.zone if version else "UTC"
    at = instant_on(datetime.combine(friday, _AT), zone)
    told = [
        f"{_VERBS[each.clock]} {_moment(each.due, zone, friday)}"
        for each in agreed(rules, keys, at)
        if each.clock in _VERBS and not each.holder and each.due is not None
    ]
    if not told:
        return None
    opened = f"opened on {_day(friday, friday)} {_AT:%H:%M}"
    return Question(
        priority=priority, words=f"A {priority} {opened} {' and '.join(told)}. Right?", zone=zone
    )


def _calendar(rules: Rules, keys: Keys, after: date) -> str | None:
    at = int((datetime.combine(after, time(), UTC) - _EPOCH).total_seconds())
    for clock in (ClockKind.RESOLUTION, ClockKind.RESPONSE):
        target = rules.match(clock, keys, at).target
        if target is not None:
            return target.calendar
    return None


def _friday(rules: Rules, calendar_id: str, after: date) -> date:
    first = after + timedelta(days=(_FRIDAY - after.weekday()) % 7)
    for week in range(_WEEKS):
        friday = first + timedelta(weeks=week)
        version = version_on(rules, calendar_id, "", friday)
        near = {friday + timedelta(days=step) for step in range(7)}
        if version is None or version.calendar.always_open:
            return friday
        if not near & set(version.calendar.holidays):
            return friday
    return first


def _moment(at: int | None, zone: str, near: date) -> str:
    local = _EPOCH + timedelta(seconds=local_seconds(at or 0, zone))
    return f"{_day(local.date(), near)} {local:%H:%M}"


def _day(day: date, near: date) -> str:
    """Return a day as people say it next to another: `Monday`; further away with its date."""
    if 0 <= (day - near).days < 7:
        return f"{day:%A}"
    return f"{day:%A} {day.day} {day:%B}"
