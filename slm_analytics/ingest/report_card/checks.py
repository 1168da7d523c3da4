"""The checks of the report card: each looks at one thing, and says what to do."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median

from slm_analytics.ingest.contract import Contract
from slm_analytics.ingest.report import Check, LoadReport, Mark
from slm_analytics.ingest.report_card.earlier import HOURS, Told, month_of
from slm_analytics.register.spellings import suggestions

_MONTHS_BEFORE, _FEWEST_MONTHS = 6, 3
_STEADY = 20  # records a month below which a month is no measure
_FEW, _MANY = 0.6, 1.6  # of the lowest, of the highest of the months before
_SERVICE_EACH_MONTH = 5
_HOURS_COMPARED, _CLEARER = 200, 0.25  # records; gain of correlation that a shift must bring
_NAMED = 5
_QUIET = 3  # days at the end of a month on which nothing may have happened
_JUST_BEGUN = 7  # days: exports of a month are made in the first week of the next


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """A file and what stands around it.

    Attributes:
        report: how the file was read.
        form: the kind of its records.
        here: what the file tells.
        before: what the store tells of the same source.
        until: the last day that the file tells of; None where nothing says it.
        levels: level -> tickets of it, here and in the store, where one is made of others.
    """

    report: LoadReport
    form: Contract
    here: Told
    before: Told
    until: date | None
    levels: Mapping[str, int] = field(default_factory=dict)


def card(extract: Extract) -> tuple[Check, ...]:
    """Return every check of the card, those to look at first."""
    planned = extract.form.at in extract.form.ahead or not extract.form.at
    of_months = () if planned else (_completeness, _month_end, _services, _hours)
    found = [
        check
        for looks_at in (_cut, _levels, *of_months, _states, _gone, _history, _zone, _spellings)
        for check in looks_at(extract)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda check: list(Mark).index(check.mark)))


def _cut(extract: Extract) -> Iterator[Check]:
    cut = next((each for each in extract.report.findings if each.code == "cut export"), None)
    if cut is not None:
        yield Check(name="Limit of the tool", mark=Mark.LOOK, words=cut.message, remedy=cut.remedy)


def _levels(extract: Extract) -> Iterator[Check]:
    """Say that the same work stands at two levels of the tool, and counts twice."""
    if len(extract.levels) > 1:
        told = " and ".join(f"{number:,} {level}" for level, number in extract.levels.items())
        words = f"{told} would be loaded together: one is made of the other, so work counts twice."
        remedy = "Load one of them alone, best the requested items, and withdraw what is too much."
        yield Check(name="Counted twice", mark=Mark.LOOK, words=words, remedy=remedy)


def _completeness(extract: Extract) -> Iterator[Check]:
    """Compare the newest two months with the up to six before them, day by day of the month."""
    months = _counts(extract)
    for month in sorted({month_of(day) for day in extract.here.days})[-2:]:
        last = _last_day(extract, month)
        before = [each for each in sorted(months) if each < month][-_MONTHS_BEFORE:]
        counts = [_until(months[each], last) for each in before]
        here = _until(months[month], last)
        if len(counts) < _FEWEST_MONTHS or median(counts) < _STEADY:
            continue
        yield _compared(extract.form, month, last, here, counts)


def _compared(form: Contract, month: date, last: int, here: int, counts: list[int]) -> Check:
    whole = last >= calendar.monthrange(month.year, month.month)[1]
    until = "" if whole else f" up to day {last}"
    low, high = min(counts), max(counts)
    words = (
        f"{month:%B %Y}{until}: {here:,} {form.title.lower()};"
        f" the {len(counts)} months before had {low:,} to {high:,}{until}."
    )
    if _FEW * low <= here <= _MANY * high:
        return Check(name=f"Completeness, {month:%b %Y}", mark=Mark.GOOD, words=words)
    few = here < low
    remedy = "Check the filter and the count in the tool: " + (
        "a filter, a group or a limit may leave some out."
        if few
        else "other kinds of record, test tickets or another customer may be in it."
    )
    return Check(name=f"Completeness, {month:%b %Y}", mark=Mark.LOOK, words=words, remedy=remedy)


def _counts(extract: Extract) -> dict[date, dict[int, int]]:
    """Return month -> day of the month -> records; of each month, whoever tells more."""
    found: dict[date, dict[int, int]] = {}
    for told in (extract.before, extract.here):
        months: dict[date, dict[int, int]] = {}
        for day, number in told.days.items():
            months.setdefault(month_of(day), {})[day.day] = number
        for month, days in months.items():
            if sum(days.values()) >= sum(found.get(month, {}).values()):
                found[month] = days
    return found


def _until(days: dict[int, int], last: int) -> int:
    return sum(number for day, number in days.items() if day <= last)


def _last_day(extract: Extract, month: date) -> int:
    """Return the last day of a month that the file tells of in full."""
    end = calendar.monthrange(month.year, month.month)[1]
    if extract.until is not None and month_of(extract.until) == month:
        return extract.until.day if extract.until.day == end else extract.until.day - 1
    return end


def _month_end(extract: Extract) -> Iterator[Check]:
    until = extract.until
    if until is None:
        return
    days = calendar.monthrange(until.year, until.month)[1]
    before = until.replace(day=1) - timedelta(days=1)
    if until.day <= _JUST_BEGUN and month_of(before) in map(month_of, extract.here.days):
        words = f"{before:%B %Y} is complete; the file ends on {until.day} {until:%B %Y}."
        yield Check(name="Month", mark=Mark.GOOD, words=words)
    elif 0 < days - until.day <= _QUIET:
        words = (
            f"Nothing after {until.day} {until:%B %Y}: a quiet end, or the export was made then."
        )
        yield Check(name="Month", mark=Mark.OPEN, words=words)
    elif until.day < days:
        words = f"The file ends on {until.day} {until:%B %Y}: that month is not complete."
        remedy = "Export it again once the month is over; the later export takes its place."
        yield Check(name="Month", mark=Mark.LOOK, words=words, remedy=remedy)
    else:
        words = f"The file tells up to the end of {until:%B %Y}."
        yield Check(name="Month", mark=Mark.GOOD, words=words)


def _services(extract: Extract) -> Iterator[Check]:
    """Name services that every one of the months before has, and the newest has not."""
    if not extract.here.services:
        return
    newest = max(extract.here.services)
    months = sorted(each for each in extract.before.services if each < newest)[-_FEWEST_MONTHS:]
    if len(months) < _FEWEST_MONTHS:
        return
    each_month = [extract.before.services[month] for month in months]
    steady = {
        name for name in each_month[0]
        if all(told.get(name, 0) >= _SERVICE_EACH_MONTH for told in each_month)
    }  # fmt: skip
    lost = sorted(steady - extract.here.services[newest].keys())
    if lost:
        words = (
            f"{newest:%B %Y} has no {extract.form.one} of {_listed(lost)};"
            f" each of the {_FEWEST_MONTHS} months before has."
        )
        remedy = "Was the service ended or renamed, or does the filter leave it out?"
        yield Check(name="Services", mark=Mark.LOOK, words=words, remedy=remedy)
    elif steady:
        words = f"All {len(steady)} services of the months before are there."
        yield Check(name="Services", mark=Mark.GOOD, words=words)


def _states(extract: Extract) -> Iterator[Check]:
    """Name states that were there before; an export of closed tickets hides what is open."""
    if not extract.here.states or extract.report.history or not extract.before.states:
        return
    total = sum(extract.before.states.values())
    usual = {word for word, number in extract.before.states.items() if number >= total / 100}
    lost = sorted(usual - extract.here.states.keys())
    if lost:
        words = f"No ticket is in the state {_listed(lost)}; the loads before have such."
        remedy = "Does the filter leave them out? What is still open must be in the export."
        yield Check(name="States", mark=Mark.LOOK, words=words, remedy=remedy)
    else:
        yield Check(name="States", mark=Mark.GOOD, words="All usual states are there.")


def _gone(extract: Extract) -> Iterator[Check]:
    number = extract.report.overlap.gone
    if number and len(extract.levels) < 2:  # else they are those of another level
        shown = _listed(list(extract.before.gone))
        words = f"{number:,} tickets were counted before and are not in this file: {shown}."
        remedy = (
            "Deleted, merged or moved in the tool? They stay counted as they were;"
            " withdraw the earlier load if they should not."
        )
        yield Check(name="Tickets gone", mark=Mark.LOOK, words=words, remedy=remedy)


def _history(extract: Extract) -> Iterator[Check]:
    report = extract.report
    if not extract.form.is_tickets:
        return
    told = report.history or extract.before.history
    if told:
        yield Check(name="History", mark=Mark.GOOD, words="Pauses are known from a history.")
    elif any(column.field == "paused_seconds" for column in report.columns):
        words = "Pauses are known as a sum; when they were is not."
        yield Check(name="History", mark=Mark.OPEN, words=words)
    else:
        words = "No history is loaded: pauses are unknown, so waiting for the customer counts."
        remedy = "Load the audit log of the same tickets too, if the tool keeps one."
        yield Check(name="History", mark=Mark.OPEN, words=words, remedy=remedy)


def _zone(extract: Extract) -> Iterator[Check]:
    assumed = [each for each in extract.report.findings if each.code == "zone assumed"]
    if assumed:
        yield Check(name="Time zone", mark=Mark.LOOK, words=assumed[0].message,
                    remedy=assumed[0].remedy)  # fmt: skip
    several = [each for each in extract.report.findings if each.code == "several zones"]
    if several:
        words = " ".join(each.message for each in several)
        remedy = (
            "Each time is read as it says. Was the list put together from several, or exported by"
            f" people in other places? Days and months are those of {extract.report.zone}."
        )
        yield Check(name="Several zones", mark=Mark.LOOK, words=words, remedy=remedy)


def _hours(extract: Extract) -> Iterator[Check]:
    """Compare the hours of the day with those before: a clear shift is another time zone."""
    here, before = extract.here.hours, extract.before.hours
    if min(sum(here), sum(before)) < _HOURS_COMPARED:
        return
    alike = {shift: _likeness(here, before, shift) for shift in range(-11, 13)}
    best = max(alike, key=lambda shift: (alike[shift], -abs(shift)))
    if best and alike[best] - alike[0] > _CLEARER:
        later = "later" if best > 0 else "earlier"
        words = f"Records of this file begin {abs(best)} h {later} in the day than those before."
        remedy = "Was the export made in another time zone? Say so under Read it in another way."
        yield Check(name="Hours of the day", mark=Mark.LOOK, words=words, remedy=remedy)
    else:
        words = "Records begin at the same hours of the day as before."
        yield Check(name="Hours of the day", mark=Mark.GOOD, words=words)


def _likeness(here: tuple[int, ...], before: tuple[int, ...], shift: int) -> float:
    """Return the correlation of the hours here, moved back by `shift`, with those before."""
    moved = [here[(hour + shift) % HOURS] for hour in range(HOURS)]
    left, right = sum(moved) / HOURS, sum(before) / HOURS
    both = sum((a - left) * (b - right) for a, b in zip(moved, before, strict=True))
    spread = sum((a - left) ** 2 for a in moved) * sum((b - right) ** 2 for b in before)
    return float(both / spread**0.5) if spread else 0.0


def _spellings(extract: Extract) -> Iterator[Check]:
    counts: dict[str, int] = {}
    for told in (extract.before, extract.here):
        for services in told.services.values():
            for name, number in services.items():
                counts[name] = counts.get(name, 0) + number
    here = {name for services in extract.here.services.values() for name in services}
    mixed = [each for each in suggestions(counts) if here & {each.name, *each.written}]
    if mixed:
        first = mixed[0]
        many = f"{len(mixed)} services are" if len(mixed) > 1 else "1 service is"
        words = f"{many} written in several ways: {_listed([first.name, *first.written])}."
        remedy = "Merge the spellings under Set-up, step 1, or on the page Register, sheet names."
        yield Check(name="Spellings", mark=Mark.LOOK, words=words, remedy=remedy)


def _listed(names: list[str]) -> str:
    shown = ", ".join(repr(name) for name in names[:_NAMED])
    return shown + (f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else "")
