"""Makes definitions.md, data_dictionary.md and register.md in docs from their declarations."""

from __future__ import annotations

import sys
from pathlib import Path

from slm_analytics.ingest.contract import Contract, record_contracts
from slm_analytics.ingest.fields import FIELDS, REQUIRED
from slm_analytics.ingest.mapping import built_in
from slm_analytics.metrics.catalogue import catalogue
from slm_analytics.metrics.metric import Metric
from slm_analytics.register.tables import SHEETS
from slm_analytics.register.workbook import words_text
from slm_analytics.warehouse import sql_files

DOCS = Path(__file__).resolve().parent.parent / "docs"
_MADE = "<!-- Made by `make docs`; a test keeps it fresh. Do not edit. -->"


def definitions() -> str:
    """Return the text of definitions.md: one section per metric."""
    lines = ["# Definitions", "", _MADE, ""]
    lines.append("What every figure counts. Pages, files and this document read one declaration.")
    for subject in dict.fromkeys(metric.subject for metric in catalogue().values()):
        lines += ["", f"## {subject.capitalize()}"]
        for metric in catalogue().values():
            if metric.subject == subject:
                lines += _metric(metric)
    return "\n".join(lines) + "\n"


def _metric(metric: Metric) -> list[str]:
    counted = (
        "at the end of the period" if metric.at_instant else f"on the day {metric.event.value}"
    )
    rows = [
        ("Name", f"`{metric.name}`"),
        ("Unit", f"{metric.unit.value}; better: {metric.better.value}"),
        ("A ticket counts", counted),
        ("Left out", "; ".join(metric.excluded) or "nothing"),
        ("Adds up", "yes: numerators and denominators are summed" if metric.additive else "no"),
        ("Unsteady below", f"{metric.warn_below} tickets" if metric.warn_below else "–"),
        ("As of an instant", f"no: {metric.known_now} is known only of today")
        if metric.known_now
        else ("As of an instant", "yes: what happened later does not count"),
        ("Practice", metric.practice),
        ("Source", metric.source),
    ]
    table = [f"| {label} | {text} |" for label, text in rows]
    return ["", f"### {metric.title}", "", metric.definition, "", "| | |", "|---|---|", *table]


def data_dictionary() -> str:
    """Return the text of data_dictionary.md: the fields of a ticket and the tables of the store."""
    lines = ["# Data dictionary", "", _MADE, "", "## Fields of a ticket extract", ""]
    lines.append("Any list with these headings loads as it stands (source `tickets`).")
    lines += ["", "| field | needed | read as | meaning |", "|---|---|---|---|"]
    for name, field in FIELDS.items():
        needed = "yes" if name in REQUIRED else ""
        lines.append(f"| `{name}` | {needed} | {field.kind.value} | {field.meaning} |")
    lines += ["", "## Sources", ""]
    for source in built_in().values():
        lines += [f"### {source.title}", "", f"`{source.name}`. {source.recipe}", ""]
        lines += ["| field | headings |", "|---|---|"]
        lines += [
            f"| `{field}` | {', '.join(f'`{heading}`' for heading in headings)} |"
            for field, headings in source.columns.items()
        ]
        lines.append("")
    lines += ["## Tables of the store", ""]
    for table, text in sql_files.schema_tables().items():
        intro = " ".join(
            line.removeprefix("--").strip() for line in text.splitlines() if line.startswith("--")
        )
        lines += [f"### {table}", "", intro, "", "| column | type | meaning |", "|---|---|---|"]
        lines += [
            f"| `{column.name}` | {column.type}{'' if column.required else ', may be empty'}"
            f" | {column.meaning} |"
            for column in sql_files.schema_columns(table)
        ]
        lines.append("")
    for form in record_contracts():
        lines += _records(form)
    lines += ["## Marts", "", "| mart | one row per | what it is |", "|---|---|---|"]
    lines += [
        f"| `{mart.name}` | {', '.join(mart.grain)} | {mart.title} |"
        for mart in sorted(sql_files.marts(), key=lambda mart: mart.name)
    ]
    return "\n".join(lines) + "\n"


def _named(fields: tuple[str, ...]) -> str:
    return " and ".join(f"`{name}`" for name in fields)


def _records(form: Contract) -> list[str]:
    key = ", ".join(f"`{name}`" for name in form.key)
    intro = (
        f"{form.meaning} Any list with these headings loads as it stands (source `{form.name}`,"
        f" table `{form.table}`). A record is the same as in an earlier extract by {key}; the"
        " later extract holds."
        + "".join(f" At least one of {_named(group)} must be told." for group in form.one_of)
    )
    lines = [f"## {form.title}", "", intro, "", "| field | needed | read as | meaning |",
             "|---|---|---|---|"]  # fmt: skip
    for name, each in form.fields.items():
        needed = "yes" if name in form.required else ""
        said = sorted(set(form.words.get(name, {}).values()))
        words = f" Words: {', '.join(said)}." if said else ""
        lines.append(f"| `{name}` | {needed} | {each.kind.value} | {each.meaning}{words} |")
    return [*lines, ""]


_REGISTER = """What was agreed: calendars and targets. It is kept in the record, version by version,
and built into every generation: undo goes back to the register of the generation before.

Fetch the template on the page Register or with `slm register template FILE.xlsx`, fill it in, and
hand it in there or with `slm register import FILE.xlsx --who NAME --why REASON`. Every finding
names its sheet and cell (`targets!H7`); what is refused has to be mended first. `slm register
export FILE.xlsx` writes what is in force, `slm register check` says what is to be said of it.

* A sheet that the workbook has not got stays as it is in force. In a sheet that is there, rows
  that are missing are no longer agreed.
* Excel's own dates, times, durations and percents are understood as well as texts. A formula
  counts by the value that was saved with it; without one it is refused. Words are understood in
  any letters, and by their long meaning too.
* Of several targets the most exact holds: customer outweighs service, service outweighs record
  type, record type outweighs priority; blank means any. Two that are equally exact are a tie:
  a finding names both rows, and the tickets they share have no target.
* Hours: rows of the site go before rows without one, and of these, rows of the version go before
  rows without a first day. Holidays and special days without a site hold for every site. Hours
  that overlap count once. A holiday is stronger than special hours.
* Agreements, the catalogue and what backs a promise: [the rules](agreements.md).
* Public holidays come from a pinned package ([decision 12](decisions/0012-holidays.md)), for the
  years 2000 to 2060."""


def register() -> str:
    """Return the text of register.md: the sheets of the register and their columns."""
    lines = ["# Register", "", _MADE, "", _REGISTER]
    for sheet in SHEETS.values():
        key = ", ".join(f"`{name}`" for name in sheet.key)
        lines += ["", f"## {sheet.name}", "", f"{sheet.meaning} A row is named by {key}.", ""]
        lines += ["| column | needed | what it says | words | blank means | example |"]
        lines += ["|---|---|---|---|---|---|"]
        lines += [
            f"| `{column.name}` | {'yes' if column.required else ''} | {column.meaning}"
            f" | {words_text(column)} | {column.default} | {column.example} |"
            for column in sheet.columns
        ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the documents."""
    (DOCS / "definitions.md").write_text(definitions(), encoding="utf-8")
    (DOCS / "data_dictionary.md").write_text(data_dictionary(), encoding="utf-8")
    (DOCS / "register.md").write_text(register(), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
