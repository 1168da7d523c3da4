"""The process that reads files and writes generations.

It is started by `child.run_job` with one JSON job on standard input, writes
its answer as one JSON line to standard output, and ends. While it reads a
file somebody sent, its memory and processor time are limited, so that a file
built to kill its reader kills this process and nothing else.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from errno import ENOSPC
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from slm_analytics.errors import SlmError, StoreError
from slm_analytics.ingest import writing
from slm_analytics.ingest.archives import unpacked
from slm_analytics.ingest.canonical import Canonical
from slm_analytics.ingest.child import PROGRESS
from slm_analytics.ingest.judging import KnownNames, judged
from slm_analytics.ingest.listed import told_unlisted
from slm_analytics.ingest.mapping import SourceMapping, built_in, mapping_from_json
from slm_analytics.ingest.options import options_from_plain
from slm_analytics.ingest.reading import Reading, read_file, refused
from slm_analytics.ingest.register_cells import register_cells
from slm_analytics.ingest.report import LoadReport, Overlap, refusal, report_from_json
from slm_analytics.ingest.report_card.grading import graded
from slm_analytics.ingest.typed_columns import TypedColumns
from slm_analytics.ingest.typed_findings import MEASURES, typed_findings
from slm_analytics.ingest.writing import Accepted, RegisterState
from slm_analytics.progress import Progress, part, watched
from slm_analytics.record.source_memory import Answers, answers_from_plain
from slm_analytics.register.journal import rules_of
from slm_analytics.register.reading import as_plain, read_register
from slm_analytics.settings import DataFolder, data_folder
from slm_analytics.warehouse.archive import read_raw, write_raw
from slm_analytics.warehouse.generation import current_manifest, files_of
from slm_analytics.warehouse.manifest import Manifest
from slm_analytics.warehouse.standing import known_names, names_of_tickets, overlap
from slm_analytics.warehouse.write_fault import write_fault

Job = dict[str, Any]
_ROWS = ("tickets", "updates", "records", "set_aside")


def main() -> None:
    """Run the job on standard input."""
    job: Job = json.load(sys.stdin)
    folder = data_folder(job["data"])
    try:
        with watched(_say):
            answer = _ACTIONS[job["action"]](folder, job)
    except SlmError as error:
        answer = _refused(error)
    except OSError as error:
        if error.errno != ENOSPC:
            raise
        answer = _refused(write_fault(folder, error))
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")


def _say(progress: Progress) -> None:
    """Tell the process that waits how far this one is."""
    told = json.dumps([progress.words, progress.done, progress.of])
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.write(f"{PROGRESS.decode()}{told}\n")
        sys.stdout.flush()


def _refused(error: SlmError) -> dict[str, Any]:
    store = isinstance(error, StoreError)
    return {"error": str(error), "remedy": error.remedy, "store": store}


def _read(folder: DataFolder, job: Job) -> dict[str, Any]:
    """Read files and leave what they hold in their intake folders."""
    reports = []
    for reading in _readings(folder, job):
        target = folder.incoming / reading.report.intake
        _leave(target, reading)
        reports.append(reading.report.as_dict())
    return {"reports": reports}


def _import(folder: DataFolder, job: Job) -> dict[str, Any]:
    """Read files and load them at once, unless a question is open or none can be loaded."""
    readings = _readings(folder, job)
    ready = [reading for reading in readings if reading.report.acceptable]
    asked = any(reading.report.questions for reading in readings)
    manifest = None
    if ready and not asked:
        manifest = _accept_all(folder, job, [_accepted(reading) for reading in ready])
    return {
        "reports": [reading.report.as_dict() for reading in readings],
        "generation": manifest.number if manifest else None,
    }


def _accept(folder: DataFolder, job: Job) -> dict[str, Any]:
    """Load what was read before and left in intake folders."""
    accepted = [_taken(folder.incoming / intake) for intake in job["intakes"]]
    return {"generation": _accept_all(folder, job, accepted).number}


def _accept_all(folder: DataFolder, job: Job, accepted: list[Accepted]) -> Manifest:
    return writing.accept(
        folder,
        accepted,
        _register(job),
        received_at=_received_at(job),
        is_sample=bool(job.get("is_sample")),
        with_register=bool(job.get("with_register")),
    )


def _withdraw(folder: DataFolder, job: Job) -> dict[str, Any]:
    return {"generation": writing.withdraw(folder, job["load_id"], _register(job)).number}


def _rebuild(folder: DataFolder, job: Job) -> dict[str, Any]:
    manifest = job["manifest"] and writing.read_generation(folder, int(job["manifest"]))
    return {"generation": writing.rebuild(folder, manifest, _register(job)).number}


def _bring_up_to_date(folder: DataFolder, job: Job) -> dict[str, Any]:
    manifest = writing.bring_up_to_date(folder, _register(job))
    return {"generation": manifest.number if manifest else None}


def _start_empty(folder: DataFolder, job: Job) -> dict[str, Any]:
    return {"generation": writing.start_empty(folder, _register(job)).number}


def _use_register(folder: DataFolder, job: Job) -> dict[str, Any]:
    manifest = writing.use_register(folder, _register(job), job["why"], on=job.get("parent"))
    return {"generation": manifest.number}


def _read_register(folder: DataFolder, job: Job) -> dict[str, Any]:
    """Read a register workbook; nothing is put in force."""
    del folder
    with _limits(job["memory_bytes"], job["seconds"]):
        read = read_register(register_cells(Path(job["path"]), job["name"]))
    return as_plain(read)


_ACTIONS: dict[str, Callable[[DataFolder, Job], dict[str, Any]]] = {
    "read": _read,
    "import": _import,
    "accept": _accept,
    "withdraw": _withdraw,
    "rebuild": _rebuild,
    "bring_up_to_date": _bring_up_to_date,
    "start_empty": _start_empty,
    "use_register": _use_register,
    "read_register": _read_register,
}


def _readings(folder: DataFolder, job: Job) -> list[Reading]:
    sources = _sources(job)
    answers = {name: answers_from_plain(said) for name, said in job["answers"].items()}
    register = _register(job)
    readings = []
    for number, file in enumerate(job["files"]):
        with part(number, len(job["files"])), _limits(job["memory_bytes"], job["seconds"]):
            found = _read_upload(folder, file, sources, answers, _received_at(job))
        readings += [_with_store(folder, each, sources, register, job) for each in found]
    return _with_cards(folder, readings)


def _with_cards(folder: DataFolder, readings: list[Reading]) -> list[Reading]:
    """Add the report cards: each file beside the store and the files read with it."""
    manifest = current_manifest(folder)
    if any(each.report.takes_out_sample for each in readings):
        manifest = None
    database = files_of(folder, manifest.number).database if manifest else None
    told = told_unlisted(readings, database)
    readings = [replace_report(*pair) for pair in zip(readings, told, strict=True)]
    reports = graded(readings, manifest, database)
    return [replace_report(*pair) for pair in zip(readings, reports, strict=True)]


def _read_upload(
    folder: DataFolder,
    file: dict[str, Any],
    sources: dict[str, SourceMapping],
    answers: dict[str, Answers],
    received_at: datetime,
) -> list[Reading]:
    """Read an upload; an archive is as many files as are in it."""
    name, intake = file["name"], file["intake"]
    said = {each: options_from_plain(given) for each, given in file["members"].items()}
    try:
        with unpacked(Path(file["path"]), name, folder.unpacked(intake)) as parts:
            return [
                read_file(
                    part.path,
                    part.name,
                    said.get(part.name) or options_from_plain(file["options"]),
                    sources,
                    answers,
                    intake=f"{intake}-{number}" if number else intake,
                    received_at=received_at,
                )
                for number, part in enumerate(parts)
            ]
    except SlmError as error:
        return [Reading(report=refusal(intake, name, refused(name, error)))]


def _with_store(
    folder: DataFolder,
    reading: Reading,
    sources: dict[str, SourceMapping],
    register: RegisterState,
    job: Job,
) -> Reading:
    """Add to the report what the store says of the file."""
    report = reading.report
    if reading.rows is None or not report.source:
        return reading
    meanings = {
        (name, word): meaning
        for name, said in sources[report.source].words().items()
        for word, meaning in said.items()
    }
    meanings |= {
        (field, word): meaning
        for (system, field, word), meaning in register.meanings.items()
        if system == report.system
    }
    names, met = KnownNames(), Overlap()
    manifest = current_manifest(folder)
    sample_leaves = bool(manifest and manifest.is_sample and not job.get("is_sample"))
    known = manifest is not None and any(load.system == report.system for load in manifest.loads)
    stays = manifest is not None and not sample_leaves
    if manifest is not None and stays and reading.rows.records.num_rows:
        names = KnownNames(names=names_of_tickets(files_of(folder, manifest.number).database))
    elif manifest is not None and stays and known and reading.rows.tickets.num_rows:
        database = files_of(folder, manifest.number).database
        names = KnownNames(names=known_names(database, report.system))
        found = overlap(database, reading.rows.tickets, report.system, report.source)
        met = Overlap(**(found | {"gone": 0} if report.history else found))
    report = judged(reading, meanings, names, met)
    if report.contract in MEASURES:
        rules = rules_of(folder, register.version)
        said = typed_findings(reading.rows.records, report.contract, rules, report.file)
        report = replace(report, findings=(*report.findings, *said))
    return replace_report(reading, _standing(report, manifest, sample_leaves=sample_leaves))


def _standing(report: LoadReport, manifest: Manifest | None, *, sample_leaves: bool) -> LoadReport:
    loads = manifest.loads if manifest else ()
    same = any(load.load_id == report.load_id for load in loads)
    other = next(
        (
            load.load_id
            for load in loads
            if report.recipe
            and load.load_id != report.load_id
            and writing.takes_place(report, load)
        ),
        "",
    )
    return replace(
        report,
        already_loaded=same,
        replaces=other,
        takes_out_sample=sample_leaves and not same,
    )


def replace_report(reading: Reading, report: LoadReport) -> Reading:
    """Return the reading with another report."""
    return Reading(report=report, raw=reading.raw, rows=reading.rows)


def _leave(target: Path, reading: Reading) -> None:
    target.mkdir(parents=True, exist_ok=True)
    if reading.raw is not None:
        write_raw(reading.raw, target / "raw.parquet")
    if reading.rows is not None:
        for name in _ROWS:
            table: pa.Table = getattr(reading.rows, name)
            pq.write_table(table, target / f"{name}.parquet", compression="lz4")
    text = json.dumps(reading.report.as_dict(), ensure_ascii=False)
    (target / "report.json").write_text(text, encoding="utf-8")


def _taken(source: Path) -> Accepted:
    report = report_from_json((source / "report.json").read_text(encoding="utf-8"))
    tables = {name: pq.read_table(source / f"{name}.parquet") for name in _ROWS}
    rows = Canonical(
        **tables, rows=report.rows, duplicates=report.duplicates, columns=TypedColumns()
    )
    return Accepted(report=report, raw=read_raw(source / "raw.parquet"), rows=rows)


def _accepted(reading: Reading) -> Accepted:
    if reading.raw is None or reading.rows is None:
        raise StoreError(f"{reading.report.file} was not read.")
    return Accepted(report=reading.report, raw=reading.raw, rows=reading.rows)


def _sources(job: Job) -> dict[str, SourceMapping]:
    own = {name: mapping_from_json(text) for name, text in job["mappings"].items()}
    return {**built_in(), **own}


def _register(job: Job) -> RegisterState:
    said = job["register"]
    return RegisterState(
        version=said["version"],
        meanings={(row[0], row[1], row[2]): row[3] for row in said["meanings"]},
    )


def _received_at(job: Job) -> datetime:
    return datetime.strptime(job["received_at"], "%Y-%m-%dT%H:%M:%S%z")


@contextlib.contextmanager
def _limits(memory_bytes: int, seconds: int) -> Iterator[None]:
    """Limit this process while it reads; systems without limits rely on the parent's watch."""
    try:
        import resource  # noqa: PLC0415  not on every system
    except ImportError:
        yield
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime)
    before = {kind: resource.getrlimit(kind) for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU)}
    _lower(resource.RLIMIT_AS, memory_bytes)
    _lower(resource.RLIMIT_CPU, spent + 2 * seconds)
    try:
        yield
    finally:
        for kind, limit in before.items():
            resource.setrlimit(kind, limit)


def _lower(kind: int, wanted: int) -> None:
    import resource  # noqa: PLC0415  not on every system

    _, hard = resource.getrlimit(kind)
    limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (limit, hard))


class _WithoutPandas(MetaPathFinder):
    """Keeps pandas out: Arrow would import it for a type check, and the start would take longer."""

    def find_spec(self, fullname: str, *_: object) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname)


if __name__ == "__main__":
    sys.meta_path.insert(0, _WithoutPandas())
    with contextlib.suppress(AttributeError, OSError):
        os.nice(5)
    gc.disable()  # one job and the process ends; looking at millions of cells costs a quarter
    main()
