"""Repairs that make a refused file load, each tried on the whole file and shown with its effect.

Nothing is repaired by this: a person chooses, and what they chose stands in
the recipe of the load.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from slm_analytics.errors import SlmError
from slm_analytics.ingest.canonical import canonical
from slm_analytics.ingest.csv_reader import read_csv
from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.mending import Preview, Proposal
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.recipe import EVERY, Recipe
from slm_analytics.ingest.recognise import recognise
from slm_analytics.ingest.repair_candidates import candidates, names_of, text_of
from slm_analytics.ingest.repair_words import repair_words, spoken_repairs
from slm_analytics.ingest.repairs import NO_REPAIRS, Repairs, repairs_from_plain
from slm_analytics.record.source_memory import Answers
from slm_analytics.settings import MEBIBYTE
from slm_analytics.warehouse.archive import RawTable

MOST_PROPOSALS = 4
PREVIEWED_ROWS, PREVIEWED_COLUMNS = 5, 40
_LONGEST_TEXT = 60
_LARGEST = 8 * MEBIBYTE  # what is larger is mended by hand: every trial reads the whole file
_LARGEST_AS_BEFORE = 64 * MEBIBYTE
_MOST_LINE_ENDS = 400_000  # twice those of a list of tickets of that size
_SECONDS = 8  # of work for all trials
_MOST_TRIALS = 60
_MOST_ASIDE = 0.1  # of the rows; more of them, and the columns are taken for something else


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A file as it reads with some repairs."""

    repairs: Repairs
    preview: Preview
    lengths: tuple[int, ...] = ()  # of all texts of each column: what reads alike has the same
    line: int = 0  # that refuses it
    as_before: bool = False  # said of a file of last month

    @property
    def reads(self) -> bool:
        """Whether it reads as a table."""
        return not self.preview.refused

    @property
    def known(self) -> bool:
        """Whether a source reads it, and keeps most of its rows."""
        shown = self.preview
        return bool(shown.title) and shown.set_aside <= _MOST_ASIDE * shown.rows

    @property
    def rank(self) -> tuple[bool, bool, int, int, int]:
        """Better is more: known, said before, few rows set aside, many rows, little said."""
        shown = self.preview
        said = len(self.repairs.plain())
        return self.known, self.as_before, -shown.set_aside, shown.rows, -said


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbench:
    """A file and all that is known of it while repairs are tried; `line` refused it, if any did."""

    path: Path
    name: str
    options: Options
    sources: Mapping[str, SourceMapping]
    answers: Mapping[str, Answers]
    line: int = 0

    def tried(self, repairs: Repairs) -> Trial:
        """Read the file with these repairs."""
        try:
            raw = read_csv(
                self.path,
                self.name,
                encoding=self.options.encoding or None,
                delimiter=self.options.delimiter or None,
                repairs=repairs,
            )
            mapping = recognise([raw], self.sources, self.options.source or None).mapping
            aside = self._set_aside(raw, mapping, repairs) if mapping else 0
        except SlmError as error:
            line = getattr(error, "line", None) or 0
            return Trial(repairs=repairs, preview=Preview(refused=str(error)), line=line)
        preview = preview_of(raw, mapping.title if mapping else "", aside, self.line)
        lengths = tuple(
            pc.sum(pc.binary_length(column)).as_py() or 0 for column in raw.rows.columns[1:]
        )
        return Trial(repairs=repairs, preview=preview, lengths=lengths)

    def _set_aside(self, raw: RawTable, mapping: SourceMapping, repairs: Repairs) -> int:
        recipe = Recipe(
            source=mapping.name,
            zone=self.options.zone or "UTC",
            date_orders={EVERY: self.options.date_order},
            repairs=repairs,
        )
        rows = canonical(raw, mapping, recipe, self.name, datetime.now(UTC))
        return int(rows.set_aside.num_rows)


def preview_of(raw: RawTable, title: str, set_aside: int, line: int) -> Preview:
    """Return what is shown of a file that reads; of its rows the first, and that on `line`."""
    named = raw.rows.slice(PREVIEWED_ROWS)
    named = named.filter(pc.equal(named.column("line"), line))
    shown = pa.concat_tables([raw.rows.slice(0, PREVIEWED_ROWS), named.slice(0, 1)])
    columns = shown.columns[1 : PREVIEWED_COLUMNS + 1]
    first = [[_short(text) for text in column.to_pylist()]
             for column in columns]  # fmt: skip
    return Preview(
        headings=tuple(_short(text) for text in raw.headings[:PREVIEWED_COLUMNS]),
        first=tuple(zip(*first, strict=True)),
        columns=len(raw.headings),
        rows=raw.rows.num_rows,
        set_aside=set_aside,
        title=title,
    )


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT]}…"


def proposals(bench: Workbench) -> tuple[Proposal, ...]:
    """Return the repairs that make a file load, at most two at once, the best first.

    Repairs of last month come first where they fit. Where a source reads the
    file with some repairs, those that leave it unknown are not offered.
    """
    trials = _distinct(_trials(bench))
    if any(trial.known for trial in trials):
        trials = [trial for trial in trials if trial.known]
    elif trials and bench.line:
        trials = _no_worse(trials, bench.tried(Repairs(lines=((bench.line, ""),))))
    return tuple(
        Proposal(
            repairs=trial.repairs.plain(),
            words=_words(trial),
            preview=trial.preview,
        )
        for trial in trials[:MOST_PROPOSALS]
    )


def _no_worse(trials: list[Trial], rest: Trial) -> list[Trial]:
    """Return the trials that take no sound list apart for the sake of one line.

    `rest` is the file without that line: where a source reads it, or it has more columns, the
    line is to be mended and the list left as it is.
    """
    if not rest.reads:
        return trials
    least = rest.preview.columns
    return [each for each in trials if not rest.known and each.preview.columns >= least]


def _words(trial: Trial) -> str:
    if trial.as_before:
        return f"As last time: {spoken_repairs(trial.repairs)}"
    return repair_words(trial.repairs)


def _distinct(trials: Iterable[Trial]) -> list[Trial]:
    """Return the trials that read, the best first; of those that read alike, the first."""
    found: dict[object, Trial] = {}
    reading = [each for each in trials if each.reads]
    for trial in sorted(reading, key=lambda each: each.rank, reverse=True):
        found.setdefault((trial.preview, trial.lengths), trial)
    return list(found.values())


def _trials(bench: Workbench) -> Iterator[Trial]:
    """Yield what reads with the repairs of last month, with one repair, else with two."""
    until = time.process_time() + _SECONDS
    size = bench.path.stat().st_size
    if size <= _LARGEST_AS_BEFORE:
        for repairs in _remembered(bench):
            yield replace(bench.tried(repairs), as_before=True)
    if size > _LARGEST:
        return
    data = bench.path.read_bytes()
    if data.count(b"\n") + data.count(b"\r") > _MOST_LINE_ENDS:
        return
    plain = bench.tried(NO_REPAIRS)
    singles = list(candidates(data, text_of(data)))
    if plain.reads:  # then its cells are right, and only its headings may not be
        singles = [each for each in singles if each.header or each.header_lines or each.table]
    done = list(_done(bench, singles, until))
    yield from (trial for trial in done if _better(trial, plain))
    if not plain.reads and not any(trial.known for trial in done):
        alone = any(trial.reads for trial in done)
        both = _pairs([trial.repairs for trial in done if _goes_on(trial, plain)], singles)
        yield from (
            trial for trial in _done(bench, both, until)
            if trial.known or (not alone and _better(trial, plain))
        )  # fmt: skip


def _done(bench: Workbench, chosen: Iterable[Repairs], until: float) -> Iterator[Trial]:
    """Yield the trials of repairs, as long as there is time."""
    for repairs in chosen:
        if time.process_time() > until:
            return
        yield from _with_names(bench, bench.tried(repairs))


def _pairs(first: Iterable[Repairs], second: Sequence[Repairs]) -> list[Repairs]:
    found = [both for one in first for other in second if (both := _joined(one, other))]
    return list(dict.fromkeys(found))[:_MOST_TRIALS]


def _remembered(bench: Workbench) -> Iterator[Repairs]:
    """Yield the repairs of last month's files."""
    kept = dict.fromkeys(each.repairs for each in bench.answers.values() if each.repairs)
    for text in kept:
        yield repairs_from_plain(json.loads(text))


def _with_names(bench: Workbench, trial: Trial) -> Iterator[Trial]:
    """Yield a trial; where it has no headings, first those with the names of a source."""
    if trial.repairs.no_headings and trial.reads and not trial.repairs.names:
        for names in names_of(trial.preview.columns, bench.sources, bench.answers):
            named = bench.tried(replace(trial.repairs, names=names))
            if named.known:
                yield named
    yield trial


def _better(trial: Trial, plain: Trial) -> bool:
    """Return whether a trial reads what the file as it stands does not."""
    if trial.known:
        return not plain.known or trial.rank > plain.rank
    return trial.reads and (not plain.reads or trial.repairs.no_headings)


def _goes_on(trial: Trial, plain: Trial) -> bool:
    """Return whether a single repair got further than none, so that a second may do the rest."""
    if trial.reads:
        return True
    return trial.preview.refused != plain.preview.refused and trial.line >= plain.line


def _joined(first: Repairs, second: Repairs) -> Repairs | None:
    """Return two repairs as one; None where they speak of the same thing."""
    if first.plain().keys() & second.plain().keys():
        return None
    return replace(first, **second.plain())
