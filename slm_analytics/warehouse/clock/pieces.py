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
from slm_analytics.warehouse.clock.rule_tables import RuleTables

_FOLDER = Path(__file__).parent
_SLOT = re.compile(r"\{(\w+)(?::\s([^{}]*))?\}")
_NEVER = 1 << 40
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
        epoch = self._epoch_piece(instant)
        return f"((({clock}) * {self._keys} + {key}) * {self._epochs} + {epoch})::INTEGER"

    def _pick_piece(self, target: str, site: str, instant: str) -> str:
        epoch = self._epoch_piece(instant)
        return f"((({target}) * {self._sites} + {site}) * {self._epochs} + {epoch})::INTEGER"

    def _day_piece(self, calendar: str, instant: str) -> str:
        """The row of the day grid for an instant; what lies after its end has its last row."""
        grid = self._rules.grid
        end = (grid.first_day + grid.day_count - 1) * DAY
        day = (
            f"CASE WHEN {instant} >= {end} THEN {grid.day_count - 1}"
            f" ELSE {instant} // {DAY} - {grid.first_day} END"
        )
        return f"({calendar} * {grid.day_count} + {day})::INTEGER"

    def _open_piece(self, grid: str, instant: str) -> str:
        """The open seconds before an instant; null where there is no row."""
        terms = [f"{grid}.before_s"] + [
            f"greatest(0, least({instant} % {DAY} - {grid}.start_{place}, {grid}.length_{place}))"
            for place in range(1, self._rules.grid.pieces + 1)
        ]
        return f"({' + '.join(terms)})"

    def _next_piece(self, grid: str, instant: str) -> str:
        """The first open instant at or after an instant."""
        second = f"{instant} % {DAY}"
        cases = [
            f"WHEN {second} < {grid}.start_{place} + {grid}.length_{place}"
            f" THEN {instant} - {second} + greatest({second}, {grid}.start_{place})"
            for place in range(1, self._rules.grid.pieces + 1)
        ]
        return f"CASE {' '.join(cases)} ELSE {grid}.later_s END"

    def _chunk_piece(self, calendar: str, seconds: str) -> str:
        grid = self._rules.grid
        chunk = f"({seconds} - 1) // {grid.chunk}"
        return (
            f"CASE WHEN {seconds} > 0 AND {chunk} < {grid.chunk_count}"
            f" THEN ({calendar} * {grid.chunk_count} + {chunk})::INTEGER END"
        )

    def _reached_piece(self, chunk: str, seconds: str) -> str:
        """The earliest instant with so many open seconds before it; null beyond the calendar."""
        cases = [
            f"WHEN {seconds} <= {chunk}.up_to_{place} THEN {seconds} + {chunk}.add_{place}"
            for place in range(1, self._rules.grid.chunk_pieces + 1)
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

    def _zone_day_piece(self, zone: str, instant: str) -> str:
        first, count = self._rules.zone_days
        return f"({zone} * {count} + {instant} // {DAY} - {first})::INTEGER"

    def _civil_piece(self, zone: str, instant: str) -> str:
        """The civil date of an instant; a row of `clock_zone` has the offsets of its day."""
        offset = (
            f"CASE WHEN {instant} % {DAY} < {zone}.turn"
            f" THEN {zone}.first_offset ELSE {zone}.last_offset END"
        )
        return f"DATE '1970-01-01' + (({instant} + {offset}) // {DAY})::INTEGER"

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
        following = self._next_piece("moving", f"{rows}.due_s")
        return f"CASE WHEN {rows}.moves AND {condition} THEN {following} ELSE {rows}.due_s END"

    def _moving_joins_piece(self, rows: str) -> str:
        if not self._moves:
            return ""
        key = self._day_piece(f"{rows}.calendar_no", f"{rows}.due_s")
        return f"LEFT JOIN clock_day AS moving ON moving.grid_no = {key}"


def is_simple(kind: ClockKind) -> str:
    """Return the condition under which a ticket `m` with a match `g` needs no walk."""
    if kind is ClockKind.HOLDING:
        return "false"
    nothing = "m.flags & 128 <> 0"
    plain = "g.is_simple AND m.has_one_key"
    if kind is ClockKind.RESPONSE:
        nothing += " OR (NOT m.is_response_known AND NOT g.has_response_states)"
    else:
        plain += " AND m.is_straight AND m.holds <= 2"
    return (
        "(CASE WHEN g.target_no IS NULL"
        " THEN m.key_no = m.last_key_no OR coalesce(g.has_no_calendar, false)"
        f" ELSE {nothing} OR ({plain}) END)"
    )


def _numbers(states: frozenset[str], words: Mapping[str, int]) -> str:
    """Return the numbers of the words that are of a set of states, whatever the hold reason."""
    found = [
        number
        for word, number in words.items()
        if word in states or word.partition("/")[0] in states
    ]
    return ", ".join(str(number) for number in sorted(found))
