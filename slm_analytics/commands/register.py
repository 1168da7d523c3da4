"""`register template`, `import`, `export`, `check`, `diff`: what is agreed, as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from slm_analytics.commands.answer import Answer, Arguments
from slm_analytics.commands.question import warehouse_in_force
from slm_analytics.domain.finding import Finding
from slm_analytics.errors import UsageError
from slm_analytics.ingest import register_intake as intake
from slm_analytics.register.check import check as findings_of
from slm_analytics.register.check import is_refused
from slm_analytics.register.difference import differences
from slm_analytics.register.rows import Register
from slm_analytics.register.workbook import workbook
from slm_analytics.review.register import all_findings, known_names
from slm_analytics.settings import DataFolder


def register(folder: DataFolder, given: Arguments) -> Answer:
    """Do what was asked of the register."""
    return _DONE_BY[given.what](folder, given)


def _template(_: DataFolder, given: Arguments) -> Answer:
    """Write an empty register workbook."""
    return _written(given.file, Register())


def _export(folder: DataFolder, given: Arguments) -> Answer:
    """Write the register in force."""
    return _written(given.file, intake.register_in_force(folder))


def _written(name: str, content: Register) -> Answer:
    target = Path(name)
    if target.suffix.lower() != ".xlsx":
        raise UsageError(f"{target.name} does not end in .xlsx.", remedy="Name it so.")
    try:
        target.write_bytes(workbook(content))
    except OSError as error:
        raise UsageError(
            f"{target} cannot be written.", remedy="Name a file in a folder that is there."
        ) from error
    counts = _counts(content)
    return Answer({"file": str(target), "rows": counts}, [f"{_told(counts)} written to {target}."])


def _import(folder: DataFolder, given: Arguments) -> Answer:
    """Read a register workbook and put it in force, unless something has to be mended first."""
    path = Path(given.file)
    if not path.is_file():
        raise UsageError(f"There is no file {path}.", remedy="Check the path.")
    read = intake.read_workbook(folder, path, path.name)
    known = known_names(warehouse_in_force(folder))
    in_force = intake.register_in_force(folder)
    findings = all_findings(read, in_force, known)
    counts = _counts(read.over(in_force))
    values = {"generation": None, "rows": counts, "findings": _plain(findings)}
    lines = [f"{path.name}: {_told(counts)}", *_lines(findings)]
    if is_refused(findings):
        return Answer(values, [*lines, "Nothing is changed: mend what is refused."], 1)
    number = intake.take_over(folder, read.over(in_force), who=given.who, why=given.why)
    done = f"In force: generation {number}." if number else "The same is in force already."
    return Answer(values | {"generation": number}, [*lines, done])


def _diff(folder: DataFolder, given: Arguments) -> Answer:
    """Say what a workbook would change; nothing is put in force."""
    path = Path(given.file)
    if not path.is_file():
        raise UsageError(f"There is no file {path}.", remedy="Check the path.")
    read = intake.read_workbook(folder, path, path.name)
    in_force = intake.register_in_force(folder)
    found = differences(in_force, read.over(in_force))
    lines = [each.words for each in found] or ["Nothing would change."]
    return Answer([asdict(each) for each in found], lines)


def _check(folder: DataFolder, _: Arguments) -> Answer:
    """Say what is to be said of the register in force."""
    content = intake.register_in_force(folder)
    findings = findings_of(content, known_names(warehouse_in_force(folder)))
    counts = _counts(content)
    lines = [_told(counts), *(_lines(findings) or ["Nothing to say."])]
    return Answer(
        {"rows": counts, "findings": _plain(findings)}, lines, 1 if is_refused(findings) else 0
    )


def _counts(content: Register) -> dict[str, int]:
    return {name: len(rows) for name, rows in content.sheets.items()}


def _told(counts: dict[str, int]) -> str:
    return ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in counts.items())


def _plain(findings: Sequence[Finding]) -> list[dict[str, object]]:
    return [finding.as_dict() for finding in findings]


def _lines(findings: Sequence[Finding]) -> list[str]:
    lines = []
    for finding in findings:
        lines.append(f"  {finding.severity.value}: {finding.message}")
        lines += [f"    {finding.remedy}"] if finding.remedy else []
    return lines


_DONE_BY: dict[str, Callable[[DataFolder, Arguments], Answer]] = {
    "template": _template,
    "import": _import,
    "export": _export,
    "check": _check,
    "diff": _diff,
}
