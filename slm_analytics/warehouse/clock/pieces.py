"""The pieces of which the statements of the clock are made: look-ups and conditions as text.

A slot is written `{name}` or `{name: one | other}`; the pieces get the words
after the colon. How many columns a look-up has comes from the calendars.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from slm_analytics.domain.service_calendar import DAY
from slm_analytics.domain.target import ClockKind
from slm_analytics.warehouse.clock.calendar_grid import ADDED_BITS, LENGTH_BITS
from slm_analytics.warehouse.clock.rule_tables import RuleTables

_FOLDER = Path(__file__).parent
_SLOT = re.compile(r"\{(\w+)(?::\s([^{}]*))?\}")
_NEVER = 1 << 40
_LENGTH, _ADDED, _OFFSET = (1 << LENGTH_BITS) - 1, (1 << ADDED_BITS) - 1, (1 << 20) - 1
Piece = Callable[..., str]


@cache
def file_text(name: str) -> str:
    """Return the text of a statement without its comments, which name slots."""
    lines = (_FOLDER / f"{name}.sql").read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("--"))


class Pieces:
    """The pieces for rules compiled to tables, and the words and keys of a store."""

    def __init__(self, rules: RuleTables, words: Mapping[str, int], keys: int) -> None:
        """Prepare the pieces.

        Args:
            rules: the rules.
            words: the words of states that come up, with their numbers.
            keys: how many distinct keys tickets have.
        """
        self._rules = rules
        self._keys = keys
        self._epochs = len(rules.boundaries) + 1
        self._sites = len(rules.sites) + 1
        self._numbers = [_numbers(states, words) for states in rules.words]
        targets = rules.targets
        self._has_days = any(target.days for target in targets)
        self._moves = any(target.policy.closing.name == "MOVES" for target in targets)
        self._cuts = any(target.policy.version.name == "PER_STRETCH" for target in targets)

    def filled(self, name: str, **slots: str) -> str:
        """Return the text of a statement with all its slots filled."""
        text, before = file_text(name), ""
        while text != before:
            before = text
            text = _SLOT.sub(lambda slot: self._piece(slot[1], slot[2], slots), text)
        return text

    def _piece(self, name: str, words: str | None, slots: Mapping[str, str]) -> str:
        if name in slots:
            return slots[name]
        piece: Piece = getattr(self, f"_{name}_piece")
        return piece(*(() if words is None else words.split(" | ")))

    def _as_of_piece(self) -> str:
        return str(self._rules.as_of)

    def _never_piece(self) -> str:
        return str(_NEVER)

    def _keys_piece(self) -> str:
        return str(self._keys)

    def _epochs_piece(self) -> str:
        return str(self._epochs)

    def _sites_piece(self) -> str:
        return str(self._sites)

    def _epoch_piece(self, instant: str) -> str:
        """The epoch of an instant: how many boundaries lie at or before it."""
        terms = [f"({instant} >= {end})::INTEGER" for end in self._rules.boundaries]
        return f"({' + '.join(terms)})" if terms else "0"

    def _match_piece(self, clock: str, key: str, instant: str) -> str:
        """The number of the target that holds; below 0: none (see match.sql)."""
        epoch = self._epoch_piece(instant)
        return f"match_list[(({clock}) * {self._keys} + {key}) * {self._epochs} + {epoch} + 1]"

    def _clocks_piece(self) -> str:
        return str(len(self._rules.clocks))

    def _site_piece(self, key: str) -> str:
        """The number of the site of a ticket, where sites have calendars of their own."""
        return f"site_list[{key} + 1]" if self._rules.sites else "0"

    def _target_piece(self, name: str, target: str) -> str:
        return f"target_{name}[{target} + 1]"

    def _matched_piece(self) -> str:
        return file_text("matched").replace("{key}", "key_no")

    def _calendar_piece(self, target: str, site: str, instant: str) -> str:
        """The calendar of a target for a site, as a clock begun at an instant runs by it."""
        epoch = self._epoch_piece(instant)
        pick = f"(({target}) * {self._sites} + {site}) * {self._epochs} + {epoch} + 1"
        return f"calendar_list[{pick}]"

    def _day_piece(self, calendar: str, instant: str) -> str:
        """The row of a table by days for an instant."""
        grid = self._rules.grid
        return f"({calendar} * {grid.day_count} + {self._day(instant)})::INTEGER"

    def _day(self, instant: str) -> str:
        """The day of an instant, from 0; what lies after the end has the last day."""
        grid = self._rules.grid
        end = (grid.first_day + grid.day_count - 1) * DAY
        return (
            f"CASE WHEN {instant} >= {end} THEN {grid.day_count - 1}"
            f" ELSE {instant} // {DAY} - {grid.first_day} END"
        )

    def _at(self, calendar: str, instant: str) -> str:
        """The place of an instant in the lists by days."""
        return f"[{calendar} * {self._rules.grid.day_count} + {self._day(instant)} + 1]"

    def _open_piece(self, calendar: str, instant: str) -> str:
        """The open seconds before an instant; null where there is none, or no calendar."""
        place = self._at(calendar, instant)
        terms = [f"open_before{place}"] + [
            f"greatest(0, least({instant} % {DAY} - (open_piece_{number}{place} >> {LENGTH_BITS}),"
            f" open_piece_{number}{place} & {_LENGTH}))"
            for number in range(1, self._rules.grid.pieces + 1)
        ]
        return f"({' + '.join(terms)})"

    def _next_piece(self, calendar: str, instant: str) -> str:
        """The first open instant at or after an instant."""
        place, second = self._at(calendar, instant), f"{instant} % {DAY}"
        cases = []
        for number in range(1, self._rules.grid.pieces + 1):
            piece = f"open_piece_{number}{place}"
            start = f"({piece} >> {LENGTH_BITS})"
            cases.append(
                f"WHEN {second} < {start} + ({piece} & {_LENGTH})"
                f" THEN {instant} - {second} + greatest({second}, {start})"
            )
        return f"CASE {' '.join(cases)} ELSE opens_later{place} END"

    def _reached_piece(self, calendar: str, seconds: str) -> str:
        """The earliest instant with so many open seconds before it; null beyond the calendar."""
        grid = self._rules.grid
        chunk = f"chunk_begin[{calendar} + 1] + ({seconds} - 1) // {grid.chunk}"
        place = f"[{chunk} + 1]"
        outside = f"{seconds} < 1 OR {chunk} >= chunk_begin[{calendar} + 2]"
        cases = [f"WHEN {outside} THEN NULL"] + [
            f"WHEN ({seconds} - 1) % {grid.chunk} < (chunk_{number}{place} >> {ADDED_BITS})"
            f" THEN {seconds} + (chunk_{number}{place} & {_ADDED})"
            for number in range(1, grid.chunk_pieces + 1)
        ]
        return f"CASE {' '.join(cases)} END"

    def _begun_piece(self, working: str, instant: str) -> str:
        """How many working days have opened by an instant."""
        terms = [f"{working}.begun_before"] + [
            f"({instant} % {DAY} >= {working}.opening_{place})::INTEGER"
            for place in range(1, self._rules.openings + 1)
        ]
        return f"({' + '.join(terms)})"

    def _place_piece(self, calendar: str, place: str) -> str:
        places = self._rules.places
        return (
            f"CASE WHEN {place} >= 0 AND {place} < {places}"
            f" THEN {calendar} * {places} + {place} END"
        )

    def _within_piece(self, states: str, word: str) -> str:
        """Whether a word is of one of the sets of states that policies name."""
        cases = [
            f"WHEN {place} THEN {word} IN ({numbers})"
            for place, numbers in enumerate(self._numbers)
            if numbers
        ]
        return (
            f"coalesce(CASE {states} {' '.join(cases)} ELSE false END, false)" if cases else "false"
        )

    def _has_started_piece(self) -> str:
        entered = self._within_piece("w.start_set", "p.word_no")
        return f"CASE w.start_rule WHEN 1 THEN p.is_assigned ELSE {entered} END"

    def _allowed_piece(self, rows: str) -> str:
        return file_text("allowed_days" if self._has_days else "allowed").replace("{rows}", rows)

    def _cut_parts_piece(self) -> str:
        return file_text("cut_parts") if self._cuts else "SELECT * FROM stretch"

    def _civil_piece(self, zone: str, instant: str) -> str:
        """The civil date of an instant: the offsets of its day, and when they change."""
        first, count = self._rules.zone_days
        offsets = f"zone_day[{zone} * {count} + {instant} // {DAY} - {first} + 1]"
        shift = f"CASE WHEN {instant} % {DAY} < ({offsets} >> 40) THEN 20 ELSE 0 END"
        local = f"{instant} + (({offsets} >> ({shift})) & {_OFFSET}) - {DAY}"
        return f"DATE '1970-01-01' + (({local}) // {DAY})::INTEGER"

    def _missed_piece(self, rows: str) -> str:
        return (
            f"({rows}.elapsed_s > {rows}.allowed"
            f" OR ({rows}.tie_misses AND {rows}.elapsed_s = {rows}.allowed))"
        )

    def _moved_piece(self, rows: str) -> str:
        return self._moved(rows, f"{rows}.allowed > 0")

    def _moved_walk_piece(self, rows: str) -> str:
        return self._moved(rows, f"{rows}.left_s > 0 AND {rows}.allowed + {rows}.told_pause <> 0")

    def _moved(self, rows: str, condition: str) -> str:
        if not self._moves:
            return f"{rows}.due_s"
        following = self._next_piece(f"{rows}.calendar_no", f"{rows}.due_s")
        return f"CASE WHEN {rows}.moves AND {condition} THEN {following} ELSE {rows}.due_s END"


def is_simple(kind: ClockKind) -> str:
    """Return the condition under which a ticket of `matched` needs no walk."""
    if kind is ClockKind.HOLDING:
        return "false"
    nothing = "m.flags & 128 <> 0"
    plain = "target_is_simple[m.target_no + 1] AND m.has_one_key"
    if kind is ClockKind.RESPONSE:
        nothing += (
            " OR (NOT m.is_response_known AND NOT target_has_response_states[m.target_no + 1])"
        )
    else:
        plain += " AND m.is_straight AND m.holds <= 2"
    return (
        "(CASE WHEN m.target_no IS NULL"
        " THEN m.key_no = m.last_key_no OR m.has_no_calendar"
        f" ELSE {nothing} OR ({plain}) END)"
    )


def may_need_walk(kind: ClockKind, all_simple: bool) -> str:
    """Return a condition on `ticket_moment` that all have for which `is_simple` does not hold.

    It needs no look-up, so that tickets to which nothing happened cost nothing.
    """
    if kind is ClockKind.HOLDING or not all_simple:
        return "true"
    if kind is ClockKind.RESPONSE:
        return "NOT m.has_one_key"
    return "NOT (m.has_one_key AND m.is_straight AND m.holds <= 2)"


def _numbers(states: frozenset[str], words: Mapping[str, int]) -> str:
    """Return the numbers of the words that are of a set of states, whatever the hold reason."""
    found = [
        number
        for word, number in words.items()
        if word in states or word.partition("/")[0] in states
    ]
    return ", ".join(str(number) for number in sorted(found))
