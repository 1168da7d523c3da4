"""From a file to a load report and its rows. Runs in the reading process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.errors import ExtractError, SlmError, UsageError
from slm_analytics.ingest.canonical import Canonical, canonical
from slm_analytics.ingest.csv_reader import read_csv
from slm_analytics.ingest.file_findings import (
    also_holds,
    customer_in_the_file,
    file_findings,
    other_sheets,
)
from slm_analytics.ingest.file_report import column_reports, facts_of_form, time_span, unused
from slm_analytics.ingest.guard import FileKind, GuardedFile, guard
from slm_analytics.ingest.guess import guessed_columns
from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.options import Options, settled
from slm_analytics.ingest.other_kinds import read_other
from slm_analytics.ingest.questions import date_questions, examples, question_of_columns
from slm_analytics.ingest.recipe import BEFORE, EVERY, Recipe, load_id
from slm_analytics.ingest.recognise import recognise
from slm_analytics.ingest.repair_offer import mending_of
from slm_analytics.ingest.report import LoadReport, refusal
from slm_analytics.ingest.shaping import headed, shaped
from slm_analytics.progress import tell
from slm_analytics.record.source_memory import Answers
from slm_analytics.warehouse.archive import RawTable

_STAGES = 4  # bytes, rows, columns, what the store says


@dataclass(slots=True, kw_only=True)
class Reading:
    """A file as it was read; `raw` and `rows` are None where it could not be."""

    report: LoadReport
    raw: RawTable | None = None
    rows: Canonical | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Receipt:
    """A file as it came: past the guard, with what was said of it, where and when."""

    file: GuardedFile
    options: Options
    intake: str
    received_at: datetime


def read_file(
    path: Path,
    name: str,
    options: Options,
    sources: Mapping[str, SourceMapping],
    answers: Mapping[str, Answers],
    *,
    intake: str,
    received_at: datetime,
) -> Reading:
    """Read a file as far as it goes; a refusal is a report too.

    The words' meanings, the overlap with earlier loads and whether the load
    is known are added by `judging.judged`, which needs the store.
    """
    try:
        tell(f"Reading {name}: looking at its bytes", 0, _STAGES)
        guarded = guard(path, name)
    except SlmError as error:
        return Reading(report=refusal(intake, name, refused(name, error)))
    came = _Receipt(file=guarded, options=options, intake=intake, received_at=received_at)
    try:
        reading = _read(came, sources, answers)
    except SlmError as error:
        reading = Reading(report=refusal(intake, name, refused(name, error)))
    mending = mending_of(guarded, reading.report, reading.raw, options, sources, answers)
    reading.report = replace(reading.report, mending=mending)
    return reading


def _read(
    came: _Receipt, sources: Mapping[str, SourceMapping], answers: Mapping[str, Answers]
) -> Reading:
    file, options = came.file, came.options
    tell(f"Reading {file.name}: taking the rows apart", 1, _STAGES)
    tables = _parsed(file, options, sources)
    tables = [headed(table, sources.values()) for table in tables]
    found = recognise(tables, sources, options.source or None)
    if found.mapping is None:
        return _to_be_mapped(found.raw, replace(came, options=settled(options, Answers())))
    tell(f"Reading {file.name}: understanding the columns", 2, _STAGES)
    options = settled(options, answers.get(found.mapping.name, Answers()))
    options, notes = _fitting(found.raw, found.mapping, file, options)
    reading = _understood(found.raw, found.mapping, replace(came, options=options))
    notes += other_sheets(file, found.others)
    more = also_holds(found.raw, found.mapping, sources, file)
    findings = (*notes, *reading.report.findings, *more)
    reading.report = replace(reading.report, findings=findings)
    return reading


def refused(name: str, error: SlmError) -> Finding:
    """Return the finding that says why a file is not loaded."""
    where = error if isinstance(error, ExtractError) else None
    return Finding(
        severity=Severity.REFUSED,
        code=type(error).__name__,
        message=str(error),
        remedy=error.remedy,
        file=name,
        line=where.line if where else None,
        column=where.column if where else "",
    )


def _parsed(
    file: GuardedFile, options: Options, sources: Mapping[str, SourceMapping]
) -> list[RawTable]:
    if file.kind is not FileKind.CSV and options.repairs.of_form():
        raise UsageError(
            f"{file.name} is no text file: its lines and fields cannot be mended.",
            remedy="Name the sheet, or save the sheet as CSV UTF-8 and mend that.",
        )
    if file.kind is not FileKind.CSV:
        return read_other(file, options.sheet, sources)
    return [
        read_csv(
            file.path,
            file.name,
            encoding=options.encoding or None,
            delimiter=options.delimiter or None,
            repairs=options.repairs,
        )
    ]


def _fitting(
    raw: RawTable, mapping: SourceMapping, file: GuardedFile, options: Options
) -> tuple[Options, list[Finding]]:
    """Return the options without a customer where every row says its own, and that this is so."""
    place = mapping.located(raw.headings).get("customer")
    if place is None or not options.customer:
        return options, []
    told = customer_in_the_file(file, raw.headings[place], options.customer)
    return replace(options, customer=""), [told]


def _to_be_mapped(raw: RawTable, came: _Receipt) -> Reading:
    report = replace(
        facts_of_form(raw, came.file, came.options, came.intake),
        questions=(question_of_columns(came.file.name, raw),),
        proposed_columns=guessed_columns(raw.headings),
        heading_examples=examples(raw),
    )
    return Reading(report=report, raw=raw)


def _understood(read: RawTable, mapping: SourceMapping, came: _Receipt) -> Reading:
    file, options = came.file, came.options
    recipe = _recipe(read, mapping, options)
    raw = shaped(read, mapping)
    rows = canonical(raw, mapping, recipe, file.name, came.received_at)
    findings = [*file_findings(raw, file, options, rows, mapping), *rows.findings]
    if rows.loaded == 0 and raw.rows.num_rows and not rows.columns.questions:
        findings.insert(0, refused(file.name, _nothing_left(raw, file)))
    recipe = replace(recipe, date_orders=dict(sorted(rows.columns.orders.items())))
    first, last, latest = time_span(rows, mapping.form, came.received_at)
    report = replace(
        facts_of_form(raw, file, options, came.intake),
        source=mapping.name,
        title=mapping.title,
        system=mapping.system,
        history=mapping.history,
        contract=mapping.contract,
        records=rows.records.num_rows,
        loaded=rows.loaded,
        set_aside=rows.set_aside.num_rows,
        duplicates=rows.duplicates,
        tickets=rows.tickets.num_rows,
        updates=rows.updates.num_rows,
        columns=column_reports(raw, mapping, rows),
        unused_headings=unused(raw, mapping),
        findings=tuple(findings),
        questions=date_questions(raw, mapping, rows),
        load_id=load_id(file.sha256, recipe),
        recipe=recipe.as_json(),
        first_opened_at=first,
        last_opened_at=last,
        latest_at=latest,
    )
    return Reading(report=report, raw=read, rows=rows)


def _recipe(raw: RawTable, mapping: SourceMapping, options: Options) -> Recipe:
    return Recipe(
        source=mapping.name,
        zone=options.zone,
        customer=options.customer,
        mapping=mapping.as_json() if mapping.kept else "",
        date_orders={EVERY: options.date_order, BEFORE: options.date_order_before},
        sheet=raw.facts.sheet,
        encoding=raw.facts.encoding,
        delimiter=raw.facts.delimiter,
        repairs=options.repairs,
    )


def _nothing_left(raw: RawTable, file: GuardedFile) -> ExtractError:
    return ExtractError(
        f"{file.name}: none of its {raw.rows.num_rows:,} rows can be loaded; all were set aside.",
        remedy="See why below: most often a column holds something else than was taken for it.",
    )
