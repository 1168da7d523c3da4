"""Figures, tables and reports as lines of plain text, and how they reach the terminal."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO

from slm_analytics.domain.finding import Finding
from slm_analytics.domain.unit import floor_to
from slm_analytics.ingest.contract import TICKETS, contracts
from slm_analytics.ingest.repair_words import repair_arguments
from slm_analytics.ingest.report import Check, LoadReport, Mark, Question
from slm_analytics.progress import Progress, watched

_UNSEEN = ("Cc", "Cs")
_NO_WIDTH = ("Mn", "Me", "Cf")
_TURNING = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def write_json(text: str) -> None:
    """Write JSON to standard output, in UTF-8 whatever the terminal's encoding."""
    _write(sys.stdout, f"{text}\n", encoding="utf-8")


def write_lines(lines: Iterable[str]) -> None:
    """Write lines for people to standard output."""
    _write(sys.stdout, "".join(f"{printable(line)}\n" for line in lines), errors="replace")


def write_errors(lines: Iterable[str]) -> None:
    """Write lines for people to standard error."""
    _write(sys.stderr, "".join(f"{printable(line)}\n" for line in lines), errors="replace")


@contextlib.contextmanager
def telling_progress() -> Iterator[None]:
    """Show on the error stream how far the work inside is, where a person looks at a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    with watched(_show_progress):
        yield
    _write(sys.stderr, "\r\x1b[K")


def _show_progress(progress: Progress) -> None:
    share = f" {progress.share:.0%}" if progress.of else ""
    _write(sys.stderr, f"\r\x1b[K{printable(progress.words)} …{share}", errors="replace")


def printable(text: str) -> str:
    """Return `text` without what a terminal would obey: texts of tickets are not trusted."""
    return "".join(
        "\ufffd" if unicodedata.category(each) in _UNSEEN or each in _TURNING else each
        for each in text
    )


def _write(stream: TextIO, text: str, **settings: str) -> None:
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(**settings)
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:  # whoever read the rest has gone: `slm loads | head -1`
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def counted(number: int, singular: str) -> str:
    """Return `1 ticket`, `2,000 tickets`."""
    return f"{number:,} {singular}{'' if number == 1 else 's'}"


def pairs(values: Mapping[str, Any]) -> list[str]:
    """Return labels and values, one per line, aligned."""
    width = max((_width(name) for name in values), default=0)
    return [
        f"{_filled(name, width)}  {'–' if value is None else value}"
        for name, value in values.items()
    ]


def table(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return rows as an aligned table."""
    if not rows:
        return ["Nothing to show."]
    names = list(rows[0])
    texts = [[_cell(row[name]) for name in names] for row in rows]
    widths = [
        max(_width(name), *(_width(text[place]) for text in texts))
        for place, name in enumerate(names)
    ]
    return [
        "  ".join(_filled(*cell) for cell in zip(line, widths, strict=True)).rstrip()
        for line in ([*names], *texts)
    ]


def report_lines(report: LoadReport, date_order: str = "") -> list[str]:
    """Return a load report for people; `date_order` is the order they gave for dates, if any."""
    heading = report.title or ("refused" if report.refused else "not recognised")
    lines = [f"{report.file}: {heading}"]
    if report.already_loaded:
        lines.append("  This file is loaded already, read in the same way. Nothing to do.")
    if report.source:
        lines += _sum(report)
    lines += [line for check in report.checks for line in _checked(check)]
    lines += [line for finding in report.findings for line in _found(finding, report.file)]
    lines += [
        f"  not known: {word.field} {word.word!r} ({counted(word.tickets, 'ticket')})"
        for word in report.unknown_words
    ]
    lines += _otherwise(report, date_order)
    lines += _mending(report)
    return lines + [
        line for each in report.questions for line in _asked(each, report.file, date_order)
    ]


def _checked(check: Check) -> list[str]:
    """Return a line of the report card that is not good, and what to do."""
    if check.mark is Mark.GOOD:
        return []
    remedy = [f"    {check.remedy}"] if check.remedy else []
    return [f"  {check.mark.value}: {check.name}: {check.words}", *remedy]


def _mending(report: LoadReport) -> list[str]:
    """Return the repairs that make a refused file load, as the command takes them."""
    lines = []
    for each in report.mending.proposals:
        shown = each.preview
        size = f"{counted(shown.columns, 'column')}, {counted(shown.rows, 'row')}"
        aside = f", {shown.set_aside:,} set aside" if shown.set_aside else ""
        said = " ".join(f"--repair {shlex.quote(word)}" for word in repair_arguments(each.repairs))
        lines += [f"  It loads so: {each.words} ({size}{aside}).", f"    {said}"]
    return lines


def _sum(report: LoadReport) -> list[str]:
    """Return what became of the rows, as far as they could be read."""
    rows = f"  {counted(report.rows, 'row')}"
    if report.questions:
        return [f"{rows}, not read to the end while a question is open"]
    lines = [
        f"{rows} = {report.loaded:,} loaded + {report.set_aside:,} set aside"
        f" + {report.duplicates:,} duplicate; {_told(report)}"
    ]
    zone = f"zone {report.zone} ({report.zone_origin})"
    if report.first_opened_at:
        begun = "opened" if report.contract == TICKETS else "from"
        zone = f"{begun} {report.first_opened_at} to {report.last_opened_at}; {zone}"
    lines.append(f"  {zone}")
    met = report.overlap
    if met.known:
        known = "1 ticket was" if met.known == 1 else f"{met.known:,} tickets were"
        lines.append(
            f"  {known} known: {met.newer:,} newer here,"
            f" {met.older:,} older here, {met.equal:,} of the same time, taken from here;"
            f" not in the file, of earlier ones: {met.gone:,}"
        )
    return lines


def _told(report: LoadReport) -> str:
    form = contracts()[report.contract]
    return counted(report.tickets if form.is_tickets else report.records, form.one)


def _found(finding: Finding, file: str) -> list[str]:
    """Return a finding and its remedy; file and line stand before it, and are said once."""
    place = f", line {finding.line}" if finding.line else ""
    message = finding.message.removeprefix(f"{file}{place}").removeprefix(file)
    message = message.lstrip(":, ") if message != finding.message else message
    number = f" ({counted(finding.count, 'row')})" if finding.count > 1 else ""
    remedy = [f"    {finding.remedy}"] if finding.remedy else []
    return [f"  {finding.severity.value}{place}: {message}{number}", *remedy]


def _otherwise(report: LoadReport, date_order: str) -> list[str]:
    """Return which columns of dates are not read in the order that was given."""
    orders = json.loads(report.recipe)["date_orders"] if report.recipe and date_order else {}
    if date_order in orders.values():
        return []
    return [
        f"  {date_order} does not read {each.title}: it is read as {each.read_as}"
        for each in report.columns
        if orders.get(each.field)
    ]


def _asked(question: Question, file: str, date_order: str) -> list[str]:
    """Return a question, and how the command line is told the answer."""
    text = question.text.removeprefix(f"{file}: ")
    if question.kind == "date order" and date_order and question.examples:
        text = f"{date_order} does not read {question.examples[0]!r}. {text}"
    answer = "--mapping FILE, which says in JSON which heading is which field"
    if question.kind == "date order":
        answer = f"--date-order {' or '.join(question.options)}"
    return [f"  ? {text}", f"    Answer with {answer}."]


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    return f"{floor_to(value, 4):.4f}" if isinstance(value, float) else str(value)


def _filled(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """Return how many columns a terminal needs: two for a letter of East Asia, none for a mark."""
    return sum(
        0 if unicodedata.category(each) in _NO_WIDTH
        else 2 if unicodedata.east_asian_width(each) in "WF"
        else 1
        for each in printable(text)
    )  # fmt: skip
