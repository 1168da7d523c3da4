"""The figures above the availability of a month: what all services together came to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from slm_analytics.review.availability import Availability
from slm_analytics.review.availability_sums import Sums, Verdict
from slm_analytics.review.availability_words import down_words, minutes_words, share_words
from slm_analytics.review.sentences import counted, grouped


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTile:
    """A figure: its label, its text, two lines below it, and its trend (None: no figure)."""

    name: str
    label: str
    text: str
    line: str
    context: str
    trend: tuple[float | None, ...]
    is_alert: bool = False


def availability_tiles(told: Availability) -> tuple[FigureTile, ...]:
    """Return the five figures of a month."""
    return (_share(told), _downtime(told), _allowance(told), _outages(told), _kept(told))


def _share(told: Availability) -> FigureTile:
    total = told.total
    down = [row for row in told.rows if row.sums.share is not None and row.sums.down]
    worst = min(down, key=lambda row: row.sums.share or 0, default=None)
    return FigureTile(
        name="availability",
        label="Availability agreed",
        text=share_words(total.share, total.target),
        line=f"{share_words(total.wall_share)} by the wall clock",
        context="all services were up" if worst is None
        else f"lowest: {share_words(worst.sums.share, worst.sums.target)} {worst.name[0]}",
        trend=tuple(None if each.share is None else float(each.share) for each in _months(told)),
    )  # fmt: skip


def _downtime(told: Availability) -> FigureTile:
    total = told.total
    excluded = Fraction(total.measured - total.down, 1_000_000)
    down = sum(1 for row in told.rows if row.sums.down)
    return FigureTile(
        name="downtime",
        label="Downtime that counts",
        text=down_words(total.down_seconds),
        line=f"in {counted(down, 'service')}" if down else "in no service",
        context=f"{down_words(excluded)} excluded" if excluded else "nothing excluded",
        trend=tuple(float(each.down_seconds / 60) if each.base_seconds else None
                    for each in _months(told)),
    )  # fmt: skip


def _allowance(told: Availability) -> FigureTile:
    total = told.total
    allowed = total.allowed_seconds
    over = sum(1 for row in told.rows if row.sums.verdict is Verdict.MISSED)
    if not allowed:
        return FigureTile(
            name="allowance", label="Allowance used", text="–", line="no target agreed",
            context="", trend=tuple(None for _ in told.totals),
        )  # fmt: skip
    used = total.judged_seconds / allowed
    left = total.left_seconds or Fraction(0)
    line = f"{minutes_words(left)} left of {minutes_words(allowed)}"
    if left < 0:
        line = f"{down_words(-left)} more than the {minutes_words(allowed)} allowed"
    return FigureTile(
        name="allowance",
        label="Allowance used",
        text=f"{grouped(int(used * 100))}\u00a0%",
        line=line,
        context=f"▼ {counted(over, 'service')} overdrawn" if over else "no service overdrawn",
        trend=tuple(_used(each) for each in _months(told)),
        is_alert=over > 0,
    )


def _used(sums: Sums) -> float | None:
    allowed = sums.allowed_seconds
    return float(sums.judged_seconds / allowed) if allowed else None


def _outages(told: Availability) -> FigureTile:
    total = told.total
    opened = sum(1 for row in told.rows if row.is_open)
    return FigureTile(
        name="outages",
        label="Outages",
        text=grouped(total.outages),
        line=f"▼ {counted(opened, 'service')} still down" if opened else "none still open",
        context=f"{down_words(total.down_seconds / total.outages)} on average"
        if total.outages else "no failures",
        trend=tuple(float(each.outages) if each.base_seconds else None for each in _months(told)),
        is_alert=opened > 0,
    )  # fmt: skip


def _kept(told: Availability) -> FigureTile:
    judged = [row.sums.verdict for row in told.rows
              if row.sums.verdict in (Verdict.KEPT, Verdict.MISSED)]  # fmt: skip
    kept = sum(verdict is Verdict.KEPT for verdict in judged)
    without = sum(row.sums.verdict is Verdict.NO_TARGET for row in told.rows)
    missed = len(judged) - kept
    return FigureTile(
        name="kept",
        label="Services that kept their target",
        text=f"{kept} of {len(judged)}" if judged else "–",
        line=f"▼ {grouped(missed)} missed" if missed else "none missed" if judged else
        "no target agreed",
        context=f"{grouped(without)} without a target" if without else "",
        trend=tuple(each.kept / each.judged if each.judged else None for each in told.totals),
        is_alert=missed > 0,
    )  # fmt: skip


def _months(told: Availability) -> Iterator[Sums]:
    return (each.sums for each in told.totals)
