"""What was agreed, in plain words: lengths, targets, calendars, and every rule of a clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from slm_analytics.domain.rules import CalendarVersion, Rules
from slm_analytics.domain.service_calendar import ClosingRule, ServiceCalendar
from slm_analytics.domain.target import (
    BEGINNING,
    FOREVER,
    ChangeRule,
    ClockKind,
    Keys,
    PauseTime,
    Policy,
    ReopenRule,
    StartRule,
    Target,
    TieRule,
    VersionRule,
)
from slm_analytics.register.length import clock_text
from slm_analytics.review.contract_proposal import weekly_words
from slm_analytics.review.sentences import counted, listed, spoken

_NAMED = {"customer": "customer", "service": "service", "record_type": "kind", "priority": ""}
CLOCKS = {
    ClockKind.RESPONSE: "Response",
    ClockKind.RESOLUTION: "Resolution",
    ClockKind.CLOSURE: "Closure",
    ClockKind.HOLDING: "Time held",
}
_CHANGES = {
    ChangeRule.RAISED_FROM_CHANGE: "raised: the new target counts from the change; lowered: from"
    " the opening, and what was missed stays missed",
    ChangeRule.FROM_CREATION: "the last target counts from the opening",
    ChangeRule.FROM_CHANGE: "the last target counts from the change",
    ChangeRule.EACH_STRETCH: "each stretch counts against its own target",
    ChangeRule.AT_OPENING: "the target of the opening holds to the end",
}
_VERSIONS = {
    VersionRule.AT_OPENING: "target and calendar as in force at the opening",
    VersionRule.PER_STRETCH: "target and calendar as in force at each time",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleInForce:
    """A rule of a clock: what it is about, what it says, and whether that holds by default."""

    about: str
    words: str
    is_usual: bool


def duration(seconds: int) -> str:
    """Return seconds exactly: `9 h 12 min`, `45 s`, `100 h`; never rounded, never in days."""
    parts = ((seconds // 3600, "h"), (seconds // 60 % 60, "min"), (seconds % 60, "s"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "0 s"


def length(target: Target) -> str:
    """Return how long a target is: `8 h`, `2 working days`, `1 working day, by 17:00`."""
    if not target.days:
        return duration(target.seconds)
    days = counted(target.days, "working day")
    if target.by_time is None:
        return f"{days}, at the same time of day"
    return f"{days}, by {clock_text(target.by_time)}"


def validity(target: Target) -> str:
    """Return when a target holds; empty when it always does."""
    begun = "" if target.valid_from <= BEGINNING else f"from {_day(target.valid_from)}"
    last = date.fromordinal(target.valid_until.toordinal() - 1)
    ends = "" if target.valid_until >= FOREVER else f"until {_day(last)}"
    return " ".join(part for part in (begun, ends) if part)


def named(target: Target) -> str:
    """Return which tickets a target names: `customer Nord, P2`; `any ticket`."""
    found = [
        f"{word} {getattr(target, name)}".strip()
        for name, word in _NAMED.items()
        if getattr(target, name)
    ]
    return ", ".join(found) or "any ticket"


def keys_words(keys: Keys) -> str:
    """Return what a ticket is, as far as targets ask: `customer Nord, service Mail, P3`."""
    found = [
        f"{word} {getattr(keys, name)}".strip()
        for name, word in _NAMED.items()
        if getattr(keys, name)
    ]
    return ", ".join(found) or "nothing known of it"


def why_it_holds(target: Target, rules: Rules, keys: Keys, at: int) -> str:
    """Return why this target was chosen and not another one that fits."""
    others = [
        other
        for other in rules.targets
        if other is not target
        and (other.clock, other.holder) == (target.clock, target.holder)
        and other.names(keys)
        and rules.valid(other)[0] <= at < rules.valid(other)[1]
    ]
    if not others:
        return f"It holds for {named(target)}, and no other target fits."
    less = listed([f"{other.target_id} ({named(other)})" for other in others])
    return f"It holds for {named(target)} and is more exact than {less}."


def calendar_words(version: CalendarVersion) -> str:
    """Return a calendar in words: hours, zone, holidays, since when."""
    calendar = version.calendar
    since = "" if version.valid_from <= BEGINNING else f", version from {_day(version.valid_from)}"
    site = f", site {version.site}" if version.site else ""
    return f"{version.calendar_id}{site}: {hours_words(calendar)}, {calendar.zone}{since}"


def hours_words(calendar: ServiceCalendar) -> str:
    """Return when a calendar is open."""
    if calendar.always_open:
        return "around the clock"
    closed = "holidays closed" if calendar.holidays else "no holidays"
    return f"{weekly_words(calendar.weekly)}, {closed}"


def pauses_words(policy: Policy) -> str:
    """Return the states in which a clock stands still."""
    return listed([state_words(word) for word in sorted(policy.pauses)], most=9) or "none"


def state_words(word: str) -> str:
    """Return a state, with its hold reason: `On hold, awaiting customer`."""
    state, _, why = word.partition("/")
    return f"{spoken(state)}, {spoken(why).lower()}" if why else spoken(state)


def rules_in_words(target: Target) -> tuple[RuleInForce, ...]:
    """Return every rule of a target's clock that has a say, in the order of a ticket's life."""
    policy, usual = target.policy, Policy()
    found = [("Start", start_words(policy), policy.start is usual.start)]
    found.append(("Stop", stop_words(target), not policy.response_states))
    if target.clock is not ClockKind.RESPONSE:
        found.append(("Pauses", pauses_words(policy), policy.pauses == usual.pauses))
        found.append(
            ("A pause takes off", policy.pause_time.value, policy.pause_time is usual.pause_time)
        )
    found.append(("Changed priority, group or service", _CHANGES[policy.change],
                  policy.change is usual.change))  # fmt: skip
    found.append(("Version", _VERSIONS[policy.version], policy.version is usual.version))
    if target.clock in (ClockKind.RESOLUTION, ClockKind.CLOSURE):
        same = (policy.reopen, policy.reopen_days) == (usual.reopen, usual.reopen_days)
        found.append(("Reopened", reopen_words(policy), same))
    closing = {ClosingRule.STAYS: "stays there", ClosingRule.MOVES: "moves to the next opening"}
    found.append(("Due at closing time", closing[policy.closing], policy.closing is usual.closing))
    tie = {TieRule.MET: "is met", TieRule.MISSED: "is missed"}
    found.append(("Elapsed equal to the target", tie[policy.tie], policy.tie is usual.tie))
    return tuple(
        RuleInForce(about=about, words=words, is_usual=same) for about, words, same in found
    )


def start_words(policy: Policy) -> str:
    """Return when a clock starts."""
    if policy.start is StartRule.OPENED:
        return "when the ticket was opened"
    when = "when it was first assigned"
    if policy.start is StartRule.ENTERED:
        when = f"when it was first “{state_words(policy.start_state)}”"
    return f"{when}, counted from the opening" if policy.retroactive else when


def stop_words(target: Target) -> str:
    """Return what stops a target's clock."""
    match target.clock:
        case ClockKind.RESPONSE:
            states = [state_words(word) for word in sorted(target.policy.response_states)]
            by_state = f", or the state {listed(states, most=9)}" if states else ""
            return f"the first answer that is not automatic{by_state}; else the resolution"
        case ClockKind.RESOLUTION:
            return "resolved, closed or cancelled"
        case ClockKind.CLOSURE:
            return "closed or cancelled"
        case ClockKind.HOLDING:
            return f"whenever {target.holder} does not hold the ticket"


def reopen_words(policy: Policy) -> str:
    """Return what reopening does."""
    match policy.reopen:
        case ReopenRule.CONTINUE:
            days = counted(policy.reopen_days, "working day")
            return (
                f"within {days} the clock goes on and the resolved time is taken off;"
                " later it is a case of its own"
            )
        case ReopenRule.RESTART:
            return "the clock starts anew"
        case ReopenRule.FIRST:
            return "the first resolution counts"
        case ReopenRule.WORST:
            return "the worst run counts"


def pause_time_words(policy: Policy) -> str:
    """Return what a pause takes off, to follow its name."""
    if policy.pause_time is PauseTime.WALL_CLOCK:
        return "its whole length is taken off"
    return "the service time inside it does not count"


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
