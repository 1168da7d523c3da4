"""Reliability and maintainability: how often a service fails, and where the time of a failure goes.

MTBF, MTRS and MTBSI as ITIL defines them: uptime, downtime and agreed time per
failure. Without a failure there is no mean: the figure is none, and words say
over how long nothing failed. All times in seconds, exact.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from slm_analytics.domain.unit import service_text

STAGES = ("detect", "diagnose", "repair", "restore")


def mtbf(base: Fraction | int, down: Fraction | int, failures: int) -> Fraction | None:
    """Return the mean time between failures: uptime per failure; None without one."""
    return Fraction(base - down) / failures if failures else None


def mtrs(down: Fraction | int, failures: int) -> Fraction | None:
    """Return the mean time to restore service: downtime per failure; None without one."""
    return Fraction(down) / failures if failures else None


def mtbsi(base: Fraction | int, failures: int) -> Fraction | None:
    """Return the mean time between service incidents: MTBF and MTRS together; None without one."""
    return Fraction(base) / failures if failures else None


def no_failures_text(base: Fraction | int) -> str:
    """Return what is said where nothing failed: `no failures in 720 h`."""
    return f"no failures in {service_text(float(base) / 3600)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instants:
    """The instants of an outage (seconds UTC); None: nobody wrote it down."""

    started_at: int
    detected_at: int | None = None
    diagnosed_at: int | None = None
    repaired_at: int | None = None
    restored_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeCycle:
    """Where the time of an outage went, in seconds by the wall clock.

    A stage is known where both its ends are; time between two instants that are
    known, with one missing in between, belongs to no stage.

    Attributes:
        detect, diagnose, repair, restore: the stages; None: not known.
        unsplit: the time that belongs to no stage.
        is_out_of_order: an instant lies before an earlier one and was left out.
    """

    detect: int | None = None
    diagnose: int | None = None
    repair: int | None = None
    restore: int | None = None
    unsplit: int = 0
    is_out_of_order: bool = False

    @property
    def seconds(self) -> int:
        """From the start to the last instant known."""
        return self.unsplit + sum(getattr(self, stage) or 0 for stage in STAGES)


def life_cycle(instants: Instants) -> LifeCycle:
    """Return where the time of an outage went.

    Restoration is the end that counts: instants that lie after it are out of
    order, as those before the instant they follow.
    """
    told = (
        instants.detected_at,
        instants.diagnosed_at,
        instants.repaired_at,
        instants.restored_at,
    )
    end = instants.restored_at
    lengths: dict[str, int] = {}
    before, before_place, unsplit, wrong = instants.started_at, -1, 0, False
    for place, at in enumerate(told):
        if at is None:
            continue
        if at < before or (end is not None and before <= end < at):
            wrong = True
            continue
        if place == before_place + 1:
            lengths[STAGES[place]] = at - before
        else:
            unsplit += at - before
        before, before_place = at, place
    return LifeCycle(**lengths, unsplit=unsplit, is_out_of_order=wrong)


@dataclass(frozen=True, slots=True)
class StageMean:
    """The mean length of a stage, in seconds, over so many outages of which it is known."""

    mean: Fraction | None
    count: int


def stage_means(cycles: Iterable[LifeCycle]) -> dict[str, StageMean]:
    """Return the mean of each stage over the outages of which it is known."""
    known = list(cycles)
    found = {}
    for stage in STAGES:
        lengths = [getattr(each, stage) for each in known if getattr(each, stage) is not None]
        mean = Fraction(sum(lengths), len(lengths)) if lengths else None
        found[stage] = StageMean(mean, len(lengths))
    return found
