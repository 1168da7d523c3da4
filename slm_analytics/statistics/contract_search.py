"""The search for the calendar and target behind due times or verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from slm_analytics.domain.service_calendar import Hours, ServiceCalendar
from slm_analytics.statistics.closed_days import PublicHolidays, closed_days, countries_of
from slm_analytics.statistics.contract_cases import Cases
from slm_analytics.statistics.contract_fit import Candidate, FaceSearch, Fit, exact_fit
from slm_analytics.statistics.due_hours import ALL_DAY, Weekly, better_hours, hours_of

ALWAYS = Candidate(calendar=ServiceCalendar(always_open=True))
# One zone for each rule of clocks where many people work; tried when the zones given do not do.
ZONES_OF_THE_WORLD = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles",
    "America/Sao_Paulo", "America/Bogota", "America/Mexico_City", "America/Toronto",
    "Europe/London", "Europe/Berlin", "Europe/Helsinki", "Europe/Istanbul", "Europe/Moscow",
    "Africa/Lagos", "Africa/Johannesburg", "Africa/Cairo", "Asia/Jerusalem", "Asia/Dubai",
    "Asia/Karachi", "Asia/Kolkata", "Asia/Dhaka", "Asia/Bangkok", "Asia/Shanghai", "Asia/Tokyo",
    "Australia/Brisbane", "Australia/Sydney", "Pacific/Auckland",
)  # fmt: skip
_SAMPLE, _GLANCE = 20_000, 2_000
_GOOD, _CLEAR = 0.97, 0.995
_FOREIGN = 200  # of so many verdicts one more
_FINALISTS, _CLIMBS, _STEPS = 4, 2, 12
_HOUR = 3600
_USUAL_HOURS = tuple(
    (opens * _HOUR, closes * _HOUR) for opens in (7, 8, 9) for closes in (16, 17, 18, 19, 20)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a search may start from.

    Attributes:
        zones: zones of the files and of the customers, the likeliest first.
        countries: whose holidays may be kept beside those of the zones.
        calendars: calendars of the register, and those found for other tickets.
        public: who knows public holidays; None: nobody.
    """

    zones: tuple[str, ...] = ("UTC",)
    countries: tuple[str, ...] = ()
    calendars: tuple[Candidate, ...] = ()
    public: PublicHolidays | None = None


def best_fits(cases: Cases, known: Known, among: tuple[Candidate, ...] = ()) -> tuple[Fit, ...]:
    """Return the candidates that explain most tickets, the best first; simpler ones before equals.

    Due times show hours, zone and holidays by themselves; verdicts only decide
    between calendars that are known or usual. With calendars `among` which to
    choose nothing else is tried.
    """
    if cases.count == 0:
        return ()
    sample = cases.sampled(_SAMPLE)
    ranked = _ranked(_tried(sample, known, among))
    if sample is cases:
        return ranked
    finals = [exact_fit(cases, fit.candidate) for fit in ranked[:_FINALISTS]]
    return _ranked(finals)


def _tried(sample: Cases, known: Known, among: tuple[Candidate, ...]) -> list[Fit]:
    tried = [exact_fit(sample, each) for each in among or (*known.calendars, ALWAYS)]
    if among:
        return tried
    if sample.met is None:
        return tried + _from_due_times(sample, known, tried)
    return tried + [exact_fit(sample, each) for each in _usual(sample, known)]


def _ranked(fits: Iterable[Fit]) -> tuple[Fit, ...]:
    """Return fits by what they explain net of their cost; of equals the simplest first."""
    ordered = sorted(fits, key=lambda fit: (-fit.net, fit.candidate.cost))
    unique: list[Fit] = []
    for fit in ordered:
        if not any(fit.candidate.calendar == other.candidate.calendar for other in unique[:12]):
            unique.append(fit)
    return tuple(unique)


def _from_due_times(sample: Cases, known: Known, tried: list[Fit]) -> list[Fit]:
    if max(fit.explained for fit in tried) >= sample.count * _CLEAR:
        return []
    glance = sample.sampled(_GLANCE)
    climbed = _climbed(glance, known.zones)
    if not climbed or climbed[0][0] < glance.count * _GOOD or _at_night(climbed[0][1]):
        elsewhere = tuple(zone for zone in ZONES_OF_THE_WORLD if zone not in known.zones)
        enough = climbed[0][0] - glance.count // 50 if climbed else 0
        climbed = sorted(
            climbed + _climbed(glance, elsewhere, 1, enough), key=lambda each: -each[0]
        )
    found = []
    for _, candidate in climbed[:2]:
        plain = exact_fit(sample, candidate)
        found += [
            plain,
            *(exact_fit(sample, each) for each in _with_holidays(sample, plain, known)),
        ]
    return found


def _climbed(
    glance: Cases, zones: tuple[str, ...], cost: int = 0, enough: int = 0
) -> list[tuple[int, Candidate]]:
    """Return weekly hours in zones, bettered step by step, with what they explain, best first.

    Where they start they have to explain `enough` tickets to be worth it.
    """
    starts = []
    for place, zone in enumerate(zones):
        search = FaceSearch(glance, zone)
        starts += [
            (search.explained(weekly), _complexity(weekly), (_early(weekly), place), weekly, search)
            for weekly in hours_of(search.ends.until)
        ]
    starts.sort(key=lambda start: (start[1] - start[0], start[2]))
    found = []
    for score, _, _, weekly, search in starts[:_CLIMBS]:
        if score < enough:
            break
        best, hours = _climb(search, score, weekly, glance.count)
        calendar = ServiceCalendar(zone=search.zone, weekly=hours)
        candidate = Candidate(calendar=calendar, cost=cost + _complexity(hours))
        found.append((best, candidate))
    return _best_first(found)


def _best_first(climbed: list[tuple[int, Candidate]]) -> list[tuple[int, Candidate]]:
    """Return hours found, each once, by what they explain net of their cost."""
    ordered = sorted(climbed, key=lambda each: each[1].cost - each[0])
    known = {repr(each[1].calendar): each for each in reversed(ordered)}
    return [each for each in ordered if known[repr(each[1].calendar)] is each]


def _climb(search: FaceSearch, score: int, weekly: Weekly, count: int) -> tuple[int, Weekly]:
    for _ in range(_STEPS):
        if score >= count * _CLEAR:
            break
        better = [(search.explained(each), each) for each in better_hours(weekly)]
        best = max(better, key=lambda each: each[0])
        if best[0] <= score:
            break
        score, weekly = best
    return score, weekly


def _with_holidays(sample: Cases, plain: Fit, known: Known) -> Iterator[Candidate]:
    """Yield a calendar with holidays it may keep."""
    if plain.explained >= plain.of * _CLEAR:
        return  # holidays touch far more tickets than are left
    calendar = plain.candidate.calendar
    faces = FaceSearch(sample, calendar.zone).ends.until
    countries = (*known.countries, *countries_of(calendar.zone))
    for days in closed_days(faces, calendar.weekly, countries, known.public):
        yield Candidate(
            calendar=replace(calendar, holidays=days.days),
            holidays=days.whose,
            cost=plain.candidate.cost + days.cost,
        )


def _usual(sample: Cases, known: Known) -> Iterator[Candidate]:
    """Yield usual office hours, those that explain most verdicts.

    A zone that nobody named has to explain clearly more: with many zones tried, one of
    them is a little better by chance.
    """
    patterns = [_working_days(hours) for hours in (*((each,) for each in _USUAL_HOURS), ALL_DAY)]
    glance = sample.sampled(_GLANCE)
    scored = []
    for place, zone in enumerate(dict.fromkeys((*known.zones, *ZONES_OF_THE_WORLD))):
        search = FaceSearch(glance, zone)
        cost = 0 if zone in known.zones else 1 + glance.count // _FOREIGN
        scored += [(search.explained(weekly) - cost, -place, zone, weekly) for weekly in patterns]
    scored.sort(key=lambda each: (-each[0], -each[1]))
    for _, _, zone, weekly in scored[: _FINALISTS * 2]:
        cost = 0 if zone in known.zones else 1 + sample.count // _FOREIGN
        calendar = ServiceCalendar(zone=zone, weekly=weekly)
        yield Candidate(calendar=calendar, cost=cost + _complexity(weekly))


def _at_night(candidate: Candidate) -> bool:
    """Return whether service runs past midnight: it may be office hours elsewhere."""
    return any(closes <= opens for hours in candidate.calendar.weekly for opens, closes in hours)


def _working_days(hours: Hours) -> Weekly:
    return hours, hours, hours, hours, hours, (), ()


def _early(weekly: Weekly) -> int:
    """Return how far the first opening is from where offices open: zones far apart may tie."""
    return min((abs(opens - 8 * _HOUR) for hours in weekly for opens, _ in hours), default=0)


def _complexity(weekly: Weekly) -> int:
    """Return how much there is to say of weekly hours: each kind of day, each interval more."""
    kinds = {hours for hours in weekly if hours}
    nights = any(closes <= opens for hours in kinds for opens, closes in hours)
    return 1 + sum(len(hours) for hours in kinds) + 2 * nights
