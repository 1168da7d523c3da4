"""The command line: the functions of the screen, without the screen.

Exit 0: done, also when rows were set aside. Exit 1: nothing can be loaded, a
question is open, or the store is not well. Exit 2: wrong usage.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from slm_analytics import __version__, console
from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.domain.period import OPEN_END, OPEN_START, Month, Period
from slm_analytics.domain.scope import Dimension, Event, Scope
from slm_analytics.domain.zone import instant_text
from slm_analytics.errors import MetricError, SlmError, StoreError, UsageError
from slm_analytics.export.table import csv_bytes, xlsx_bytes
from slm_analytics.ingest import intake
from slm_analytics.ingest.mapping import SourceMapping, mapping_from_json
from slm_analytics.ingest.reading import Options
from slm_analytics.log import report_bug, start_logging
from slm_analytics.metrics.catalogue import catalogue, metric
from slm_analytics.metrics.compute import compute
from slm_analytics.metrics.metric import Metric
from slm_analytics.metrics.receipt import receipt
from slm_analytics.record.store import Record
from slm_analytics.review.coverage import coverage
from slm_analytics.review.loads import loads, set_aside, unknown_words
from slm_analytics.review.tickets import ticket_list, ticket_story
from slm_analytics.sample import load_sample
from slm_analytics.settings import DataFolder, data_folder
from slm_analytics.warehouse.archive import raw_row
from slm_analytics.warehouse.connection import DuckDbWarehouse
from slm_analytics.warehouse.generation import current_manifest, files_of
from slm_analytics.warehouse.verify import verify

Arguments = argparse.Namespace
_AS_IT_IS = ("metrics", "undo", "verify", "rebuild")  # they ask nothing of the store's tables


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command gives: plain values for JSON, lines for people, and the exit code."""

    values: Any
    lines: Sequence[str]
    code: int = 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit code."""
    given = _parser().parse_args(arguments)
    folder = data_folder(given.data)
    start_logging(folder)
    try:
        if given.command not in _AS_IT_IS:
            intake.bring_up_to_date(folder)
        answer: Answer = given.run(folder, given)
    except SlmError as error:
        code = 2 if isinstance(error, UsageError | MetricError) else 1
        answer = _failed(str(error), error.remedy, code)
    except KeyboardInterrupt:
        answer = _failed("Stopped.", "`slm status` says what is loaded.", 130)
    except Exception as error:  # noqa: BLE001  the last resort: one calm message
        reference = report_bug(error, doing=given.command)
        words = f"Something went wrong that should not. Reference {reference} in the log."
        answer = _failed(words, "Report the reference.", 1)
    if given.json:
        values = _jsonable(answer.values)
        console.write_json(json.dumps(values, ensure_ascii=False, allow_nan=False, indent=2))
    else:
        console.write_lines(answer.lines)
    return answer.code


def _failed(message: str, remedy: str, code: int) -> Answer:
    """Return the answer that says why there is none; people read it on the error stream."""
    console.write_errors([message, *([remedy] if remedy else [])])
    return Answer({"error": message, "remedy": remedy}, (), code)


def _jsonable(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _jsonable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_jsonable(each) for each in value]
    if isinstance(value, pd.DataFrame):
        return [_jsonable(row) for row in value.to_dict("records")]
    if isinstance(value, datetime):
        return None if pd.isna(value) else instant_text(value)
    if hasattr(value, "tolist"):
        return _jsonable(value.tolist())
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    return value if isinstance(value, str | int | float | bool) else str(value)


def _init(folder: DataFolder, given: Arguments) -> Answer:
    folder.create()
    manifest = current_manifest(folder)
    if given.sample:
        if manifest is not None and manifest.loads and not manifest.is_sample:
            raise UsageError(
                "Your own data is loaded here; the sample would be counted with it.",
                remedy="Give another folder: `slm --data FOLDER init --sample`.",
            )
        load_sample(folder)
    elif manifest is None:
        intake.start_empty(folder)
    return _status(folder, given)


def _status(folder: DataFolder, _: Arguments) -> Answer:
    manifest = current_manifest(folder)
    if manifest is None:
        values: dict[str, Any] = dict.fromkeys(
            ("generation", "first_opened_at", "last_opened_at", "as_of")
        ) | {"loads": 0, "tickets": 0, "history_rows": 0}
        return Answer(values, ["Nothing is loaded. `slm import FILE` or `slm init --sample`."])
    covered = coverage(_warehouse(folder))
    values = {
        "generation": covered.generation,
        "loads": covered.loads,
        "tickets": covered.tickets,
        "history_rows": covered.updates,
        "first_opened_at": covered.first_opened_at,
        "last_opened_at": covered.last_opened_at,
        "as_of": covered.as_of,
        "set_aside": covered.set_aside,
        "unknown_words": covered.unknown_words,
        "sample": covered.is_sample,
    }
    return Answer(values, console.pairs(_jsonable(values)))


def _import(folder: DataFolder, given: Arguments) -> Answer:
    uploads = [intake.Upload(Path(path), Path(path).name) for path in given.files]
    for upload in uploads:
        if not upload.path.is_file():
            raise UsageError(f"There is no file {upload.path}.", remedy="Check the path.")
    options = Options(
        source=_source(folder, given) or "",
        zone=given.timezone or "",
        customer=given.customer or "",
        date_order=given.date_order or "",
        sheet=given.sheet or "",
        encoding=given.encoding or "",
        delimiter=given.delimiter or "",
    )
    if given.accept:
        reports, generation = intake.import_now(folder, uploads, options)
    else:
        reports, generation = intake.read(folder, uploads, options), None
    values = {"generation": generation, "reports": [report.as_dict() for report in reports]}
    stuck = any(report.questions for report in reports)
    useful = any(report.acceptable or report.already_loaded for report in reports)
    lines = [line for report in reports for line in console.report_lines(report)]
    if given.accept and generation is not None and not stuck:
        lines.append(f"Loaded: generation {generation}.")
    elif not given.accept and useful:
        lines.append("Nothing is loaded yet: add --accept to load.")
    return Answer(values, lines, 1 if stuck or not useful else 0)


def _source(folder: DataFolder, given: Arguments) -> str | None:
    """Return the source to read by; a mapping file is kept as a source first."""
    if not given.mapping:
        return str(given.source) if given.source else None
    try:
        text = Path(given.mapping).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"The mapping {given.mapping} cannot be read.", remedy="Give a JSON file in UTF-8."
        ) from error
    mapping: SourceMapping = mapping_from_json(text)
    folder.create()
    intake.keep_own_mapping(folder, mapping)
    return mapping.name


def _metrics(_: DataFolder, __: Arguments) -> Answer:
    values = [
        {
            "name": each.name,
            "subject": each.subject,
            "title": each.title,
            "unit": each.unit.value,
            "better": each.better.value,
            "month_of": each.event.value,
            "additive": each.additive,
            "definition": each.definition,
            "source": each.source,
        }
        for each in catalogue().values()
    ]
    return Answer(values, [f"{each.name:26} {each.title}" for each in catalogue().values()])


def _metric(folder: DataFolder, given: Arguments) -> Answer:
    declared, scope = metric(given.name), _scope(given)
    if given.receipt:
        told = receipt(_warehouse(folder), declared, scope)
        values = {name: getattr(told, name) for name in told.__slots__}
        return Answer(values, console.pairs(dict(told.lines())))
    rows = _figures(_warehouse(folder), declared, scope, _dimensions(given.by))
    return Answer(rows, console.table(rows))


def _figures(
    warehouse: DuckDbWarehouse, declared: Metric, scope: Scope, by: Sequence[Dimension]
) -> list[dict[str, Any]]:
    """Return the figures as objects: dimensions, then what the metric's kind has."""
    frame = compute(warehouse, declared, scope, by)
    rows: list[dict[str, Any]] = _jsonable(frame[_columns(declared, by)])
    for row in rows:
        if row.get("month"):
            row["month"] = str(row["month"])[:7]
        for name in ("numerator", "denominator", "n"):
            if isinstance(row.get(name), float) and row[name].is_integer():
                row[name] = int(row[name])
        if declared.unit.value == "count" and row["value"] is not None:
            row["value"] = int(row["value"])
    return rows


def _columns(declared: Metric, by: Sequence[Dimension]) -> list[str]:
    kind = ["numerator", "denominator", "value", "low", "high"]
    kind = kind if declared.additive else ["value", "n"]
    return [*(dimension.value for dimension in by), *kind, "answer"]


def _ticket(folder: DataFolder, given: Arguments) -> Answer:
    story = ticket_story(_warehouse(folder), given.id, given.system or "")
    manifest = current_manifest(folder)
    load = manifest.load(story.load_id) if manifest else None
    exported = raw_row(folder.archive / load.archive, story.line) if load else []
    values = {
        **story.facts,
        "said": story.said,
        "history": story.history,
        "stretches": story.lanes,
        "file": load.file_name if load else None,
        "line": story.line,
        "exported": [{"heading": heading, "text": text} for heading, text in exported],
    }
    return Answer(values, console.pairs(_jsonable(story.facts)))


def _loads(folder: DataFolder, _: Arguments) -> Answer:
    if current_manifest(folder) is None:
        return Answer([], ["Nothing is loaded."])
    rows = _jsonable(loads(_warehouse(folder)))
    shown = ("load_id", "file_name", "title", "rows", "loaded", "set_aside", "duplicates")
    return Answer(rows, console.table([{name: row[name] for name in shown} for row in rows]))


def _withdraw(folder: DataFolder, given: Arguments) -> Answer:
    manifest = current_manifest(folder)
    if manifest is None or manifest.load(given.load) is None:
        raise UsageError(
            f"No load {given.load!r} is in force.", remedy="`slm loads` lists the loads."
        )
    return _now_in_force(intake.withdraw(folder, given.load), "Withdrawn")


def _undo(folder: DataFolder, _: Arguments) -> Answer:
    return _now_in_force(intake.undo(folder), "Undone")


def _rebuild(folder: DataFolder, _: Arguments) -> Answer:
    return _now_in_force(intake.rebuild(folder), "Rebuilt")


def _now_in_force(number: int, done: str) -> Answer:
    return Answer({"generation": number}, [f"{done}: generation {number} is in force."])


def _map(folder: DataFolder, given: Arguments) -> Answer:
    meaning = intake.Meaning(
        system=given.system, field=given.field, word=given.word, meaning=given.meaning
    )
    return _now_in_force(intake.give_meanings(folder, [meaning], who=given.who), "Mapped")


def _export(folder: DataFolder, given: Arguments) -> Answer:
    target = Path(given.to)
    if target.suffix.lower() not in (".csv", ".xlsx"):
        raise UsageError(f"{target.name} ends neither in .csv nor in .xlsx.", remedy="Name it so.")
    rows, lines = _exported(folder, given)
    write = csv_bytes if target.suffix.lower() == ".csv" else xlsx_bytes
    try:
        target.write_bytes(write(rows, lines))
    except OSError as error:
        raise UsageError(
            f"{target} cannot be written.", remedy="Name a file in a folder that is there."
        ) from error
    values = {"file": str(target), "rows": len(rows)}
    return Answer(values, [f"{len(rows):,} rows written to {target}."])


def _exported(folder: DataFolder, given: Arguments) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
    warehouse, scope = _warehouse(folder), _scope(given)
    tables: dict[str, Callable[[], pd.DataFrame]] = {
        "loads": lambda: loads(warehouse),
        "set_aside": lambda: set_aside(warehouse),
        "unknown_words": lambda: unknown_words(warehouse),
        "tickets": lambda: ticket_list(warehouse, metric("tickets_opened"), scope, limit=None).rows,
    }
    if given.name in tables:
        counted = receipt(warehouse, metric("tickets_opened"), scope)
        lines = counted.lines() if given.name == "tickets" else counted.lines()[-1:]
        return tables[given.name](), lines
    declared = metric(given.name)
    by = _dimensions(given.by)
    rows = _figures(warehouse, declared, scope, by)
    columns = _columns(declared, by)
    return pd.DataFrame(rows, columns=columns), receipt(warehouse, declared, scope).lines()


def _verify(folder: DataFolder, _: Arguments) -> Answer:
    findings = verify(folder)
    try:
        Record(folder.record).check()
    except StoreError as error:
        findings.append(
            Finding(
                severity=Severity.REFUSED, code="record", message=str(error), remedy=error.remedy
            )
        )
    values = {"well": not findings, "findings": [each.as_dict() for each in findings]}
    lines = [f"{each.message} {each.remedy}" for each in findings] or ["All is well."]
    return Answer(values, lines, 1 if findings else 0)


def _warehouse(folder: DataFolder) -> DuckDbWarehouse:
    manifest = current_manifest(folder)
    number = manifest.number if manifest else intake.start_empty(folder)
    return DuckDbWarehouse(files_of(folder, number).database)


def _scope(given: Arguments) -> Scope:
    scope = Scope(
        period=_period(given.first, given.until),
        month_of=Event(given.month_of) if given.month_of else None,
        as_of=_instant(given.as_of),
    )
    for dimension in (Dimension.CUSTOMER, Dimension.SERVICE, Dimension.PRIORITY):
        scope = scope.limited(dimension, tuple(getattr(given, dimension.value) or ()))
    return scope


def _period(first: str | None, until: str | None) -> Period | None:
    if not first and not until:
        return None
    start = Month.parse(first) if first else Month(OPEN_START, 1)
    return Period.of_months(start, Month.parse(until) if until else Month(OPEN_END, 12))


def _instant(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise UsageError(
            f"{text!r} is not an instant.", remedy="Write it as 2026-03-31T22:00:00Z."
        ) from error


def _dimensions(text: str | None) -> list[Dimension]:
    names = [name.strip() for name in (text or "").split(",") if name.strip()]
    unknown = [name for name in names if name not in set(Dimension)]
    if unknown:
        raise UsageError(
            f"Figures cannot be split by {unknown[0]!r}.", remedy=f"Use {', '.join(Dimension)}."
        )
    return [Dimension(name) for name in dict.fromkeys(names)]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="slm", description=__doc__)
    _common_options(parser, data=None, json=False)
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True)

    def add(name: str, run: Callable[[DataFolder, Arguments], Answer], text: str) -> Any:
        command = commands.add_parser(name, help=text)
        _common_options(command, data=argparse.SUPPRESS, json=argparse.SUPPRESS)
        command.set_defaults(run=run)
        return command

    add("init", _init, "make a data folder").add_argument("--sample", action="store_true")
    add("status", _status, "what is loaded")
    _import_options(add("import", _import, "read files, and load them with --accept"))
    add("metrics", _metrics, "list the metrics")
    figure = add("metric", _metric, "compute a metric")
    figure.add_argument("name")
    figure.add_argument("--receipt", action="store_true", help="what the figure is made of")
    _scope_options(figure)
    ticket = add("ticket", _ticket, "all that is known of a ticket")
    ticket.add_argument("id")
    ticket.add_argument("--system", help="the tool, when several have that number")
    add("loads", _loads, "list the loads")
    add("withdraw", _withdraw, "take a load out").add_argument("load")
    add("undo", _undo, "go back to the generation before")
    mapped = add("map", _map, "say what a tool's word means")
    for name in ("system", "field", "word", "meaning"):
        mapped.add_argument(name)
    mapped.add_argument("--who", default="command line")
    exported = add("export", _export, "write a metric or a table to a file")
    exported.add_argument("name", help="a metric, or: tickets, loads, set_aside, unknown_words")
    exported.add_argument("--to", required=True, help="FILE.csv or FILE.xlsx")
    _scope_options(exported)
    add("verify", _verify, "check every file of the store")
    add("rebuild", _rebuild, "make the store again from the archive")
    return parser


def _common_options(parser: argparse.ArgumentParser, *, data: Any, json: Any) -> None:
    """Add what every command takes, before or after its name."""
    parser.add_argument("--data", default=data, help="data folder (default: data)")
    parser.add_argument("--json", action="store_true", default=json, help="only JSON on stdout")


def _import_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", metavar="FILE")
    command.add_argument("--source", help="the export format; without it, recognised")
    command.add_argument("--mapping", help="a JSON file that maps the columns; kept as a source")
    command.add_argument("--timezone", help="zone of times without an offset: Europe/Berlin")
    command.add_argument("--date-order", choices=("dmy", "mdy", "ymd"))
    command.add_argument("--customer", help="who is served, where the file does not say")
    command.add_argument("--sheet", help="sheet of a workbook")
    command.add_argument("--encoding", help="encoding of a CSV file")
    command.add_argument("--delimiter", help="what divides the fields of a CSV file")
    command.add_argument("--accept", action="store_true", help="load what was read")


def _scope_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--by", help=f"split by: {', '.join(Dimension)}")
    command.add_argument("--from", dest="first", metavar="YYYY-MM")
    command.add_argument("--until", metavar="YYYY-MM", help="last month, included")
    command.add_argument("--customer", action="append")
    command.add_argument("--service", action="append")
    command.add_argument("--priority", action="append")
    command.add_argument("--month-of", choices=[event.value for event in Event])
    command.add_argument("--as-of", metavar="T", help="instant that stands for now")


if __name__ == "__main__":
    sys.exit(main())
