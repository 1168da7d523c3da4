"""What another wording of a line would have come to, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from slm_analytics.domain.service_level import Measure, ServiceLevel
from slm_analytics.domain.target import ClockKind
from slm_analytics.domain.unit import service_text, share_text
from slm_analytics.register.other_time import AROUND_THE_CLOCK, OtherTime
from slm_analytics.register.sheet import NONE
from slm_analytics.review.concerned import TimeInForce
from slm_analytics.review.replay import Replay
from slm_analytics.review.scorecard_words import target_words
from slm_analytics.review.sentences import counted, grouped, listed

_FEW = 3


@dataclass(frozen=True, slots=True)
class ReplayTold:
    """Headline and subline of a replay."""

    headline: str
    subline: str


def told_of(tried: Replay, level: ServiceLevel) -> ReplayTold:
    """Return what a replay comes to."""
    if not tried.measured_after:
        return ReplayTold(f"{level.name}: nothing to count with this wording", "")
    headline = (
        f"{level.name}: kept in {tried.kept_after} of {counted(tried.measured_after, 'month')},"
        f" as worded now in {tried.kept_before} of {tried.measured_before}"
    )
    is_uptime = level.measure is Measure.AVAILABILITY
    parts = [*([] if is_uptime else [_sides(tried)]), *_strictest(tried, 3 if is_uptime else 1)]
    return ReplayTold(headline, " ".join(parts).strip())


def tried_words(level: ServiceLevel, time: OtherTime) -> str:
    """Return a wording with its hours and pauses: `90 % in 8 h; hours of office`."""
    return "; ".join([target_words(level), *time_words(time)])


def time_words(time: OtherTime) -> list[str]:
    """Return the hours and pauses that are other than agreed."""
    words = []
    if time.calendar:
        around = time.calendar == AROUND_THE_CLOCK
        words.append("around the clock" if around else f"hours of {time.calendar}")
    if time.pauses:
        words.append(stops_words(time.pauses))
    return words


def agreed_words(level: ServiceLevel, time: TimeInForce, names: Mapping[str, str]) -> str:
    """Return a line with the hours and pauses of its targets, by the names of calendars."""
    words = [target_words(level)]
    if time.calendars:
        hours = [names.get(each, "") or each for each in time.calendars]
        words.append(f"hours: {listed(hours, most=3)}")
        if level.clock is not ClockKind.RESPONSE:
            differ = "the clock stops in states that differ by target"
            words.append(stops_words(time.pauses) if time.pauses else differ)
    return f"In force: {'; '.join(words)}"


def stops_words(pauses: str) -> str:
    """Return what stops a clock: `the clock stops while “on hold”`, `the clock never stops`."""
    if pauses == NONE:
        return "the clock never stops"
    states = [each.replace("_", " ").replace("/", ", ") for each in pauses.split(", ")]
    return f"the clock stops while {listed([f'“{each}”' for each in states], most=6)}"


def _sides(tried: Replay) -> str:
    sides = tried.sides
    if not sides.now_missed and not sides.now_met and not sides.only_before + sides.only_after:
        return "No ticket changes sides."
    words = f"{counted(sides.now_missed, 'ticket')} would be missed that are met now,"
    words += f" {grouped(sides.now_met)} the other way."
    if sides.only_before or sides.only_after:
        words += f" {grouped(sides.only_after)} come in, {grouped(sides.only_before)} go out."
    return words


def _strictest(tried: Replay, digits: int) -> list[str]:
    if tried.measured_after < _FEW:
        return ["Fewer than three months: too short a history to judge a wording by."]
    parts = []
    if tried.seconds is not None:
        shortest = ceil(tried.seconds / 60) / 60
        parts.append(f"the time be {service_text(shortest)} at the least")
    if tried.share is not None:
        parts.append(f"the share be {share_text(float(tried.share), digits)} at the most")
    return [f"To be kept in 95 % of the months: {'; '.join(parts)}."] if parts else []
