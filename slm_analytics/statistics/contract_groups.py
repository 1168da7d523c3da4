"""Tickets parted into groups that one target and calendar explain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from slm_analytics.statistics.contract_cases import Basis, Cases, due_cases, verdict_cases
from slm_analytics.statistics.contract_fit import Candidate, Fit, exact_fit
from slm_analytics.statistics.contract_search import Known, best_fits
from slm_analytics.statistics.open_seconds import Flags, Seconds

FEWEST = 8  # tickets that a guess needs
_PARTS = ("customer", "record_type")
_FEWEST_OF_A_PART, _MOST_PARTS = 30, 12
_SHARED_SAMPLE = 20_000
_FEWEST_CALENDARS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Tickets held against calendars together: whose they are, and what fits, best first."""

    priority: str
    customer: str | None = None
    record_type: str | None = None
    basis: Basis
    rows: Seconds  # all its tickets that have a due time, or a verdict
    steady: Flags  # which of them kept their priority; the others are left out
    cases: Cases  # the steady ones
    fits: tuple[Fit, ...] = ()

    @property
    def left_out(self) -> int:
        """How many tickets are left out, since their priority changed."""
        return len(self.rows) - self.cases.count

    @property
    def held(self) -> Seconds:
        """The rows of the tickets that are held against calendars."""
        return self.rows[self.steady]


def groups_of(tickets: pd.DataFrame, pauses: pd.DataFrame | None, known: Known) -> list[Group]:
    """Return groups of tickets by priority; by customer and record type where these matter.

    The columns are those of `review.contract_guess.guess_contract`.
    """
    return _Finder(tickets.reset_index(drop=True), pauses, known).groups()


class _Finder:
    """Parts tickets into groups, each with what fits it."""

    def __init__(self, tickets: pd.DataFrame, pauses: pd.DataFrame | None, known: Known) -> None:
        self._known = known
        self._codes, self._names = {}, {}
        for part in _PARTS:
            codes, names = pd.factorize(tickets[part])
            self._codes[part], self._names[part] = codes, [str(name) for name in names]
        self._priority, priorities = pd.factorize(tickets["priority"], sort=True)
        self._priorities = [str(priority) for priority in priorities]
        self._changed: Flags = tickets["changed"].fillna(False).to_numpy(dtype=bool)
        self._all: dict[Basis, tuple[Cases, Seconds]] = {}
        for basis, read in ((Basis.DUE_TIMES, due_cases), (Basis.VERDICTS, verdict_cases)):
            cases, rows = read(tickets, pauses)
            place = np.full(len(tickets), -1, dtype=np.int64)
            place[rows] = np.arange(len(rows))
            self._all[basis] = (cases, place)

    def groups(self) -> list[Group]:
        """Return the groups of all priorities, the largest searched first."""
        sizes = np.bincount(self._priority[self._priority >= 0], minlength=len(self._priorities))
        found: list[Group] = []
        for code in np.argsort(-sizes, kind="stable"):
            rows = np.flatnonzero(self._priority == code)
            for basis, named, mine in self._by_basis(rows):
                part_names = _PARTS if named is None else _PARTS[1:]
                group = self._group(self._priorities[code], basis, mine, customer=named)
                found += self._parted(group, part_names)
        return _sharing_calendars(found)

    def _by_basis(self, rows: Seconds) -> Iterator[tuple[Basis, str | None, Seconds]]:
        """Yield rows by what speaks of them: a customer's due times where half have one."""
        due, verdict = (self._all[basis][1][rows] >= 0 for basis in Basis)
        codes = self._codes["customer"][rows] + 1
        count = np.bincount(codes)
        speaks = np.bincount(codes, weights=due) * 2 >= np.maximum(count, 1)
        by_due = speaks[codes]
        if by_due.any():
            yield Basis.DUE_TIMES, None, rows[by_due]
        rest = ~by_due & verdict
        if not by_due.any():
            yield Basis.VERDICTS, None, rows
        elif rest.any():
            for code in np.unique(codes[rest]):
                mine = rows[~by_due & (codes == code)]
                named = self._names["customer"][code - 1] if code else None
                yield Basis.VERDICTS, named, mine

    def _group(
        self, priority: str, basis: Basis, rows: Seconds, *,
        customer: str | None = None, record_type: str | None = None,
        among: tuple[Candidate, ...] = (),
    ) -> Group:  # fmt: skip
        """Return a group with what fits it, of the calendars `among` where some are given."""
        cases, place = self._all[basis]
        speaking = rows[place[rows] >= 0]
        steady = ~self._changed[speaking]
        mine = cases.take(place[speaking[steady]])
        return Group(
            priority=priority, customer=customer, record_type=record_type, basis=basis,
            rows=speaking, steady=steady, cases=mine,
            fits=best_fits(mine, self._known, among) if mine.count >= FEWEST else (),
        )  # fmt: skip

    def _parted(self, whole: Group, parts: Sequence[str]) -> list[Group]:
        """Return a group, or what it falls into where customers or record types differ."""
        self._learn(whole)
        for place, part in enumerate(parts):
            own = [group for group in self._own(whole, part) if _gains(whole, group)]
            own = _unlike(own, whole)
            if not own:
                continue
            found = [each for group in own for each in self._parted(group, parts[place + 1 :])]
            taken = np.concatenate([group.rows for group in own])
            left = np.setdiff1d(whole.rows, taken)
            if len(left):
                found += self._parted(self._rest(whole, part, left), parts[place:])
            return found
        return [whole]

    def _own(self, whole: Group, part: str) -> Iterator[Group]:
        """Yield the parts of a group that its best fit does not suit."""
        if not whole.fits:
            return
        codes = self._codes[part][whole.held] + 1
        count = np.bincount(codes)
        right = np.bincount(codes, weights=whole.fits[0].flags, minlength=len(count))
        if np.count_nonzero(count) < 2:
            return
        large = [code for code in np.argsort(-count)[:_MOST_PARTS] if code]
        enough = 0.9 if whole.basis is Basis.DUE_TIMES else 0.99
        for code in large:
            if count[code] >= _FEWEST_OF_A_PART and right[code] < count[code] * enough:
                named = self._names[part][code - 1]
                mine = whole.rows[self._codes[part][whole.rows] == code - 1]
                yield self._group(
                    whole.priority, whole.basis, mine,
                    customer=named if part == "customer" else whole.customer,
                    record_type=named if part == "record_type" else whole.record_type,
                    among=_tried(whole, part),
                )  # fmt: skip

    def _rest(self, whole: Group, part: str, rows: Seconds) -> Group:
        """Return what is left of a group, by its name where one customer or type is left."""
        codes = np.unique(self._codes[part][rows])
        single = len(codes) == 1 and codes[0] >= 0
        named = self._names[part][int(codes[0])] if single else None
        customer, record_type = whole.customer, whole.record_type
        return self._group(
            whole.priority, whole.basis, rows,
            customer=named or customer if part == "customer" else customer,
            record_type=named or record_type if part == "record_type" else record_type,
        )  # fmt: skip

    def _learn(self, group: Group) -> None:
        """Keep a calendar that explains due times well, to try it on others."""
        if group.basis is Basis.DUE_TIMES and group.fits:
            best = group.fits[0]
            calendars = [each.calendar for each in self._known.calendars]
            good = best.explained >= best.of * 0.9
            if good and best.candidate.calendar not in calendars:
                more = (*self._known.calendars, best.candidate)
                self._known = replace(self._known, calendars=more)


def _tried(whole: Group, part: str) -> tuple[Candidate, ...]:
    """Return the calendars to try on a part; none: all.

    Verdicts of a record type tell another length at best, no calendar of their own.
    """
    if whole.basis is Basis.DUE_TIMES or part == "customer":
        return ()
    return tuple(fit.candidate for fit in whole.fits[:_FEWEST_CALENDARS])


def _unlike(parts: list[Group], whole: Group) -> list[Group]:
    """Return parts without the largest set of them that one contract explains: they stay together.

    Only where nothing else is left of the whole to be "any".
    """
    if not parts or sum(len(part.rows) for part in parts) < len(whole.rows):
        return parts
    contracts = [
        (fit.seconds, repr(fit.candidate.calendar)) for fit in (part.fits[0] for part in parts)
    ]
    most, times = max(
        ((each, contracts.count(each)) for each in contracts), key=lambda pair: pair[1]
    )
    if times < 2 or times == len(parts):
        return parts
    return [part for part, own in zip(parts, contracts, strict=True) if own != most]


def _gains(whole: Group, part: Group) -> bool:
    """Return whether a part is explained notably better by a target or calendar of its own."""
    if not part.fits:
        return False
    mine = np.isin(whole.held, part.held, assume_unique=True)
    before = int(whole.fits[0].flags[mine].sum())
    enough = 0.05 if whole.basis is Basis.DUE_TIMES else 0.01
    return part.fits[0].net - before >= max(5, enough * part.cases.count)


def _sharing_calendars(groups: list[Group]) -> list[Group]:
    """Return groups with verdicts of one customer on one calendar, where that costs little.

    Verdicts of one priority hardly tell a calendar; those of several together do.
    """
    found = list(groups)
    spoken = [place for place, group in enumerate(groups) if _tells_verdicts(group)]
    for customer in {groups[place].customer for place in spoken}:
        mine = [place for place in spoken if groups[place].customer == customer]
        if len(mine) > 1:
            for place, group in zip(mine, _shared([groups[p] for p in mine]), strict=True):
                found[place] = group
    return found


def _tells_verdicts(group: Group) -> bool:
    return group.basis is Basis.VERDICTS and bool(group.fits)


def _shared(groups: list[Group]) -> list[Group]:
    candidates: list[Candidate] = []
    for group in groups:
        for fit in group.fits:
            if all(fit.candidate.calendar != each.calendar for each in candidates):
                candidates.append(fit.candidate)
    samples = [group.cases.sampled(_SHARED_SAMPLE) for group in groups]
    table = [[exact_fit(sample, each) for each in candidates] for sample in samples]
    totals = np.sum([[fit.net for fit in row] for row in table], axis=0)
    order = [int(place) for place in np.argsort(-totals, kind="stable")]
    return [_on_shared(group, row, order) for group, row in zip(groups, table, strict=True)]


def _on_shared(group: Group, row: list[Fit], order: list[int]) -> Group:
    """Return a group on the calendar that suits all, unless its own is clearly better."""
    best = max(row, key=lambda fit: fit.net)
    common = row[order[0]]
    margin = max(2, best.of // 1000)
    if best.net - common.net > margin:
        return group
    ranked = [row[place].candidate for place in order[:4]]
    return replace(group, fits=tuple(exact_fit(group.cases, each) for each in ranked))
