"""What another wording of a line would have come to, in words."""

from __future__ import annotations

from dataclasses import dataclass

from slm_analytics.domain.service_level import ServiceLevel
from slm_analytics.domain.unit import service_text, share_text
from slm_analytics.review.replay import Replay
from slm_analytics.review.sentences import counted, grouped

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
    return ReplayTold(headline, " ".join([_sides(tried), *_strictest(tried)]).strip())


def _sides(tried: Replay) -> str:
    sides = tried.sides
    if not sides.now_missed and not sides.now_met and not sides.only_before + sides.only_after:
        return "No ticket changes sides."
    words = f"{counted(sides.now_missed, 'ticket')} would be missed that are met now,"
    words += f" {grouped(sides.now_met)} the other way."
    if sides.only_before or sides.only_after:
        words += f" {grouped(sides.only_after)} come in, {grouped(sides.only_before)} go out."
    return words


def _strictest(tried: Replay) -> list[str]:
    if tried.measured_after < _FEW:
        return ["Fewer than three months: too short a history to judge a wording by."]
    parts = []
    if tried.seconds is not None:
        parts.append(f"the shortest time is {service_text(tried.seconds / 3600)}")
    if tried.share is not None:
        parts.append(f"the greatest share {share_text(float(tried.share))}")
    return [f"Kept in 95 % of the months: {'; '.join(parts)}."] if parts else []
