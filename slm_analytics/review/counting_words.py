"""How a line is counted, in words: what is agreed for it, and the defaults where nothing is."""

from __future__ import annotations

from slm_analytics.domain.service_level import (
    CLOCKED,
    Counting,
    Measure,
    ServiceLevel,
    SmallVolume,
    Window,
)
from slm_analytics.domain.target import BEGINNING, ClockKind
from slm_analytics.review.sentences import listed

_USUAL = " (as usual)"
_ENDS = {ClockKind.RESPONSE: "opened", ClockKind.CLOSURE: "closed"}
_AGREED = " (agreed for this line)"


def counting_words(level: ServiceLevel) -> list[tuple[str, str]]:
    """Return what a reader has to know to count a line after, by what it is about."""
    if level.measure is Measure.AVAILABILITY:
        return _availability(level)
    said = [("Tickets", _about(level)), ("Month", _month(level))]
    if level.measure in CLOCKED:
        said.append(("Open and late", _open(level)))
    if level.measure in (Measure.SHARE, Measure.RATIO):
        said.append(("Few tickets", _few(level)))
    said += [
        ("Left out", "cancelled tickets, duplicates and children of a major incident" + _USUAL),
        ("No ticket", "not measured, and not counted among the lines" + _USUAL),
        ("Window", _window(level)),
        ("Version", _version(level)),
    ]
    return said


def _availability(level: ServiceLevel) -> list[tuple[str, str]]:
    about = level.population
    services = listed(sorted(about.services)) or "all services"
    return [
        ("Services", f"{about.customer}; {services}" if about.customer else services),
        ("Counted", "agreed service time less downtime, of agreed service time, as the sheet"
         " availability says for each service; several are pooled, never averaged"),
        ("Left out", "maintenance as agreed, time that nobody watched, and accepted exclusions"),
        ("Nothing known", "not measured, and not counted among the lines" + _USUAL),
        ("Window", _window(level).replace("their tickets", "their time").replace("its tickets",
                                                                              "its time")),
        ("Version", _version(level)),
    ]  # fmt: skip


def _about(level: ServiceLevel) -> str:
    about = level.population
    parts = [
        about.customer,
        *(
            listed(sorted(each))
            for each in (
                about.services, about.record_types, about.priorities, about.categories,
                about.sites, about.groups,
            )
            if each
        ),
    ]  # fmt: skip
    if about.vips:
        parts.append("VIPs alone" if "yes" in about.vips else "without VIPs")
    words = "; ".join(part for part in parts if part) or "all"
    return words if about.services else f"{words}; with any service, or none"


def _month(level: ServiceLevel) -> str:
    if level.measure is Measure.COUNT:
        return "the one it was opened in" + _USUAL
    if level.measure is Measure.RATIO:
        return "the one it was resolved in" + _USUAL
    if level.counting is Counting.DECIDED:
        return "the one in which it was decided: resolved or due, whichever came first" + _AGREED
    return f"the one it was {_ENDS.get(level.clock, 'resolved')} in" + _USUAL


def _open(level: ServiceLevel) -> str:
    if level.counting is Counting.DECIDED:
        return "counted as missed in the month it was due" + _AGREED
    return "told beside the result, and counted once it is resolved" + _USUAL


def _few(level: ServiceLevel) -> str:
    match level.small_volume:
        case SmallVolume.STRICT:
            return "the share decides, however few they are" + _USUAL
        case SmallVolume.ONE_MISS:
            return "one miss is always allowed" + _AGREED
        case SmallVolume.NOT_BELOW:
            return f"fewer than {level.least} are not measured" + _AGREED


def _window(level: ServiceLevel) -> str:
    match level.window:
        case Window.MONTH:
            return "each month by itself" + _USUAL
        case Window.ROLLING:
            return f"{level.months} months, their tickets pooled" + _AGREED
        case _:
            return f"the {level.window.value}, its tickets pooled" + _AGREED


def _version(level: ServiceLevel) -> str:
    since = "" if level.valid_from == BEGINNING else f", in force since {level.valid_from}"
    return f"row {level.line} of the register{since}"
