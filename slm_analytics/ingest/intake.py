"""What the screen and the command line do with files: the same functions for both."""

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
    ReaderStopped,
    StoreError,
)
from slm_analytics.ingest.child import run_job
from slm_analytics.ingest.file_kind import GZIP_MARK, PARQUET_MARK, ZIP_MARK
from slm_analytics.ingest.file_names import shown_name
from slm_analytics.ingest.jobs import job_for
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.own_lists import sources
from slm_analytics.ingest.recipe import recipe_from_json
from slm_analytics.ingest.repairs import Repairs
from slm_analytics.ingest.report import LoadReport, refusal, report_from_json
from slm_analytics.record.source_memory import (
    Answers,
    keep_answers,
    kept_answers,
    kept_mappings,
)
from slm_analytics.record.store import Record
from slm_analytics.settings import (
    MAX_UNPACKED_BYTES,
    MAX_UPLOAD_BYTES,
    DataFolder,
    reader_memory_bytes,
    reader_seconds,
)

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
