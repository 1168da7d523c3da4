"""What the screen and the command line do with files and loads: the same functions for both."""

from __future__ import annotations

import contextlib
import json
import secrets
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.domain.zone import check_zone
from slm_analytics.errors import (
    ExtractError,
    NothingToUndo,
    ReaderStopped,
    StoreError,
    UsageError,
)
from slm_analytics.ingest.child import run_job
from slm_analytics.ingest.file_kind import GZIP_MARK, PARQUET_MARK, ZIP_MARK
from slm_analytics.ingest.file_names import shown_name
from slm_analytics.ingest.mapping import (
    SourceMapping,
    built_in,
    check_mapping,
    mapping_from_json,
)
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.recipe import recipe_from_json
from slm_analytics.ingest.repairs import Repairs
from slm_analytics.ingest.report import LoadReport, refusal, report_from_json
from slm_analytics.record.source_memory import (
    MEANINGS,
    Answers,
    keep_answers,
    keep_mapping,
    kept_answers,
    kept_mappings,
    meaning_change,
)
from slm_analytics.record.store import Record
from slm_analytics.settings import (
    MAX_UNPACKED_BYTES,
    MAX_UPLOAD_BYTES,
    DataFolder,
    reader_memory_bytes,
    reader_seconds,
)
from slm_analytics.warehouse.generation import (
    current_manifest,
    current_number,
    newest_number,
    point_to,
    usable,
    writing,
)
from slm_analytics.warehouse.manifest import SCHEMA_VERSION, Manifest, read_manifest
from slm_analytics.warehouse.recovery import inputs_of

_KEPT_SECONDS = 24 * 3600
_ZIP_GROWTH = 15  # a workbook unpacks to about this many times its size
_PACKED = (GZIP_MARK, PARQUET_MARK)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on disk, what its sender called it, and what a person said of it alone.

    `members` is what was said of single files of an archive, by the names their reports bear.
    """

    path: Path
    name: str
    options: Options | None = None
    members: Mapping[str, Options] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """A name may hold a path, or letters that play tricks on a terminal."""
        object.__setattr__(self, "name", shown_name(self.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a person says a tool's word means; without a meaning, what they said is taken back."""

    system: str
    field: str
    word: str
    meaning: str | None


def sources(folder: DataFolder) -> dict[str, SourceMapping]:
    """Return every source: the built-in ones and the mappings people made."""
    own = kept_mappings(Record(folder.record))
    return {**built_in(), **{name: mapping_from_json(text) for name, text in own.items()}}


def read(folder: DataFolder, uploads: Sequence[Upload], options: Options) -> list[LoadReport]:
    """Read files and report; nothing is loaded. Their rows wait in the intake folders."""
    folder.create()
    _clear_intakes(folder)
    job = _reading_job(folder, "read", uploads, options)
    try:
        answer = run_job(job, files=_names(uploads), seconds=job["seconds"])
    except ReaderStopped as error:
        _clear_unpacked(folder, job)
        if len(uploads) > 1:  # find out which one it was
            return [report for each in uploads for report in read(folder, [each], options)]
        return [_stopped(uploads[0], error)]
    return [_report(each) for each in answer["reports"]]


def import_now(
    folder: DataFolder,
    uploads: Sequence[Upload],
    options: Options | None = None,
    *,
    is_sample: bool = False,
    register_version: int | None = None,
) -> tuple[list[LoadReport], int | None]:
    """Read files and load those that can be; return the reports and the new generation.

    While a question is open nothing is loaded. With `register_version` that
    version of the register comes into force as well.
    """
    folder.create()
    options = options or Options()
    job = _reading_job(folder, "import", uploads, options) | {"is_sample": is_sample}
    if register_version is not None:
        agreed = job_for(folder, "import", register_version)["register"]
        job |= {"register": agreed, "with_register": True}
    try:
        answer = run_job(job, files=_names(uploads), seconds=job["seconds"])
    except ReaderStopped as error:
        _clear_unpacked(folder, job)
        if len(uploads) > 1:
            reports = read(folder, uploads, options)
            ready = [report.intake for report in reports if report.acceptable]
            asked = any(report.questions for report in reports)
            if asked or not ready:
                return reports, None
            return reports, accept(folder, ready, is_sample=is_sample)
        return [_stopped(uploads[0], error)], None
    reports = [_report(each) for each in answer["reports"]]
    if answer["generation"] is not None and not is_sample:
        _remember(folder, [report for report in reports if report.acceptable])
    return reports, answer["generation"]


def accept(folder: DataFolder, intakes: Sequence[str], *, is_sample: bool = False) -> int:
    """Load what was read before; return the new generation.

    Raises:
        ExtractError: a file was refused, or something is asked of it.
        StoreError: what was read is no longer there, or it cannot be written.
    """
    reports = []
    for intake in intakes:
        path = folder.incoming / intake / "report.json"
        if not path.is_file():
            raise StoreError(
                "What was read is no longer there.", remedy="Upload the file once more."
            )
        reports.append(report_from_json(path.read_text(encoding="utf-8")))
    for report in reports:
        if report.refused or report.questions:
            raise ExtractError(
                f"{report.file} cannot be loaded as it was read.",
                remedy="Answer what is asked, or mend the file, and read it again.",
            )
    job = job_for(folder, "accept") | {"intakes": list(intakes), "is_sample": is_sample}
    number = int(run_job(job)["generation"])
    if not is_sample:  # its zones and customers are made up
        _remember(folder, reports)
    for intake in intakes:
        shutil.rmtree(folder.incoming / intake, ignore_errors=True)
    return number


def withdraw(folder: DataFolder, load_id: str) -> int:
    """Take a load out; return the new generation."""
    return int(run_job(job_for(folder, "withdraw") | {"load_id": load_id})["generation"])


def start_empty(folder: DataFolder) -> int:
    """Put a generation without loads in force; return its number."""
    return int(run_job(job_for(folder, "start_empty"))["generation"])


def undo(folder: DataFolder) -> int:
    """Go back to the generation before the one in force; return its number.

    Raises:
        NothingToUndo: there is none.
    """
    with writing(folder):
        manifest = current_manifest(folder)
        if manifest is None or manifest.parent is None:
            raise NothingToUndo(
                "There is nothing to undo.", remedy="`slm loads` lists what is loaded."
            )
        if usable(folder, manifest.parent):
            point_to(folder, manifest.parent)
            return manifest.parent
    return _rebuild(folder, manifest.parent)


def rebuild(folder: DataFolder) -> int:
    """Make the generation in force again from the archive; return the new number.

    With a damaged pointer the newest generation is made again.
    """
    try:
        number = current_number(folder)
    except StoreError:
        number = newest_number(folder)
    return _rebuild(folder, number)


def bring_up_to_date(folder: DataFolder) -> None:
    """Make the generation in force again when another version of the program made its tables.

    To be called before a store is read for the first time.
    """
    manifest = current_manifest(folder)
    if manifest is not None and manifest.schema_version != SCHEMA_VERSION:
        run_job(job_for(folder, "bring_up_to_date"))


def _rebuild(folder: DataFolder, number: int | None) -> int:
    version = 0
    if number is not None:
        version = inputs_of(folder, number).register_version
    job = job_for(folder, "rebuild", version) | {"manifest": number}
    return int(run_job(job)["generation"])


def give_meanings(folder: DataFolder, said: Sequence[Meaning], *, who: str) -> int:
    """Say what words mean; return the new generation, in which they do."""
    manifest = current_manifest(folder)
    parent = manifest.register_version if manifest else 0
    changes = [meaning_change(each.system, each.field, each.word, each.meaning) for each in said]
    why = f"meaning of {len(said)} words" if len(said) > 1 else f"meaning of {said[0].word!r}"
    version = Record(folder.record).change_register(parent, changes, who=who, why=why)
    job = job_for(folder, "use_register", version) | {"why": why}
    return int(run_job(job)["generation"])


def keep_own_mapping(folder: DataFolder, mapping: SourceMapping) -> None:
    """Keep a mapping that a person made; one of the same list takes the place of the last.

    Raises:
        UnknownSource: it names a field or a meaning that does not exist.
        UsageError: another list, or the product, has its name.
    """
    check_mapping(mapping)
    kept = kept_mappings(Record(folder.record)).get(mapping.name)
    taken = mapping_from_json(kept) if kept else None
    tools = {each.system for each in built_in().values()}
    if mapping.name in built_in() or (mapping.name == mapping.system and mapping.name in tools):
        raise _name_taken(mapping, "a source of the product")
    if taken is not None and (taken.title, taken.system) != (mapping.title, mapping.system):
        raise _name_taken(mapping, f"another list ({taken.title})")
    keep_mapping(Record(folder.record), mapping.name, mapping.as_json(in_order=True))


def _name_taken(mapping: SourceMapping, owner: str) -> UsageError:
    return UsageError(
        f"{mapping.name!r} is the name of {owner}.", remedy="Give the list another name."
    )


def mapping_in_use(folder: DataFolder, load_recipe: str) -> SourceMapping:
    """Return the mapping that a load was read with."""
    recipe = recipe_from_json(load_recipe)
    return mapping_from_json(recipe.mapping) if recipe.mapping else sources(folder)[recipe.source]


def generations(folder: DataFolder) -> list[Manifest]:
    """Return every generation that can be told of, newest first."""
    paths = sorted(folder.generations.glob("[0-9]*.json"), reverse=True)
    return [read_manifest(path) for path in paths]


def _remember(folder: DataFolder, reports: Sequence[LoadReport]) -> None:
    """Keep the answers that were given, for next month."""
    record = Record(folder.record)
    for report in reports:
        before = kept_answers(record, report.source)
        recipe = recipe_from_json(report.recipe)
        orders = set(recipe.date_orders.values())
        answers = Answers(
            zone=report.zone if report.zone_origin == "given" else before.zone,
            customer=report.customer or before.customer,
            date_order=orders.pop() if len(orders) == 1 else before.date_order,
            repairs=_repairs_kept(recipe.repairs) or before.repairs,
            headings=report.headings,
        )
        if answers != before:
            keep_answers(record, report.source, answers)


def _repairs_kept(repairs: Repairs) -> str:
    """Return the repairs that may fit the next file, too, as JSON; empty when there are none."""
    said = repairs.for_next_month().plain()
    return json.dumps(said, sort_keys=True, ensure_ascii=False) if said else ""


def _reading_job(
    folder: DataFolder, action: str, uploads: Sequence[Upload], options: Options
) -> dict[str, Any]:
    of_one = [each.options for each in uploads if each.options]
    of_members = [said for each in uploads for said in each.members.values()]
    for said in (options, *of_one, *of_members):
        if said.zone:
            check_zone(said.zone)
    content = max((_content_bytes(each) for each in uploads), default=0)
    record = Record(folder.record)
    known = sources(folder)
    return job_for(folder, action) | {
        "files": [
            {
                "intake": secrets.token_hex(8),
                "path": str(each.path.resolve()),
                "name": each.name,
                "options": asdict(each.options or options),
                "members": {name: asdict(said) for name, said in each.members.items()},
            }
            for each in uploads
        ],
        "mappings": kept_mappings(record),
        "answers": {name: asdict(kept_answers(record, name)) for name in known},
        "memory_bytes": reader_memory_bytes(content),
        "seconds": sum(reader_seconds(_content_bytes(each)) for each in uploads),
    }


def _content_bytes(upload: Upload) -> int:
    try:
        size = upload.path.stat().st_size
        with upload.path.open("rb") as file:
            head = file.read(4)
    except OSError:
        return 0
    if head.startswith(ZIP_MARK):
        return min(size * _ZIP_GROWTH, MAX_UNPACKED_BYTES)
    return min(size * _ZIP_GROWTH, MAX_UPLOAD_BYTES) if head.startswith(_PACKED) else size


def job_for(folder: DataFolder, action: str, version: int | None = None) -> dict[str, Any]:
    """Return a job of the worker, with the register in force or another version of it."""
    if version is None:
        manifest = None if action == "rebuild" else current_manifest(folder)
        version = manifest.register_version if manifest else 0
    meanings = Record(folder.record).register(version, MEANINGS)
    rows = [[row["system"], row["field"], row["word"], row["meaning"]] for row in meanings.values()]
    return {
        "action": action,
        "data": str(folder.root),
        "register": {"version": version, "meanings": rows},
        "received_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000"),
    }


def _report(kept: Mapping[str, Any]) -> LoadReport:
    return report_from_json(json.dumps(kept))


def _names(uploads: Sequence[Upload]) -> str:
    return uploads[0].name if len(uploads) == 1 else f"{len(uploads)} files"


def _stopped(upload: Upload, error: ReaderStopped) -> LoadReport:
    finding = Finding(
        severity=Severity.REFUSED,
        code="ReaderStopped",
        message=str(error),
        remedy=error.remedy,
        file=upload.name,
    )
    return refusal("", upload.name, finding)


def _clear_unpacked(folder: DataFolder, job: Mapping[str, Any]) -> None:
    """Remove what a process that died had unpacked."""
    for file in job["files"]:
        shutil.rmtree(folder.unpacked(file["intake"]), ignore_errors=True)


def _clear_intakes(folder: DataFolder) -> None:
    """Remove what was read more than a day ago and never accepted."""
    now = datetime.now(UTC).timestamp()
    for path in folder.incoming.iterdir():
        with contextlib.suppress(FileNotFoundError):  # another process may be clearing, too
            if now - path.stat().st_mtime > _KEPT_SECONDS:
                shutil.rmtree(path, ignore_errors=True)
