"""A guessed line of a contract, and the words that say how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from slm_analytics.domain.service_calendar import DAY, ClosingRule, Hours, ServiceCalendar
from slm_analytics.domain.unit import share_text
from slm_analytics.review.sentences import counted, grouped
from slm_analytics.statistics.closed_days import QUIET
from slm_analytics.statistics.contract_cases import Basis
from slm_analytics.statistics.contract_fit import Candidate

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A target and a calendar that explain what a tool says of some tickets.

    Attributes:
        priority, record_type, customer: whose tickets; None: any.
        target_seconds: the length, in seconds of service time.
        calendar: its service calendar, `calendar_words` says it,
            `calendar_id` names it where the register has it.
        country, part: whose public holidays it keeps; empty: none.
        closing: where due times on the closing time lie.
        explained, of: how many tickets it explains, of how many that were held against it.
        missed: of those, how many the tool calls missed; None with due times.
        left_out: tickets whose priority changed.
        basis: what it was made from.
        runner_up: the next best, in words; empty: there is none.
        runner_up_explained: how many tickets that one explains.
        doubts: why the evidence is thin; empty: it is not.
    """

    priority: str
    record_type: str | None
    customer: str | None
    target_seconds: int
    calendar: ServiceCalendar
    calendar_words: str
    calendar_id: str = ""
    country: str = ""
    part: str = ""
    closing: ClosingRule = ClosingRule.STAYS
    explained: int
    of: int
    missed: int | None = None
    left_out: int = 0
    basis: Basis
    runner_up: str = ""
    runner_up_explained: int = 0
    doubts: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """The share of tickets explained."""
        return self.explained / self.of

    @property
    def whose(self) -> str:
        """Whose tickets it is about, as people say it."""
        return whose(self.priority, self.record_type, self.customer)

    def sentence(self) -> str:
        """Return the guess as people say it, with its count."""
        return (
            f"{length_words(self.target_seconds)}, {self.calendar_words} explains"
            f" {share_text(self.share, 0)} of {grouped(self.of)} {self.whose}"
            f" {'ticket' if self.of == 1 else 'tickets'}"
        )

    def second(self) -> str:
        """Return what is said beside it: the next best, and why the evidence is thin."""
        said = []
        if self.runner_up:
            share = share_text(self.runner_up_explained / self.of, 0)
            said.append(f"Next best: {self.runner_up}, {share}.")
        if self.doubts:
            said.append(f"Thin evidence: {'; '.join(self.doubts)}.")
        return " ".join(said)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoGuess:
    """Tickets about which nothing can be guessed, and why."""

    priority: str
    record_type: str | None
    customer: str | None
    of: int
    why: str

    def sentence(self) -> str:
        """Return it as people say it."""
        return f"{whose(self.priority, self.record_type, self.customer)}: no guess, {self.why}"


def whose(priority: str, record_type: str | None, customer: str | None) -> str:
    """Return whose tickets are meant: `Nordlicht P2 incident`."""
    return " ".join(word for word in (customer, priority, record_type) if word)


def length_words(seconds: int) -> str:
    """Return a length of service time: `8 h`, `4 h 30 min`, `90 s`."""
    hours, rest = divmod(seconds, 3600)
    minutes, second = divmod(rest, 60)
    parts = ((hours, "h"), (minutes, "min"), (second, "s"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or "0 s"


def calendar_words(candidate: Candidate) -> str:
    """Return a calendar in words: `Mon-Fri 08:00-18:00 Europe/Berlin without holidays`."""
    calendar = candidate.calendar
    if candidate.calendar_id:
        return f"{candidate.calendar_id} (register)"
    if calendar.always_open:
        return "around the clock"
    return f"{weekly_words(calendar.weekly)} {calendar.zone} {holiday_words(candidate.holidays)}"


def weekly_words(weekly: Sequence[Hours]) -> str:
    """Return weekly hours in words: `Mon-Thu 08:00-17:00, Fri 08:00-15:00`."""
    runs: list[tuple[int, int, Hours]] = []
    for day, hours in enumerate(weekly):
        if runs and runs[-1][1] == day - 1 and runs[-1][2] == hours:
            runs[-1] = (runs[-1][0], day, hours)
        else:
            runs.append((day, day, hours))
    return ", ".join(
        f"{_day_words(first, last)} {_hours_words(hours)}" for first, last, hours in runs if hours
    )


def holiday_words(holidays: str) -> str:
    """Return whose holidays are kept, in words."""
    if not holidays:
        return "without holidays"
    return "with days of its own closed" if holidays == QUIET else f"with holidays of {holidays}"


def clock(second: int) -> str:
    """Return a second of the day as a clock shows it: `08:00`, `24:00`."""
    return f"{second // 3600:02d}:{second // 60 % 60:02d}"


def doubts_of(
    *, of: int, share: float, missed: int | None, lead: int, deciding: int, rival: bool
) -> tuple[str, ...]:
    """Return why the evidence for a guess is thin.

    Args:
        of, share, missed: its tickets, the share explained, and the tool's misses.
        lead: how many tickets more than the next best it explains.
        deciding: on how many tickets the two differ.
        rival: whether there is a next best.
    """
    found = []
    if of < 30:
        found.append(f"only {counted(of, 'ticket')}")
    if missed is not None and missed < 10:
        found.append(f"only {counted(missed, 'ticket')} missed")
    if share < 0.8:
        found.append("many tickets are not explained")
    if rival and lead <= 0:
        found.append("the next best explains as many")
    elif rival and (lead < 5 if missed is not None else lead < 3):
        found.append(
            f"{counted(lead, 'ticket')} more than the next best;"
            f" they differ on {grouped(deciding)} near the target"
        )
    return tuple(found)


def _day_words(first: int, last: int) -> str:
    return _DAYS[first] if first == last else f"{_DAYS[first]}-{_DAYS[last]}"


def _hours_words(hours: Hours) -> str:
    if hours == ((0, DAY),):
        return "all day"
    return " and ".join(f"{clock(opens)}-{clock(closes)}" for opens, closes in hours)
