"""Which reader reads which kind of file, where it is not CSV."""

from __future__ import annotations

from collections.abc import Mapping

from slm_analytics.errors import UnreadableFile
from slm_analytics.ingest.file_kind import FileKind
from slm_analytics.ingest.guard import GuardedFile
from slm_analytics.ingest.json_reader import read_json
from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.ods_reader import read_spreadsheet
from slm_analytics.ingest.parquet_reader import read_parquet
from slm_analytics.ingest.workbook_reader import read_workbook
from slm_analytics.warehouse.archive import RawTable


def read_other(
    file: GuardedFile, sheet: str, sources: Mapping[str, SourceMapping]
) -> list[RawTable]:
    """Return the tables of a file that passed the guard: one per sheet, for others one.

    Args:
        file: the file.
        sheet: the sheet that a person named, or nothing.
        sources: every source; some know JSON documents of their tool.

    Raises:
        UnreadableFile: it cannot be read.
    """
    match file.kind:
        case FileKind.XLSX | FileKind.XLS:
            return read_workbook(
                file.path, file.name, sheet=sheet or None, suspects=file.suspects, kind=file.kind
            )
        case FileKind.ODS:
            return read_spreadsheet(file.path, file.name, sheet=sheet or None)
        case FileKind.PARQUET:
            return read_parquet(file.path, file.name)
        case FileKind.JSON:
            known = [source.document for source in sources.values() if source.document]
            return read_json(file.path, file.name, known)
        case _:
            raise UnreadableFile(
                f"{file.name} is an archive within an archive.",
                remedy="Unpack it and upload the files in it.",
            )
