"""The figures of outages as tiles: the figure, what stands below it, and its months."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from slm_analytics.domain.reliability import no_failures_text
from slm_analytics.domain.unit import service_text
from slm_analytics.review.outage_figures import Uptime
from slm_analytics.review.outage_words import clock_text, length_text, minutes_text
from slm_analytics.review.outages import Outages
from slm_analytics.review.sentences import grouped, short_month

_GROUPED = 1000  # hours
Text = Callable[[Fraction], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure: its label, its text, two lines below it, and one value per month."""

    name: str
    label: str
    text: str
    line: str
    context: str
    meaning: str
    trend: tuple[float | None, ...] = ()


def figures(section: Outages) -> tuple[Figure, ...]:
    """Return the tiles of the section."""
    return (
        _count(section),
        _sum(section),
        _mean(section, "mtrs", "Mean time to restore", length_text,
              "MTRS: downtime divided by failures."),
        _mean(section, "mtbf", "Between failures", _hours,
              "MTBF: agreed service time less downtime, divided by failures. Of several services"
              " their times are added up."),
        _mean(section, "mtbsi", "Between incidents", _hours,
              "MTBSI: agreed service time divided by failures: MTBF and MTRS together."),
        _longest(section),
    )  # fmt: skip


def _count(section: Outages) -> Figure:
    rest = section.of_all - section.uptime.outages
    return Figure(
        name="outages",
        label="Outages",
        text=grouped(section.uptime.outages),
        line=_last(section, lambda uptime: grouped(uptime.outages)),
        context=f"{grouped(rest)} more do not count" if rest > 0 else "all of them count",
        meaning="Outages of which some downtime counts. One that concerns several customers is"
        " one of each.",
        trend=tuple(float(uptime.outages) for _, uptime in section.months),
    )


def _sum(section: Outages) -> Figure:
    uptime = section.uptime
    minutes = Fraction(uptime.user_seconds, 60)
    return Figure(
        name="downtime",
        label="Downtime",
        text=minutes_text(uptime.down),
        line=_last(section, lambda each: minutes_text(each.down)),
        context=f"{grouped(float(minutes))} user minutes" if minutes else "users are not told",
        meaning="Agreed service time in which services were down, as it is agreed to count."
        " User minutes: the same times the users concerned.",
        trend=tuple(float(each.down) for _, each in section.months),
    )


def _mean(section: Outages, name: str, label: str, text: Text, meaning: str) -> Figure:
    def told(uptime: Uptime) -> str:
        value = getattr(uptime, name)
        return "–" if value is None else text(value)

    uptime = section.uptime
    trend = [getattr(each, name) for _, each in section.months]
    none = no_failures_text(uptime.base_seconds)
    return Figure(
        name=name,
        label=label,
        text=told(uptime),
        line=_last(section, told) if uptime.outages else none,
        context=f"of {grouped(uptime.outages)} outages" if uptime.outages else "",
        meaning=meaning,
        trend=tuple(None if value is None else float(value) for value in trend),
    )


def _longest(section: Outages) -> Figure:
    longest = section.longest
    return Figure(
        name="longest",
        label="Longest outage",
        text=length_text(longest.counted) if longest else "–",
        line=f"{longest.service}{_customer(longest.customer)}" if longest
        else no_failures_text(section.uptime.base_seconds),
        context=f"from {clock_text(longest.start, longest.zone)}" if longest else "",
        meaning="The outage with the most downtime that counts.",
    )  # fmt: skip


def _customer(name: str) -> str:
    return f" · {name}" if name else ""


def _last(section: Outages, text: Callable[[Uptime], str]) -> str:
    """Return the figure of the last month, where there are several."""
    if len(section.months) < 2:
        return ""
    month, uptime = section.months[-1]
    return f"{short_month(month)}: {text(uptime)}"


def _hours(seconds: Fraction) -> str:
    hours = float(seconds) / 3600
    return f"{grouped(hours)} h" if hours >= _GROUPED else service_text(hours)
