"""What is told of a file as a whole, beside what is told of its rows."""

from __future__ import annotations

from collections.abc import Mapping

from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.ingest.canonical import Canonical
from slm_analytics.ingest.guard import GuardedFile
from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.repair_words import spoken_repairs
from slm_analytics.ingest.shaping import shaped
from slm_analytics.warehouse.archive import RawTable

_SERVICENOW_CUT = 10_000
_OTHER_TABLE = "To load another table as well, upload the file once more and choose it; both stay."


def file_findings(
    raw: RawTable, file: GuardedFile, options: Options, rows: Canonical, mapping: SourceMapping
) -> list[Finding]:
    """Return what is told of the file: mended, empty, cut off, lines left out, a zone assumed."""
    return [
        *_cut(raw, file, mapping),
        *_of_text(raw, file, options),
        *_of_zone(file, options, rows),
    ]


def _of_text(raw: RawTable, file: GuardedFile, options: Options) -> list[Finding]:
    facts, found = raw.facts, []
    if options.repairs:
        said = f"Mended: {spoken_repairs(options.repairs)}."
        found.append(
            _note(file, "mended", said, _OTHER_TABLE if options.repairs.table.isdigit() else "")
        )
    if raw.rows.num_rows == 0:
        said = "The file has headings and no rows."
        remedy = "Check the filter of the export, if there should be rows."
        found.append(_note(file, "empty list", said, remedy))
    if facts.skipped_lines:
        said = (
            f"{facts.skipped_lines} lines above the headings (line {facts.header_line})"
            " are not read."
        )
        found.append(_note(file, "lines above headings", said))
    if facts.blank_lines:
        found.append(_note(file, "blank lines", f"{facts.blank_lines} lines are empty."))
    return found


def _of_zone(file: GuardedFile, options: Options, rows: Canonical) -> list[Finding]:
    naive = any(
        instants.with_offset < (instants.fault == 0).sum()
        for instants in rows.columns.instants.values()
    )
    if not naive or options.zone_origin != "assumed":
        return []
    said = f"Times say no zone; {options.zone} is assumed."
    remedy = "Say which zone the export was made in, if it is another one."
    return [_note(file, "zone assumed", said, remedy)]


def _cut(raw: RawTable, file: GuardedFile, mapping: SourceMapping) -> list[Finding]:
    """Say where a list is exactly as long as exports of its tool, or of ServiceNow, may be."""
    cuts = {_SERVICENOW_CUT: "ServiceNow are"}
    if mapping.cut_at:
        cuts[mapping.cut_at] = f"{mapping.title} may be"
    said = cuts.get(raw.rows.num_rows)
    if said is None:
        return []
    remedy = "Check the number of tickets in the tool; export in two parts if it is higher."
    words = f"Exactly {raw.rows.num_rows:,} rows: exports of {said} cut there."
    return [_note(file, "cut export", words, remedy)]


def customer_in_the_file(file: GuardedFile, heading: str, customer: str) -> Finding:
    """Say that a customer who was named is not used: every row says its own."""
    said = f"Every row says its customer ({heading}); {customer} is not used."
    return _note(file, "customer in the file", said)


def other_sheets(file: GuardedFile, others: tuple[str, ...]) -> list[Finding]:
    """Say which other sheets hold such a list too: one reading is of one sheet."""
    if not others:
        return []
    said = f"Such a list stands on {', '.join(map(repr, others))} too; it is not read here."
    remedy = "Upload the file once more and name that sheet; both stay loaded."
    return [_note(file, "other sheets", said, remedy)]


def also_holds(
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


def _note(file: GuardedFile, code: str, message: str, remedy: str = "") -> Finding:
    return Finding(
        severity=Severity.NOTE, code=code, message=message, remedy=remedy, file=file.name
    )
