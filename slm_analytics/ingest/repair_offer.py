"""What is shown of a file that was refused, is unknown, or was mended: lines, effect, repairs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from slm_analytics.domain.finding import Severity
from slm_analytics.ingest.guard import FileKind, GuardedFile
from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.mending import Mending, Preview
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.repair_candidates import text_of
from slm_analytics.ingest.repair_proposals import Workbench, preview_of, proposals
from slm_analytics.ingest.repair_words import repair_words
from slm_analytics.ingest.repairs import NO_REPAIRS
from slm_analytics.ingest.report import LoadReport
from slm_analytics.record.source_memory import Answers
from slm_analytics.warehouse.archive import RawTable

_SHOWN_LINES = 8
_LONGEST_LINE = 4000
_LINE_END = re.compile(r"\r\n|\n|\r")

Lines = tuple[tuple[int, str], ...]


def mending_of(
    file: GuardedFile,
    report: LoadReport,
    raw: RawTable | None,
    options: Options,
    sources: Mapping[str, SourceMapping],
    answers: Mapping[str, Answers],
) -> Mending:
    """Return what can be done about a file; nothing where it reads as it stands.

    `raw` is what was read of it with the repairs that were said, if it could be.
    """
    asked = any(each.kind == "columns" for each in report.questions)
    form = options.repairs.of_form()
    if file.kind is not FileKind.CSV or not (report.refused or asked or form):
        return Mending()
    bench = Workbench(
        path=file.path, name=file.name, options=options, sources=sources, answers=answers
    )
    before = bench.tried(NO_REPAIRS) if form else None
    refused = _line_named(report)
    bench = replace(bench, line=before.line if before else refused)
    first, named = _lines(file, refused)
    as_read = _as_read(report, raw, bench.line)
    return Mending(
        said=repair_words(form) if form else "",
        lines=first,
        named=named,
        before=before.preview if before else as_read,
        after=as_read if before else None,
        proposals=proposals(bench) if report.refused or asked else (),
    )


def _as_read(report: LoadReport, raw: RawTable | None, line: int) -> Preview:
    refused = [each for each in report.findings if each.severity is Severity.REFUSED]
    if raw is None or refused:
        return Preview(refused=refused[0].message if refused else "It was not read.")
    return preview_of(raw, report.title, report.set_aside, line)


def _line_named(report: LoadReport) -> int:
    refused = [each for each in report.findings if each.severity is Severity.REFUSED]
    return next((each.line for each in refused if each.line), 0)


def _lines(file: GuardedFile, line: int) -> tuple[Lines, Lines]:
    """Return the first lines of a file, and the line of that number."""
    texts = _LINE_END.split(text_of(file.path.read_bytes()), maxsplit=max(line, _SHOWN_LINES))
    first = tuple((n, text[:_LONGEST_LINE]) for n, text in enumerate(texts[:_SHOWN_LINES], 1))
    named = texts[line - 1] if 0 < line <= len(texts) else ""
    if line == 0 or len(named) > _LONGEST_LINE:  # a line cut short must not be mended
        return first, ()
    return first, ((line, named),)
