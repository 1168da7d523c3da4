"""From a file to a load report and its rows. Runs in the reading process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.errors import ExtractError, SlmError, UsageError
from slm_analytics.ingest.canonical import Canonical, canonical
from slm_analytics.ingest.contract import Contract
from slm_analytics.ingest.csv_reader import read_csv
from slm_analytics.ingest.date_order import ORDER_WORDS, DateOrder
from slm_analytics.ingest.fields import INSTANTS
from slm_analytics.ingest.guard import FileKind, GuardedFile, guard
from slm_analytics.ingest.guess import guessed_columns
from slm_analytics.ingest.headings import plain
from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.options import Options, settled
from slm_analytics.ingest.other_kinds import read_other
from slm_analytics.ingest.recipe import BEFORE, EVERY, Recipe, load_id
from slm_analytics.ingest.recognise import recognise
from slm_analytics.ingest.repair_offer import mending_of
from slm_analytics.ingest.repair_words import spoken_repairs
from slm_analytics.ingest.report import (
    ColumnReport,
    LoadReport,
    Question,
    refusal,
)
from slm_analytics.ingest.shaping import headed, shaped
from slm_analytics.progress import tell
from slm_analytics.record.source_memory import Answers
from slm_analytics.warehouse.archive import RawTable

_STAGES = 4  # bytes, rows, columns, what the store says
_LOOKED_AT, _EXAMPLE = 1000, 24  # rows; letters of an example


@dataclass(slots=True, kw_only=True)
class Reading:
    """A file as it was read; `raw` and `rows` are None where it could not be."""

    report: LoadReport
    raw: RawTable | None = None
    rows: Canonical | None = None


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
    reading = _read(guarded, options, sources, answers, intake, received_at)
    mending = mending_of(guarded, reading.report, reading.raw, options, sources, answers)
    reading.report = replace(reading.report, mending=mending)
    return reading


def _read(
    guarded: GuardedFile,
    options: Options,
    sources: Mapping[str, SourceMapping],
    answers: Mapping[str, Answers],
    intake: str,
    received_at: datetime,
) -> Reading:
    name = guarded.name
    try:
        tell(f"Reading {name}: taking the rows apart", 1, _STAGES)
        tables = _parsed(guarded, options, sources)
        tables = [headed(table, sources.values()) for table in tables]
        found = recognise(tables, sources, options.source or None)
        if found.mapping is None:
            options = settled(options, Answers())
            return _to_be_mapped(found.raw, guarded, options, intake)
        tell(f"Reading {name}: understanding the columns", 2, _STAGES)
        options = settled(options, answers.get(found.mapping.name, Answers()))
        options, notes = _fitting(found.raw, found.mapping, guarded, options)
        reading = _understood(found.raw, found.mapping, guarded, options, intake, received_at)
        notes += _other_sheets(guarded, found.others)
        more = _also_holds(found.raw, found.mapping, sources, guarded)
        findings = (*notes, *reading.report.findings, *more)
        reading.report = replace(reading.report, findings=findings)
        return reading
    except SlmError as error:
        return Reading(report=refusal(intake, name, refused(name, error)))


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


def _base_report(raw: RawTable, file: GuardedFile, options: Options, intake: str) -> LoadReport:
    facts = raw.facts
    return LoadReport(
        intake=intake,
        file=file.name,
        sha256=file.sha256,
        kind=facts.kind,
        encoding=facts.encoding,
        delimiter=facts.delimiter,
        sheet=facts.sheet,
        sheets=facts.sheets,
        header_line=facts.header_line,
        headings=raw.headings,
        zone=options.zone,
        zone_origin=options.zone_origin,
        customer=options.customer,
        rows=raw.rows.num_rows,
    )


def _to_be_mapped(raw: RawTable, file: GuardedFile, options: Options, intake: str) -> Reading:
    report = _base_report(raw, file, options, intake)
    sheet = f" (sheet {raw.facts.sheet!r})" if raw.facts.sheet else ""
    question = Question(
        kind="columns",
        text=f"{file.name}{sheet}: no known source has these headings."
        " Which heading is which field?",
        options=raw.headings,
    )
    return Reading(
        report=replace(
            report,
            questions=(question,),
            proposed_columns=guessed_columns(raw.headings),
            heading_examples=_examples(raw),
        ),
        raw=raw,
    )


def _examples(raw: RawTable) -> dict[str, str]:
    """Return heading -> its first values, to know the column by."""
    found: dict[str, str] = {}
    for place, heading in enumerate(raw.headings):
        texts = pc.unique(raw.column(place).slice(0, _LOOKED_AT)).to_pylist()
        values = [text.strip()[:_EXAMPLE] for text in texts if text.strip()]
        found.setdefault(heading, ", ".join(values[:2]))
    return found


def _understood(
    raw: RawTable,
    mapping: SourceMapping,
    file: GuardedFile,
    options: Options,
    intake: str,
    received_at: datetime,
) -> Reading:
    recipe = Recipe(
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
    read, raw = raw, shaped(raw, mapping)
    rows = canonical(raw, mapping, recipe, file.name, received_at)
    findings = [*_file_findings(raw, file, options, rows), *rows.findings]
    if mapping.cut_at and raw.rows.num_rows == mapping.cut_at:
        findings.insert(0, _cut(mapping, file))
    if rows.loaded == 0 and raw.rows.num_rows and not rows.columns.questions:
        findings.insert(0, refused(file.name, _nothing_left(raw, file)))
    recipe = replace(recipe, date_orders=dict(sorted(rows.columns.orders.items())))
    first, last, latest = _span(rows, mapping.form, received_at)
    report = replace(
        _base_report(raw, file, options, intake),
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
        columns=_column_reports(raw, mapping, rows),
        unused_headings=_unused(raw, mapping),
        findings=tuple(findings),
        questions=_date_questions(raw, mapping, rows),
        load_id=load_id(file.sha256, recipe),
        recipe=recipe.as_json(),
        first_opened_at=first,
        last_opened_at=last,
        latest_at=latest,
    )
    return Reading(report=report, raw=read, rows=rows)


def _nothing_left(raw: RawTable, file: GuardedFile) -> ExtractError:
    return ExtractError(
        f"{file.name}: none of its {raw.rows.num_rows:,} rows can be loaded; all were set aside.",
        remedy="See why below: most often a column holds something else than was taken for it.",
    )


def _fitting(
    raw: RawTable, mapping: SourceMapping, file: GuardedFile, options: Options
) -> tuple[Options, list[Finding]]:
    """Return the options without a customer where every row says its own, and that this is so."""
    place = mapping.located(raw.headings).get("customer")
    if place is None or not options.customer:
        return options, []
    said = f"Every row says its customer ({raw.headings[place]}); {options.customer} is not used."
    return replace(options, customer=""), [_note(file, "customer in the file", said, "")]


def _other_sheets(file: GuardedFile, others: tuple[str, ...]) -> list[Finding]:
    """Say which other sheets hold such a list too: one reading is of one sheet."""
    if not others:
        return []
    said = f"Such a list stands on {', '.join(map(repr, others))} too; it is not read here."
    remedy = "Upload the file once more and name that sheet; both stay loaded."
    return [_note(file, "other sheets", said, remedy)]


def _also_holds(
    raw: RawTable, mapping: SourceMapping, sources: Mapping[str, SourceMapping], file: GuardedFile
) -> list[Finding]:
    """Say which other records of the same tool stand in the list: they are read on their own."""
    others = [
        each
        for each in sources.values()
        if each.system == mapping.system
        and each.contract != mapping.contract
        and set(each.signature) <= each.located(raw.headings).keys()
        and shaped(raw, each).rows.num_rows
    ]
    return [
        _note(file, "holds more", f"The list holds {each.form.title.lower()}, too.",
              f"To load them as well, read the file once more as {each.title}.")
        for each in others
    ]  # fmt: skip


def _column_reports(
    raw: RawTable, mapping: SourceMapping, rows: Canonical
) -> tuple[ColumnReport, ...]:
    places = mapping.located(raw.headings)
    return tuple(
        ColumnReport(
            field=name,
            title=declared.title,
            heading=raw.headings[places[name]],
            read_as=rows.columns.read_as.get(name, "not yet"),
            missing=rows.columns.missing.get(name, 0),
        )
        for name, declared in mapping.form.fields.items()
        if name in places
    )


def _unused(raw: RawTable, mapping: SourceMapping) -> tuple[str, ...]:
    used = {plain(raw.headings[place]) for place in mapping.located(raw.headings).values()}
    return tuple(text for text in raw.headings if text and plain(text) not in used)


def _date_questions(raw: RawTable, mapping: SourceMapping, rows: Canonical) -> tuple[Question, ...]:
    places = mapping.located(raw.headings)
    questions = []
    for name, orders in rows.columns.questions.items():
        heading = raw.headings[places[name]]
        texts = pc.unique(raw.column(places[name]).slice(0, _LOOKED_AT)).to_pylist()
        words = " or ".join(ORDER_WORDS[DateOrder(order)] for order in orders)
        questions.append(
            Question(
                kind="date order",
                text=f"{heading}: every date can be read {words}. Which is it?",
                column=name,
                options=orders,
                examples=tuple(text for text in texts if text.strip())[:4],
            )
        )
    return tuple(questions)


def _file_findings(
    raw: RawTable, file: GuardedFile, options: Options, rows: Canonical
) -> list[Finding]:
    facts, found = raw.facts, []
    if options.repairs:
        found.append(_note(file, "mended", f"Mended: {spoken_repairs(options.repairs)}.", ""))
    if raw.rows.num_rows == 0:
        found.append(
            _note(file, "empty list", "The file has headings and no rows.",
                  "Check the filter of the export, if there should be tickets.")
        )  # fmt: skip
    naive = any(
        instants.with_offset < (instants.fault == 0).sum()
        for instants in rows.columns.instants.values()
    )
    if naive and options.zone_origin == "assumed":
        found.append(
            _note(file, "zone assumed", f"Times say no zone; {options.zone} is assumed.",
                  "Say which zone the export was made in, if it is another one.")
        )  # fmt: skip
    if facts.skipped_lines:
        found.append(
            _note(file, "lines above headings", f"{facts.skipped_lines} lines above the headings"
                  f" (line {facts.header_line}) are not read.", "")
        )  # fmt: skip
    if facts.blank_lines:
        found.append(_note(file, "blank lines", f"{facts.blank_lines} lines are empty.", ""))
    if raw.rows.num_rows == 10_000:
        found.append(
            _note(file, "cut export", "Exactly 10,000 rows: exports of ServiceNow are cut there.",
                  "Check the number of tickets in the tool; export in two parts if it is higher.")
        )  # fmt: skip
    return found


def _cut(mapping: SourceMapping, file: GuardedFile) -> Finding:
    said = f"Exactly {mapping.cut_at:,} rows: exports of {mapping.title} may be cut there."
    remedy = "Check the number of tickets in the tool; export in two parts if it is higher."
    return _note(file, "cut export", said, remedy)


def _note(file: GuardedFile, code: str, message: str, remedy: str) -> Finding:
    return Finding(
        severity=Severity.NOTE, code=code, message=message, remedy=remedy, file=file.name
    )


def _span(rows: Canonical, form: Contract, received_at: datetime) -> tuple[str, str, str]:
    """Return first and last opening and the latest instant not in the future, as texts.

    Records other than tickets tell no latest instant: a ticket of which nothing newer
    was said is not open longer because a monitor went on.
    """
    if rows.records.num_rows and form.at:
        span = pc.min_max(rows.records.column(form.at)).as_py()
        return _instant(span["min"]), _instant(span["max"]), ""
    if rows.tickets.num_rows == 0:
        return "", "", ""
    opened = pc.min_max(rows.tickets.column("opened_at")).as_py()
    now = pa.scalar(received_at.astimezone(UTC).replace(tzinfo=None), pa.timestamp("s"))
    latest = None
    for name in INSTANTS:
        if name == "due_at":
            continue
        column = rows.tickets.column(name)
        past = pc.max(column.filter(pc.fill_null(pc.less_equal(column, now), False))).as_py()
        latest = past if latest is None or (past is not None and past > latest) else latest
    return _instant(opened["min"]), _instant(opened["max"]), _instant(latest)


def _instant(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""
