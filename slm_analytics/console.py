"""Figures, tables and reports as lines of plain text, and how they reach the terminal."""

from __future__ import annotations

import contextlib
import os
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

from slm_analytics.ingest.report import LoadReport, Question

_UNSEEN = ("Cc", "Cs")
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


def pairs(values: Mapping[str, Any]) -> list[str]:
    """Return labels and values, one per line, aligned."""
    width = max((len(name) for name in values), default=0)
    return [f"{name:{width}}  {'–' if value is None else value}" for name, value in values.items()]


def table(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return rows as an aligned table."""
    if not rows:
        return ["Nothing to show."]
    names = list(rows[0])
    texts = [[_cell(row[name]) for name in names] for row in rows]
    widths = [
        max(len(name), *(len(text[place]) for text in texts)) for place, name in enumerate(names)
    ]
    return [
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in ([*names], *texts)
    ]


def report_lines(report: LoadReport) -> list[str]:
    """Return a load report for people."""
    lines = [f"{report.file}: {report.title or 'not recognised'}"]
    if report.already_loaded:
        lines.append("  This file is loaded already, read in the same way. Nothing to do.")
    if report.source:
        lines += [
            f"  {report.rows:,} rows = {report.loaded:,} loaded + {report.set_aside:,} set aside"
            f" + {report.duplicates:,} duplicate; {report.tickets:,} tickets",
            f"  opened {report.first_opened_at or '–'} to {report.last_opened_at or '–'};"
            f" zone {report.zone} ({report.zone_origin})",
        ]
        met = report.overlap
        if met.known:
            lines.append(
                f"  {met.known:,} tickets were known: {met.newer:,} newer here,"
                f" {met.older:,} older here; {met.gone:,} earlier ones are not in the file"
            )
    for finding in report.findings:
        place = f", line {finding.line}" if finding.line else ""
        lines.append(f"  {finding.severity.value}{place}: {finding.message} ({finding.count:,})")
        if finding.remedy:
            lines.append(f"    {finding.remedy}")
    lines += [
        f"  not known: {word.field} {word.word!r} ({word.tickets:,} tickets)"
        for word in report.unknown_words
    ]
    return lines + [line for each in report.questions for line in _asked(each)]


def _asked(question: Question) -> list[str]:
    """Return a question, and how the command line is told the answer."""
    answer = "--mapping FILE, which says in JSON which heading is which field"
    if question.kind == "date order":
        answer = f"--date-order {' or '.join(question.options)}"
    return [f"  ? {question.text}", f"    Answer with {answer}."]


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    return f"{value:.4f}" if isinstance(value, float) else str(value)
