"""`python -m tests.badinput.run FOLDER [--repaired]`: is a file ever read wrong without a word?

Every file of a folder laid out as Pollock (`csv`, `clean`, `contract.json`) or
csv-spectrum (`csvs`, `json`) goes through the product's reading process as it
stands; what would be loaded is compared with what the file really says.

* right: headings and every cell are equal.
* refused: nothing is loaded, and the reason is given; or only rows that were set
  aside by name of their line differ.
* silently wrong: anything else. This alone fails.

A folder without a contract promises no columns: then the cells as they were
read count. With `--repaired` the repairs that the product offers for each file
that does not load are tried; a file counts as loaded when one of the offers
gives it cell for cell.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from slm_analytics.domain.finding import Severity
from slm_analytics.ingest import own_lists
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.repairs import repairs_from_plain
from slm_analytics.warehouse.archive import RawTable
from tests.badinput.corpus import (
    NAME,
    Truth,
    files_of,
    mapping_of,
    order_of,
    truth_of,
    weights_of,
)
from tests.badinput.long_lived import Answer, LongLivedReader, long_lived_reader


class Verdict(StrEnum):
    """What became of a file."""

    RIGHT = "right"
    NAMED = "refused, line named"
    REFUSED = "refused, no line"
    WRONG = "silently wrong"


@dataclass(frozen=True)
class Result:
    """A file's verdict, and the reason where it was refused or the first difference."""

    name: str
    verdict: Verdict
    why: str = ""


def results(folder: Path, reader: LongLivedReader) -> Iterator[Result]:
    """Yield the verdict of every file, read without repairs."""
    mapping = mapping_of(folder)
    if mapping is not None:
        own_lists.keep_own_mapping(reader.folder, replace(mapping, kept=True))
    options = Options(zone="UTC", date_order=order_of(folder))
    for path in files_of(folder):
        answer = reader.read(path, options)
        verdict, why = judged(answer, truth_of(folder, path), typed=mapping is not None)
        yield Result(path.name, verdict, why)


def judged(answer: Answer, truth: Truth, *, typed: bool) -> tuple[Verdict, str]:
    """Return the verdict on one file, and why."""
    report = answer.report
    refused = [each for each in report.findings if each.severity is Severity.REFUSED]
    if refused:
        named = Verdict.NAMED if refused[0].line else Verdict.REFUSED
        return named, refused[0].message
    if report.questions and typed:
        return Verdict.REFUSED, report.questions[0].text
    if answer.raw is None:
        return Verdict.WRONG, "nothing was read and nothing said"
    if answer.raw.headings != (truth.headings or answer.raw.headings):
        return Verdict.WRONG, f"headings {answer.raw.headings}"
    return _of_rows(answer.raw, truth, answer.set_aside)


def _of_rows(raw: RawTable, truth: Truth, aside: frozenset[int]) -> tuple[Verdict, str]:
    if not raw.facts.header_line and truth.headings is not None:
        return Verdict.WRONG, "the headings were read as a row"
    if raw.facts.header_line and truth.headings is None:
        return Verdict.WRONG, "a row was read as the headings"
    columns = [column.to_pylist() for column in raw.rows.columns]
    rows = [(row[0], row[1:]) for row in zip(*columns, strict=True)]
    if [cells for _, cells in rows] == truth.rows:
        return Verdict.RIGHT, ""
    if aside and [cells for line, cells in rows if line not in aside] == truth.rows:
        return Verdict.NAMED, f"rows set aside on lines {sorted(aside)}"
    for (line, cells), wanted in zip(rows, truth.rows, strict=False):
        if cells != wanted:
            return Verdict.WRONG, f"line {line}: {cells} instead of {wanted}"
    return Verdict.WRONG, f"{len(rows)} rows instead of {len(truth.rows)}"


def repaired(folder: Path, path: Path, reader: LongLivedReader) -> str | None:
    """Return the offered repair that gives a file exactly, in words; "" where none is needed.

    None: no offer does. The columns are declared under the headings of the clean file,
    as a manager would who sees them in the preview.
    """
    truth = truth_of(folder, path)
    mapping = mapping_of(folder, truth.headings)
    assert mapping is not None
    own_lists.keep_own_mapping(reader.folder, replace(mapping, kept=True))
    options = Options(zone="UTC", date_order=order_of(folder))
    answer = reader.read(path, options)
    if judged(answer, truth, typed=True)[0] is Verdict.RIGHT:
        return ""
    for offer in answer.report.mending.proposals:
        chosen = replace(options, source=NAME, repairs=repairs_from_plain(offer.repairs))
        verdict, _ = judged(reader.read(path, chosen), truth, typed=True)
        if verdict is Verdict.RIGHT and len(offer.repairs.keys() - {"names"}) <= 2:
            return offer.words
    return None


def repaired_weight(folder: Path, reader: LongLivedReader) -> tuple[float, list[str]]:
    """Return the share of the `file_*` cases, by weight, that loads exactly; and lines to show."""
    weights, lines = weights_of(folder), []
    done = whole = 0.0
    for path in [each for each in files_of(folder) if each.name.startswith("file_")]:
        weight = weights.get(path.name, 0.0)
        words = repaired(folder, path, reader)
        whole += weight
        done += weight if words is not None else 0.0
        said = "no offer gives it exactly" if words is None else words or "loads as it stands"
        lines.append(f"  {weight:7.1f}  {path.name}: {said}")
    return (done / whole if whole else 0.0), lines


def main(arguments: list[str]) -> int:
    """Print the verdicts over a folder; return 1 when a file was read wrong without a word."""
    folders = [each for each in arguments if not each.startswith("--")]
    if len(folders) != 1 or not files_of(folder := Path(folders[0])):
        print(__doc__)
        return 2
    with long_lived_reader() as reader:
        found = list(results(folder, reader))
        share, lines = repaired_weight(folder, reader) if "--repaired" in arguments else (0.0, [])
    for verdict in Verdict:
        print(f"{sum(1 for each in found if each.verdict is verdict):6,}  {verdict}")
    wrong = [each for each in found if each.verdict is Verdict.WRONG]
    for each in wrong:
        print(f"  {each.name}: {each.why[:300]}")
    if lines:
        print("\n".join(lines))
        print(f"{share:.1%} of the weight of the file_* cases loads exactly with offered repairs")
    print(f"{len(found) - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
