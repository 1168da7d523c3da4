"""`import`: read files and report, and load them when that is asked."""

from __future__ import annotations

from pathlib import Path

from slm_analytics import console
from slm_analytics.commands.answer import Answer, Arguments
from slm_analytics.errors import UsageError
from slm_analytics.ingest import intake, own_lists
from slm_analytics.ingest.mapping import mapping_from_json
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.repair_words import options_with
from slm_analytics.ingest.report import LoadReport
from slm_analytics.settings import DataFolder


def import_files(folder: DataFolder, given: Arguments) -> Answer:
    """Read files; load them with `--accept`."""
    uploads = _uploads(given.files)
    options = _options(folder, given)
    with console.telling_progress():
        if given.accept:
            reports, generation = intake.import_now(folder, uploads, options)
        else:
            reports, generation = intake.read(folder, uploads, options), None
    stuck = any(report.questions for report in reports)
    useful = any(report.acceptable or report.already_loaded for report in reports)
    values = {"generation": generation, "reports": [report.as_dict() for report in reports]}
    lines = [
        *_lines(reports, options.date_order),
        *_outcome(generation, accept=given.accept, useful=useful and not stuck),
    ]
    return Answer(values, lines, 1 if stuck or not useful else 0)


def _uploads(paths: list[str]) -> list[intake.Upload]:
    uploads = [intake.Upload(Path(path), Path(path).name) for path in paths]
    for upload in uploads:
        if upload.path.is_dir():
            raise UsageError(
                f"{upload.path} is a folder, not a file.",
                remedy=f"Name the files in it: {upload.path / '*.csv'}.",
            )
        if not upload.path.is_file():
            raise UsageError(f"There is no file {upload.path}.", remedy="Check the path.")
    return uploads


def _options(folder: DataFolder, given: Arguments) -> Options:
    said = Options(
        source=_source(folder, given) or "",
        zone=given.timezone or "",
        customer=given.customer or "",
        date_order=given.date_order or "",
        sheet=given.sheet or "",
        encoding=given.encoding or "",
        delimiter=given.delimiter or "",
    )
    return options_with(said, given.repair)


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
    mapping = mapping_from_json(text)
    folder.create()
    own_lists.keep_own_mapping(folder, mapping)
    return mapping.name


def _lines(reports: list[LoadReport], date_order: str) -> list[str]:
    return [line for report in reports for line in console.report_lines(report, date_order)]


def _outcome(generation: int | None, *, accept: bool, useful: bool) -> list[str]:
    if generation is not None:
        return [f"Loaded: generation {generation}."]
    return ["Nothing is loaded yet: add --accept to load."] if useful and not accept else []
